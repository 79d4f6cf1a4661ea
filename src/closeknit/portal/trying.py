"""Doing what somebody outside asked for: a refusal is said where they asked, and nothing that was typed is lost.

What does not exist, or is not theirs to do, is answered by the door (`errors`), not here.
"""

from collections.abc import Callable

from django import forms
from django.contrib import messages

from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.portal.request import PortalRequest


def try_form(form: forms.Form, act: Callable[[], object]) -> bool:
    """Return whether a form holds and its act was done; why not is said on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def try_act(request: PortalRequest, act: Callable[[], object], sentence: str) -> bool:
    """Do an act that has no form; say that it was done, or why not, and return whether it was."""
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return False
    messages.success(request, sentence)
    return True
