"""Making, moving, settling, correcting and opening a promise: one operation each, said in a toast that can take it back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from closeknit.kit import files
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.promises import checks, ending, operations, queries
from closeknit.promises.proposed import operations as proposed_operations
from closeknit.today import logging
from closeknit.web import answers, trying
from closeknit.web.promises import behind, pages
from closeknit.web.promises.forms import CorrectForm, MoveForm, NewForm, RetellForm, RiskForm, SettleForm
from closeknit.web.request import HouseRequest

_SETTLED = {
    "kept": "Kept. Tell them.",
    "missed": "Missed. It stays on Today until it is talked about.",
    "withdrawn": "Withdrawn. Tell them why.",
}


def new(request: HouseRequest) -> HttpResponse:
    """Write down a promise from one line: side, person and day are understood, or as chosen."""
    if request.method == "POST":
        form = NewForm(request.POST, viewer=request.viewer)
        accounts: list[tuple[str, str]] = []
    else:
        initial, accounts = behind.begin(request)
        form = NewForm(initial=initial, viewer=request.viewer)
    if trying.try_form(form, lambda: _make(request, form)):
        answers.done(request, "Written down. It stands with what is due.")
        return answers.back(request, reverse("promises"))
    context = {"form": form, "next": request.POST.get("next", request.headers.get("Referer", ""))}
    context |= behind.read(request, form) | {"accounts": accounts}
    return render(request, "web/promises/new.html", context, status=422 if form.errors else 200)


@require_POST
def settlement(request: HouseRequest, promise: str) -> HttpResponse:
    """Say how a promise ended."""
    row = queries.get_promise(promise, viewer=request.viewer)
    form = SettleForm(request.POST, request.FILES, possible=tuple(_SETTLED))
    if trying.try_form(form, lambda: _settle(request, row.id, form)):
        return _done(request, promise, _SETTLED[form.cleaned_data["settlement"]])
    return _again(request, promise, settle=form)


@require_POST
def risk(request: HouseRequest, promise: str) -> HttpResponse:
    """Say that a promise may not be kept, and why; or that this is over."""
    if "over" in request.POST:
        return _plainly(request, promise, lambda: operations.take_off_risk(**_of(request, promise)), "No more at risk.")
    form = RiskForm(request.POST)
    act = operations.put_at_risk
    if trying.try_form(form, lambda: act(promise=promise, **_asked(request, form))):
        return _done(request, promise, "Said. It stands with what is at risk.")
    return _again(request, promise, risk=form)


@require_POST
def connection(request: HouseRequest, promise: str) -> HttpResponse:
    """Say which words or which need a promise answers."""
    form = pages.connect_form(request, queries.get_promise(promise, viewer=request.viewer), request.POST)
    act = operations.connect_promise
    if trying.try_form(form, lambda: act(promise=promise, **_asked(request, form))):
        return _done(request, promise, "Connected. Its thread begins there.")
    return _again(request, promise, connect=form)


@require_POST
def retelling(request: HouseRequest, promise: str) -> HttpResponse:
    """Say otherwise what the other side reads of how a promise ended."""
    row = queries.get_promise(promise, viewer=request.viewer)
    form = RetellForm(request.POST)
    act = proposed_operations.retell_promise
    if trying.try_form(form, lambda: act(promise=row.id, **_asked(request, form))):
        return _done(request, promise, "They read it so from now on.")
    return _again(request, promise, retell=form)


@require_POST
def day(request: HouseRequest, promise: str) -> HttpResponse:
    """Move the day of a promise, with the reason."""
    form = MoveForm(request.POST)
    act = operations.move_promise
    if trying.try_form(form, lambda: act(promise=promise, **_asked(request, form))):
        return _done(request, promise, "Moved. They should hear it from us first.")
    return _again(request, promise, move=form)


@require_POST
def correction(request: HouseRequest, promise: str) -> HttpResponse:
    """Correct what a promise says and whose it is."""
    row = queries.get_promise(promise, viewer=request.viewer)
    form = CorrectForm(request.POST, **pages.correct_choices(request, row))
    act = operations.change_promise
    if trying.try_form(form, lambda: act(promise=promise, **_asked(request, form))):
        return _done(request, promise, "Corrected.")
    return _again(request, promise, correct=form)


@require_POST
def reopening(request: HouseRequest, promise: str) -> HttpResponse:
    """Open a promise again that was said to have ended."""
    return _plainly(request, promise, lambda: operations.reopen_promise(**_of(request, promise)), "Open again.")


def _make(request: HouseRequest, form: NewForm) -> None:
    said = form.cleaned_data
    read = logging.understand_promise(said["text"], account=said["account"], viewer=request.viewer, at=request.at)
    checks.check_understood(said["due_on"] or read.due_on, read.how_due)
    # Where the line was read back before it was sent, an emptied day means that there is none.
    was_read = "due_on" in form.data
    operations.make_promise(
        account=said["account"],
        text=read.what,
        made_on=request.today,
        due_on=said["due_on"] if was_read else read.due_on,
        direction=said["direction"] or read.direction,
        contact=read.contact_id or None,
        verbatim=said["verbatim"] or None,
        need=said["need"] or None,
        idea=said["idea"] or None,
        redesign=said["redesign"] or None,
        viewer=request.viewer,
        at=request.at,
    )


def _settle(request: HouseRequest, promise: str, form: SettleForm) -> None:
    said = dict(form.cleaned_data)
    given = said.pop("file")
    shown = ending.Shown(files.store(given.chunks()), given.name, given.size) if given else None
    operations.settle_promise(promise=promise, shown=shown, viewer=request.viewer, at=request.at, **said)


def _of(request: HouseRequest, promise: str) -> dict[str, Any]:
    return {"promise": promise, "viewer": request.viewer, "at": request.at}


def _plainly(request: HouseRequest, promise: str, act: Callable[[], object], sentence: str) -> HttpResponse:
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, sentence)
    return redirect("promise", promise=promise)


def _asked(request: HouseRequest, form: forms.Form) -> dict[str, Any]:
    return form.cleaned_data | {"viewer": request.viewer, "at": request.at}


def _done(request: HouseRequest, promise: str, sentence: str) -> HttpResponse:
    answers.done(request, sentence)
    return redirect("promise", promise=promise)


def _again(request: HouseRequest, promise: str, **typed: Any) -> HttpResponse:
    return render(request, "web/promises/promise.html", pages.promise_context(request, promise, **typed), status=422)
