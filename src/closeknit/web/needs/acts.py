"""What people decide about a need. Each act is one operation, said in a toast that can take it back."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from closeknit.kit.refusals import Refused
from closeknit.needs import operations
from closeknit.web import answers
from closeknit.web.request import HouseRequest


@require_POST
def statement(request: HouseRequest, need: str) -> HttpResponse:
    """State a need anew, in our words."""
    said = request.POST.get("statement", "").strip()
    return _do(
        request,
        need,
        lambda: operations.rename_need(need=need, statement=said, viewer=request.viewer, at=request.at),
        "Stated anew.",
    )


@require_POST
def words(request: HouseRequest, need: str) -> HttpResponse:
    """Confirm, take away or move the sentences that were chosen."""
    chosen, act = request.POST.getlist("verbatim"), request.POST.get("act", "")
    to, new = request.POST.get("to", ""), request.POST.get("new_statement", "").strip()
    viewer, at = request.viewer, request.at
    if not chosen:
        answers.refuse(request, "Choose the sentences first. Nothing was changed.")
    elif act == "confirm":
        return _do(
            request,
            need,
            lambda: operations.confirm_evidence(need=need, verbatims=chosen, viewer=viewer, at=at),
            "Confirmed.",
        )
    elif act == "reject":
        return _do(
            request,
            need,
            lambda: operations.reject_evidence(need=need, verbatims=chosen, viewer=viewer, at=at),
            "Taken away. They will not be laid here again.",
        )
    elif new:
        return _do(
            request,
            need,
            lambda: operations.state_need(statement=new, verbatims=chosen, away_from=need, viewer=viewer, at=at),
            f"Moved to a new need, “{new}”.",
        )
    elif to:
        return _do(
            request,
            need,
            lambda: operations.move_evidence(need=need, verbatims=chosen, to=to, viewer=viewer, at=at),
            "Moved.",
        )
    else:
        answers.refuse(request, "Say where the sentences belong. Nothing was changed.")
    return redirect("need", need=need)


@require_POST
def merging(request: HouseRequest, need: str) -> HttpResponse:
    """Merge this need into another, which keeps its name and gets the words."""
    into = request.POST.get("into", "")
    try:
        operations.merge_needs(need=need, into=into, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return redirect("need", need=need)
    answers.done(request, "Merged. Its words stand here now.")
    return redirect("need", need=into)


@require_POST
def dismissal(request: HouseRequest, need: str) -> HttpResponse:
    """Dismiss a need with a reason; it is not found again."""
    reason = request.POST.get("reason", "").strip()
    return _do(
        request,
        need,
        lambda: operations.dismiss_need(need=need, reason=reason, viewer=request.viewer, at=request.at),
        "Dismissed. It will not come up again by itself.",
    )


@require_POST
def settlement(request: HouseRequest, need: str) -> HttpResponse:
    """Say that a need is answered, and how; those who voiced it come up on Today as good news to tell."""
    note = request.POST.get("note", "").strip()
    return _do(
        request,
        need,
        lambda: operations.settle_need(need=need, note=note, viewer=request.viewer, at=request.at),
        "Answered. Whoever voiced it is on Today, to be told.",
    )


@require_POST
def reopening(request: HouseRequest, need: str) -> HttpResponse:
    """Open a need again that was answered, dismissed or merged."""
    return _do(
        request, need, lambda: operations.reopen_need(need=need, viewer=request.viewer, at=request.at), "Open again."
    )


def _do(request: HouseRequest, need: str, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return redirect("need", need=need)
