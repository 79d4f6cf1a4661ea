"""Making, moving, settling, correcting and opening a promise: one operation each, said in a toast that can take it back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from closeknit.accounts import queries as account_queries
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.promises import operations, queries
from closeknit.today import logging
from closeknit.web import answers
from closeknit.web.promises import pages
from closeknit.web.promises.forms import CorrectForm, MoveForm, NewForm, SettleForm
from closeknit.web.request import HouseRequest

_SETTLED = {
    "kept": "Kept. Tell them.",
    "missed": "Missed. It stays on Today until it is talked about.",
    "withdrawn": "Withdrawn. Tell them why.",
}


def new(request: HouseRequest) -> HttpResponse:
    """Write down a promise from one line: side, person and day are understood, or as chosen."""
    form = _new_form(request)
    if form.is_valid() and _try(form, lambda: _make(request, form)):
        answers.done(request, "Written down. It stands with what is due.")
        return answers.back(request, reverse("promises"))
    context = {"form": form, "next": request.POST.get("next", request.headers.get("Referer", ""))}
    return render(request, "web/promises/new.html", context, status=422 if form.errors else 200)


@require_POST
def settlement(request: HouseRequest, promise: str) -> HttpResponse:
    """Say how a promise ended."""
    row = queries.get_promise(promise, viewer=request.viewer)
    form = SettleForm(request.POST, possible=tuple(_SETTLED))
    act = operations.settle_promise
    if form.is_valid() and _try(form, lambda: act(promise=row.id, **_asked(request, form))):
        return _done(request, promise, _SETTLED[form.cleaned_data["settlement"]])
    return _again(request, promise, settle=form)


@require_POST
def day(request: HouseRequest, promise: str) -> HttpResponse:
    """Move the day of a promise, with the reason."""
    form = MoveForm(request.POST)
    act = operations.move_promise
    if form.is_valid() and _try(form, lambda: act(promise=promise, **_asked(request, form))):
        return _done(request, promise, "Moved. They should hear it from us first.")
    return _again(request, promise, move=form)


@require_POST
def correction(request: HouseRequest, promise: str) -> HttpResponse:
    """Correct what a promise says and whose it is."""
    row = queries.get_promise(promise, viewer=request.viewer)
    form = CorrectForm(request.POST, **pages.correct_choices(request, row))
    act = operations.change_promise
    if form.is_valid() and _try(form, lambda: act(promise=promise, **_asked(request, form))):
        return _done(request, promise, "Corrected.")
    return _again(request, promise, correct=form)


@require_POST
def reopening(request: HouseRequest, promise: str) -> HttpResponse:
    """Open a promise again that was said to have ended."""
    try:
        operations.reopen_promise(promise=promise, viewer=request.viewer, at=request.at)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Open again.")
    return redirect("promise", promise=promise)


def _new_form(request: HouseRequest) -> NewForm:
    if request.method == "POST":
        return NewForm(request.POST, viewer=request.viewer)
    initial = {name: request.GET.get(name, "") for name in ("text", "verbatim", "need")}
    account = request.GET.get("account", "")
    if account:
        initial["account"] = account_queries.get_account(account, viewer=request.viewer).name
    return NewForm(initial=initial, viewer=request.viewer)


def _make(request: HouseRequest, form: NewForm) -> None:
    said = form.cleaned_data
    read = logging.understand_promise(said["text"], account=said["account"], viewer=request.viewer, at=request.at)
    # Where the line was read back before it was sent, an emptied day means that there is none.
    was_read = "due_on" in form.data
    operations.make_promise(
        account=said["account"],
        text=read.what,
        made_on=pages.today_of(request),
        due_on=said["due_on"] if was_read else read.due_on,
        direction=said["direction"] or read.direction,
        contact=read.contact_id or None,
        verbatim=said["verbatim"] or None,
        need=said["need"] or None,
        viewer=request.viewer,
        at=request.at,
    )


def _asked(request: HouseRequest, form: forms.Form) -> dict[str, Any]:
    return form.cleaned_data | {"viewer": request.viewer, "at": request.at}


def _try(form: forms.Form, act: Callable[[], object]) -> bool:
    """Return whether the act was done; why not is said on the form, with all that was typed."""
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _done(request: HouseRequest, promise: str, sentence: str) -> HttpResponse:
    answers.done(request, sentence)
    return redirect("promise", promise=promise)


def _again(request: HouseRequest, promise: str, **typed: Any) -> HttpResponse:
    return render(request, "web/promises/promise.html", pages.promise_context(request, promise, **typed), status=422)
