"""The talk with an ally about what should change between us, and what they answer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from closeknit.accounts import asks
from closeknit.accounts import queries as account_queries
from closeknit.kit.refusals import NotFound, Refused
from closeknit.offerings.sessions import operations, queries
from closeknit.offerings.sessions.queries import SessionPage
from closeknit.web import answers
from closeknit.web.redesign import frame, rows
from closeknit.web.redesign.forms import AnswerForm, TalkForm
from closeknit.web.redesign.verdicts import find_entry
from closeknit.web.request import HouseRequest
from closeknit.web.touchpoints import moments


@require_http_methods(["GET", "POST"])
def plan(request: HouseRequest, session: str, wish: str) -> HttpResponse:
    """Plan the talk with one account about what is to be renegotiated."""
    page, row = frame.read(request, session), find_entry(request, session, wish)
    versions = queries.list_versions(session, row.id if row else "", viewer=request.viewer)
    form = _form(request, page)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"contact": form.cleaned_data["contact"] or None}
        try:
            operations.plan_talk(
                session=session, entry=row.id if row else None, viewer=request.viewer, at=request.at, **said
            )
        except NotFound:
            raise
        except asks.AskedTooOften as refusal:
            form.is_too_often = True
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "Planned. It stands on Today when the day comes.")
            return redirect("redesign_verdicts", session)
    context: dict[str, Any] = frame.context_of(request, page, "redesign_verdicts")
    context |= {"form": form, "entry": row, "entry_code": wish, "say": versions[0].say if versions else ""}
    return render(request, "web/redesign/talk.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def answer(request: HouseRequest, talk: str) -> HttpResponse:
    """Write down what an ally answered, in their words."""
    session, row = queries.get_talk(talk, viewer=request.viewer)
    people = account_queries.list_contacts(viewer=request.viewer, account=row.account_id)
    starts = row.starts_at if row.starts_at and row.starts_at <= request.at else request.at
    initial = {"contact": row.contact_id, "answer": row.answer, "spoken_at": moments.local(starts, request.zone)}
    form = AnswerForm(
        request.POST or None,
        people=[(one.id, one.name) for one in people],
        zone=request.zone,
        initial=initial,
        auto_id="id_answer_%s",
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        wording = "exact" if said.pop("is_exact") else "reported"
        try:
            operations.record_answer(
                talk=talk,
                wording=wording,
                viewer=request.viewer,
                at=request.at,
                **said | {"contact": said["contact"] or None},
            )
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Kept what {row.contact or row.account} answered.")
            return redirect("redesign_verdicts", session)
    context = frame.context_of(request, frame.read(request, session), "redesign_verdicts")
    context |= {"form": form, "talk": rows.talk_of(row, zone=request.zone)}
    return render(request, "web/redesign/answer.html", context, status=422 if form.errors else 200)


def _form(request: HouseRequest, page: SessionPage) -> TalkForm:
    accounts = list(page.accounts)
    several = len(accounts) > 1
    contacts = account_queries.list_contacts_of([account for account, _ in accounts], viewer=request.viewer)
    return TalkForm(
        request.POST or None,
        accounts=accounts,
        people=[(one.id, f"{one.name}, {one.account}" if several else one.name) for one in contacts],
        members=[(seat.member_id, seat.name) for seat in page.seats],
        zone=request.zone,
        now=request.at,
        initial={"member": request.viewer.id},
        auto_id="id_talk_%s",
    )
