"""Making, moving, settling and opening a promise: one operation each, said in a toast that can take it back."""

from collections.abc import Callable
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from closeknit.analysis.lifecycles import MoveRefused
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.refusals import Refused
from closeknit.promises import operations
from closeknit.today import logging
from closeknit.web import answers
from closeknit.web.request import HouseRequest


@require_POST
def new(request: HouseRequest) -> HttpResponse:
    """Write down a promise from one line, its day and direction understood or chosen."""
    account, text = request.POST.get("account", ""), request.POST.get("text", "").strip()
    if not account:
        answers.refuse(request, "Choose the account that it concerns. The line was not kept.")
        return answers.back(request, "promises")
    read = logging.understand_promise(text, account=account, viewer=request.viewer, at=request.at)
    due_on = _day(request) or read.due_on
    try:
        operations.make_promise(
            account=account,
            text=read.what,
            made_on=_today(request),
            due_on=due_on,
            direction=request.POST.get("direction") or read.direction,
            contact=read.contact_id or None,
            viewer=request.viewer,
            at=request.at,
        )
    except (Refused, ValueError) as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"Promised, by {due_on:%a %-d %B}." if due_on else "Promised, with no day yet.")
    return answers.back(request, "promises")


@require_POST
def settlement(request: HouseRequest, promise: str) -> HttpResponse:
    """Say how a promise ended."""
    how, proof = request.POST.get("settlement", ""), request.POST.get("proof", "").strip()
    return _do(
        request,
        promise,
        lambda: operations.settle_promise(
            promise=promise,
            settlement=how,
            settled_on=_today(request),
            proof=proof,
            viewer=request.viewer,
            at=request.at,
        ),
        {"kept": "Kept. Tell them.", "missed": "Missed. It stays on Today until it is talked about."}.get(
            how, "Withdrawn. Tell them why."
        ),
    )


@require_POST
def day(request: HouseRequest, promise: str) -> HttpResponse:
    """Move the day of a promise, with the reason."""
    reason = request.POST.get("reason", "").strip()
    return _do(
        request,
        promise,
        lambda: operations.move_promise(
            promise=promise, due_on=_day(request), reason=reason, viewer=request.viewer, at=request.at
        ),
        "Moved. They should hear it from us first.",
    )


@require_POST
def reopening(request: HouseRequest, promise: str) -> HttpResponse:
    """Open a promise again that was said to have ended."""
    return _do(
        request,
        promise,
        lambda: operations.reopen_promise(promise=promise, viewer=request.viewer, at=request.at),
        "Open again.",
    )


def _do(request: HouseRequest, promise: str, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except (Refused, MoveRefused, ValueError) as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return redirect("promise", promise=promise)


def _day(request: HouseRequest) -> date | None:
    try:
        return parse_date(request.POST.get("due_on", ""))
    except ValueError:
        return None


def _today(request: HouseRequest) -> date:
    return clock.local_date(request.at, identity_queries.get_house().zone)
