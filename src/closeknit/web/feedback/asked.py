"""Asking for feedback, and each step after it: one operation each, said in a toast that can take it back."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.accounts.asks import AskedTooOften
from closeknit.accounts.queries import AccountRow
from closeknit.analysis.feedback.kinds import AskedState
from closeknit.kit import clock, mail
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.promises.feedback import checks, letters, operations, queries
from closeknit.promises.feedback.queries import AskedPage
from closeknit.web import answers, quotes, trying
from closeknit.web.feedback import labels, rows
from closeknit.web.feedback.forms import ActForm, AnswerForm, AskForm, TellForm
from closeknit.web.request import HouseRequest
from closeknit.web.touchpoints.moments import local


def asking(request: HouseRequest, account: str) -> HttpResponse:
    """Ask somebody at an account; `look` shows the letter before it goes."""
    row = account_queries.get_account(account, viewer=request.viewer)
    people = account_queries.list_contacts(viewer=request.viewer, account=account)
    if request.method != "POST":
        wanted = request.GET.get("with", "")
        return _show_form(request, row, AskForm(people=people, initial={"contact": wanted}))
    form = AskForm(request.POST, people=people)
    if not form.is_valid():
        return _show_form(request, row, form, status=422)
    said = form.cleaned_data
    if "look" in request.POST:
        name = next(one.name for one in people if one.id == said["contact"])
        parts = {key: said[key] for key in ("about", "why", "use", "answer_by")}
        letter = letters.draft_asking(name=name, member=request.viewer.name, **parts)
        return _show_form(request, row, AskForm(people=people, initial=said | {"letter": letter}), letter=True)
    try:
        asked = operations.ask_feedback(viewer=request.viewer, at=request.at, **said)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show_form(request, row, form, status=422, is_often=isinstance(refusal, AskedTooOften))
    answers.done(request, "Noted for the next talk." if said["channel"] == "talk" else _sent("Asked"))
    return redirect("asked_feedback", asked)


@require_GET
def show(request: HouseRequest, asked: str) -> HttpResponse:
    """Show one request, how far it came, their words, and what can be done next."""
    return _show(request, asked)


@require_POST
def step(request: HouseRequest, asked: str) -> HttpResponse:
    """Go one step on that needs no words: asked in a talk, reminded, declined, nothing came."""
    to = request.POST.get("to", "")
    act: dict[str, Any] = {"asked": asked, "viewer": request.viewer, "at": request.at}
    try:
        if to == AskedState.ASKED:
            operations.mark_asked(**act)
        elif to == AskedState.REMINDED:
            operations.remind(**act)
        else:
            operations.end_waiting(state=to, why=request.POST.get("why", ""), **act)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, _sent("Reminded") if to == AskedState.REMINDED else "Noted.")
    return redirect("asked_feedback", asked)


@require_POST
def answer(request: HouseRequest, asked: str) -> HttpResponse:
    """Keep what they answered."""
    page = queries.get_asked(asked, viewer=request.viewer)
    form = AnswerForm(request.POST, zone=request.zone, found=_found(page, request.zone))
    if trying.try_form(form, lambda: operations.record_feedback(asked=asked, **_act(request, form))):
        answers.done(request, "Kept as their words. Say what we do about it.")
        return redirect("asked_feedback", asked)
    return _show(request, asked, status=422, answer=form)


@require_POST
def acting(request: HouseRequest, asked: str) -> HttpResponse:
    """Say what we do about it."""
    form = ActForm(request.POST)
    if trying.try_form(form, lambda: operations.act_on_feedback(asked=asked, **_act(request, form))):
        answers.done(request, "Kept. Now tell them.")
        return redirect("asked_feedback", asked)
    return _show(request, asked, status=422, act=form)


@require_POST
def telling(request: HouseRequest, asked: str) -> HttpResponse:
    """Tell them what came of it."""
    form = TellForm(request.POST)
    if trying.try_form(form, lambda: operations.tell_about_feedback(asked=asked, **_act(request, form))):
        answers.done(request, _sent("Told") if form.cleaned_data["channel"] == "mail" else "They know.")
        return redirect("asked_feedback", asked)
    return _show(request, asked, status=422, tell=form)


def _show(request: HouseRequest, asked: str, *, status: int = 200, **typed: forms.Form) -> HttpResponse:
    page = queries.get_asked(asked, viewer=request.viewer)
    row, may = page.row, request.viewer.can(Capability.MAKE_PROMISES)
    mark, standing = labels.ASKED[AskedState(row.state)]
    can = {state.value: may and checks.can_ask_on(row.state, state) for state in AskedState}
    context: dict[str, Any] = {
        "row": row,
        "line": rows.asked_line(row, zone=request.zone),
        "mark": mark,
        "standing": standing,
        "steps": _steps(page, request.zone),
        "words": [quotes.quote_of(one, with_account=False) for one in page.words],
        "acted": labels.ACTED.get(row.acted_by, ""),  # type: ignore[call-overload]  # a code of the enum, or empty
        "can": can,
        "may_write": may,
    }
    if can["answered"]:
        start = {"medium": "email" if row.channel == "mail" else "call", "said_at": local(request.at, request.zone)}
        found = _found(page, request.zone)
        context["answer"] = typed.get("answer") or AnswerForm(zone=request.zone, found=found, initial=start)
    if can["acted_on"]:
        context["act"] = typed.get("act") or ActForm()
    if can["told"]:
        message = letters.draft_telling(
            name=row.contact,
            member=request.viewer.name,
            about=row.about,
            did=row.acted_text,
            is_nothing=row.acted_by == "nothing",
        )
        context["tell"] = typed.get("tell") or TellForm(initial={"message": message})
    return render(request, "web/feedback/asked.html", context, status=status)


def _show_form(
    request: HouseRequest,
    account: AccountRow,
    form: AskForm,
    *,
    status: int = 200,
    letter: bool = False,
    is_often: bool = False,
) -> HttpResponse:
    context = {
        "account": account,
        "form": form,
        "with_letter": letter or bool(form["letter"].value()),
        "is_often": is_often or bool(form["despite"].value()),
    }
    return render(request, "web/feedback/asking.html", context, status=status)


def _steps(page: AskedPage, zone: str) -> list[tuple[str, bool, date | None]]:
    """Return the way of a request: each step, whether it was gone, and when."""
    row = page.row
    moments = {
        "asked": row.asked_at,
        "reminded": row.reminded_at,
        "answered": row.answered_at,
        "acted on": row.acted_at,
        "told": row.told_at,
    }
    if row.answered_at is not None and row.reminded_at is None:
        # Nobody has to be reminded of what they did by themselves.
        del moments["reminded"]
    return [(name, at is not None, clock.local_date(at, zone) if at else None) for name, at in moments.items()]


def _found(page: AskedPage, zone: str) -> list[tuple[str, str]]:
    return [(pk, rows.moment_label(at, subject, zone)) for pk, at, subject in page.candidates]


def _act(request: HouseRequest, form: forms.Form) -> dict[str, Any]:
    return form.cleaned_data | {"viewer": request.viewer, "at": request.at}


def _sent(word: str) -> str:
    if mail.find_server() is None:
        return f"{word}: the mail waits in the outbox until the house has a mail server."
    return f"{word}. The mail is on its way."
