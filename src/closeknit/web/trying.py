"""Doing what a member asked for, and saying so in a toast."""

from collections.abc import Callable
from typing import Any

from closeknit.kit.trying import find_refusal, try_form
from closeknit.web import answers
from closeknit.web.request import HouseRequest

__all__ = ["given", "try_act", "try_form"]


def try_act(request: HouseRequest, act: Callable[[], object], sentence: str) -> bool:
    """Do an act that has no form; say in a toast that it was done, or why not, and return whether it was."""
    if refusal := find_refusal(act):
        answers.refuse(request, refusal)
    else:
        answers.done(request, sentence)
    return not refusal


def given(request: HouseRequest, **about: str) -> dict[str, Any]:
    """Return what an operation is given beside what the form says: what it is about, who acts, and when."""
    return {**about, "viewer": request.viewer, "at": request.at}
