"""Doing what somebody outside asked for, and saying so on the page that follows."""

from collections.abc import Callable

from django.contrib import messages

from closeknit.kit.trying import find_refusal, try_form
from closeknit.portal.request import PortalRequest

__all__ = ["try_act", "try_form"]


def try_act(request: PortalRequest, act: Callable[[], object], sentence: str) -> bool:
    """Do an act that has no form; say that it was done, or why not, and return whether it was."""
    if refusal := find_refusal(act):
        messages.warning(request, refusal)
    else:
        messages.success(request, sentence)
    return not refusal
