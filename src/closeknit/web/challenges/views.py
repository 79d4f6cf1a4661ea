"""The list of challenges, and one whole: while it is prepared, while answers come in, once it is decided."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from closeknit.ideas.challenges import queries
from closeknit.ideas.challenges.queries import ChallengePage
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Pager
from closeknit.needs import queries as need_queries
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.adjacent import people as words_of
from closeknit.web import quotes
from closeknit.web.challenges import labels, rows
from closeknit.web.challenges.forms import AnswerForm, ChallengeForm, ConsentForm, CriterionForm, DecisionForm
from closeknit.web.ideas.forms import PersonForm
from closeknit.web.request import HouseRequest

MOST_NEEDS = 300


@require_GET
def challenges(request: HouseRequest) -> HttpResponse:
    """Show the challenges: open ones first."""
    asked = request.GET.get("page", "1")
    number = max(int(asked), 1) if asked.isdecimal() and len(asked) < 6 else 1
    today = request.today
    found = queries.list_challenges(viewer=request.viewer, today=today, page=number)
    total, first = queries.count_challenges(viewer=request.viewer), (number - 1) * queries.PAGE
    lines = [rows.line_of(one, zone=request.zone) for one in found]
    context = {
        "parts": [
            (label, several)
            for label, states in (
                ("Answers come in", ("open",)),
                ("To decide", ("closed",)),
                ("To tell", ("decided",)),
                ("Drafts", ("draft",)),
                ("Decided and told", ("told",)),
            )
            if (several := [one for one in lines if one.row.state in states])
        ],
        "pager": Pager(
            first=first + 1,
            last=first + len(lines),
            total=total,
            unit="challenges",
            previous_url=f"?page={number - 1}" if number > 1 else "",
            next_url=f"?page={number + 1}" if first + queries.PAGE < total else "",
        ),
        "may_challenge": request.viewer.can(Capability.ANSWER_IDEAS),
    }
    return render(request, "web/challenges/challenges.html", context)


@require_GET
def challenge(request: HouseRequest, challenge: str) -> HttpResponse:
    """Show one challenge."""
    return show(request, challenge)


def show(
    request: HouseRequest,
    challenge: str,
    *,
    answering: AnswerForm | None = None,
    deciding: DecisionForm | None = None,
    changing: tuple[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show one challenge, with a form as it was filled in where it was refused; `changing` is an answer's id with what was written."""
    today = request.today
    page = queries.get_challenge(challenge, viewer=request.viewer, today=today)
    context: dict[str, Any] = {
        "page": page,
        "line": rows.line_of(page.row, zone=request.zone),
        "brief": page.brief,
        "brief_lines": rows.lines_of(page.brief.lines),
        "answers": rows.answers_of(page, viewer_id=request.viewer.id, zone=request.zone),
        "holds": rows.holds_of(page.comparison, page),
        "guests": rows.guests_of(page.guests, zone=request.zone, today=request.today),
        "n_waiting": sum(1 for one in page.guests if one.state == "asked" and not one.has_answered),
        "n_chosen": sum(1 for one in page.guests if one.state == "chosen"),
        "decisions": rows.decisions_of(page.decisions, zone=request.zone),
        "people": rows.people_of(page.people, zone=request.zone),
        "changing": changing,
        "may_run": request.viewer.can(Capability.ANSWER_IDEAS),
        "kinds": labels.KINDS,
    }
    context |= _preparing(request, page) if page.row.state in ("draft", "open") else {}
    if page.row.state == "open":
        context["answering"] = answering or answer_form(request, page)
    if page.row.state in ("closed", "decided", "told") and context["may_run"]:
        context["deciding"] = deciding or decision_form(request, page)
    return render(request, "web/challenges/challenge.html", context, status=status)


def challenge_form(request: HouseRequest, data: Any = None, **more: Any) -> ChallengeForm:
    """Return the form of what a challenge asks, with the needs that one may choose."""
    known = need_queries.list_named(viewer=request.viewer)[:MOST_NEEDS]
    return ChallengeForm(data, needs=known, auto_id="id_challenge_%s", **more)


def answer_form(request: HouseRequest, page: ChallengePage, data: Any = None) -> AnswerForm:
    """Return the form of an answer: whom it was put to stand first among those whose it can be."""
    asked = [(one.contact_id, f"{one.name}, {one.account}") for one in page.guests]
    return AnswerForm(
        data,
        people=[*asked, *[one for one in _people(request) if one[0] not in {pk for pk, _ in asked}]],
        for_members=page.row.is_for_members,
        auto_id="id_answer_%s",
    )


def decision_form(request: HouseRequest, page: ChallengePage, data: Any = None, **more: Any) -> DecisionForm:
    """Return the form of a decision."""
    lines = [(one.id, one.text) for one in offering_queries.list_purpose_lines(viewer=request.viewer)]
    more.setdefault("initial", {"base": page.decision})
    return DecisionForm(
        data,
        answers=[(one.id, f"{one.title} ({one.giver})" if one.giver else one.title) for one in page.answers],
        lines=lines,
        auto_id="id_decision_%s",
        **more,
    )


def _preparing(request: HouseRequest, page: ChallengePage) -> dict[str, Any]:
    """Return what is needed to prepare a challenge, and to ask more while it is open."""
    if not request.viewer.can(Capability.ANSWER_IDEAS):
        return {}
    known = {line.words.id for line in page.brief.lines}
    offered = words_of.list_strongest([need for need, _ in page.needs], viewer=request.viewer) if page.needs else []
    return {
        "criterion_form": CriterionForm(people=_people(request), needs=page.needs, auto_id="id_criterion_%s"),
        "consent_form": ConsentForm(initial={"said_on": request.today}, auto_id="id_consent_%s"),
        "offered": [(one.id, quotes.quote_of(one)) for one in offered if one.id not in known],
        "guest_form": PersonForm(viewer=request.viewer, auto_id="guest_%s"),
    }


def _people(request: HouseRequest) -> list[tuple[str, str]]:
    known: list[tuple[str, str]] | None = getattr(request, "challenge_people", None)
    if known is None:
        known = queries.list_people_choices(viewer=request.viewer)
        request.challenge_people = known  # type: ignore[attr-defined]  # read once a request
    return known
