"""Doing what somebody asked for: a refusal is said where they asked, and nothing that was typed is lost.

What does not exist, or is not theirs to do, is answered by the site (`errors`), not here.
"""

from collections.abc import Callable
from typing import Any

from django import forms

from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.web import answers
from closeknit.web.request import HouseRequest


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


def try_act(request: HouseRequest, act: Callable[[], object], sentence: str) -> bool:
    """Do an act that has no form; say in a toast that it was done, or why not, and return whether it was."""
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return False
    answers.done(request, sentence)
    return True


def given(request: HouseRequest, **about: str) -> dict[str, Any]:
    """Return what an operation is given beside what the form says: what it is about, who acts, and when."""
    return {**about, "viewer": request.viewer, "at": request.at}
