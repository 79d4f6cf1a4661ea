"""Doing what somebody asked for: a refusal is said where they asked, and nothing that was typed is lost.

What does not exist, or is not theirs to do, is answered by the door, not here.
"""

from collections.abc import Callable

from django import forms

from closeknit.kit.refusals import NotAllowed, NotFound, Refused


def find_refusal(act: Callable[[], object]) -> str:
    """Do an act and return why it was refused, "" where it was done."""
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        return str(refusal)
    return ""


def try_form(form: forms.Form, act: Callable[[], object]) -> bool:
    """Return whether a form holds and its act was done; why not is said on the form."""
    if not form.is_valid():
        return False
    if refusal := find_refusal(act):
        form.add_error(None, refusal)
    return not refusal
