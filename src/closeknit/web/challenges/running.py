"""Sending a challenge out, closing it, moving its day, opening it again."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from closeknit.ideas.challenges import operations
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers
from closeknit.web.request import HouseRequest


@require_POST
def opening(request: HouseRequest, challenge: str) -> HttpResponse:
    """Send it out."""
    try:
        operations.open_challenge(challenge=challenge, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "It is out. Who was not asked stands below, with the reason.")
    return redirect("challenge", challenge)


@require_POST
def closing(request: HouseRequest, challenge: str) -> HttpResponse:
    """Close it now, move its day, or open it again until another day."""
    act, until = request.POST.get("act", ""), _day(request.POST.get("closes_on", ""))
    said: dict[str, Any] = {"challenge": challenge, "viewer": request.viewer, "at": request.at}
    try:
        if act == "close":
            operations.close_challenge(**said)
            done = "Closed. No more answers come in."
        elif until is None:
            answers.refuse(request, "Choose the day until which answers come in. Nothing was changed.")
            return redirect("challenge", challenge)
        elif act == "reopen":
            operations.reopen_challenge(closes_on=until, **said)
            done = "Open again."
        else:
            operations.move_closing(closes_on=until, **said)
            done = "Moved the day."
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, done)
    return redirect("challenge", challenge)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
