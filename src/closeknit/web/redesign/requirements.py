"""What changes at the accounts: the lines, and what the house knows already from which one can take them."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.analysis.circle.profile import BlockKind
from closeknit.analysis.kinds import SignalCode
from closeknit.circle.forecasts import queries as forecast_queries
from closeknit.circle.profiles import queries as profile_queries
from closeknit.kit import clock, markdown
from closeknit.kit.refusals import NotFound, Refused
from closeknit.needs import queries as need_queries
from closeknit.offerings.sessions import operations, queries
from closeknit.offerings.sessions.queries import RequirementRow, SessionPage
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import Narrowing
from closeknit.web import answers, quotes
from closeknit.web.redesign import frame, rows
from closeknit.web.redesign.forms import RequirementForm, TakenForm
from closeknit.web.request import HouseRequest

_LOOK_BACK = timedelta(days=365)
_OFFERED = 6


@require_http_methods(["GET", "POST"])
def requirements(request: HouseRequest, session: str) -> HttpResponse:
    """Show what changes and where that is known from, and add a line; `?from=` is whose knowledge is offered, `?q=` looks for words."""
    page = frame.read(request, session)
    typed = "source" not in request.POST
    form = RequirementForm(
        request.POST if request.POST and typed else None,
        accounts=page.accounts,
        initial={"on": request.today},
        auto_id="id_requirement_%s",
    )
    if request.method == "POST" and _add(request, session, form if typed else TakenForm(request.POST), form):
        chosen = request.GET.get("from", "")
        return redirect(f"{reverse('redesign_requirements', args=[session])}{f'?from={chosen}' if chosen else ''}")
    there = queries.list_requirements(session, viewer=request.viewer)
    context = frame.context_of(request, page, "redesign_requirements") | {
        "form": form,
        "requirements": [rows.requirement_of(row) for row in there],
    }
    if context["may_add"] and not context["is_decided"]:
        context |= _offered(request, page, there)
    return render(request, "web/redesign/requirements.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HouseRequest, requirement: str) -> HttpResponse:
    """Take a line out."""
    try:
        operations.remove_requirement(requirement=requirement, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Taken out of what changes.")
    return answers.back(request, "redesigns")


def _add(request: HouseRequest, session: str, said: RequirementForm | TakenForm, shown: RequirementForm) -> bool:
    """Add the line and return whether it was; what is wrong is said above the form."""
    if not said.is_valid():
        if said is not shown:
            answers.refuse(request, "That could not be taken over. Type the line instead.")
        return False
    try:
        operations.add_requirement(session=session, viewer=request.viewer, at=request.at, **said.cleaned_data)
    except NotFound:
        raise
    except Refused as refusal:
        if said is shown:
            shown.add_error(None, str(refusal))
        else:
            answers.refuse(request, str(refusal))
            return True
        return False
    answers.done(request, "Written down.")
    return True


def _offered(request: HouseRequest, page: SessionPage, there: list[RequirementRow]) -> dict[str, Any]:
    """Return what the house knows of one account: needs, words with a plan, claims of its profile, forecasts."""
    known = dict(page.accounts)
    chosen = request.GET.get("from", "")
    chosen = chosen if chosen in known else next(iter(known), "")
    if not chosen:
        return {"sources": []}
    taken = {row.need_id for row in there} | {row.words.id for row in there if row.words} | {row.text for row in there}
    several = _words(request, chosen)
    if not request.GET.get("q", "").strip():
        # Whoever looks for words is shown words alone.
        several = [*_needs(request, chosen), *several, *_claims(request, chosen), *_forecasts(request, chosen)]
    return {
        "from_account": chosen,
        "query": request.GET.get("q", ""),
        "sources": [
            one for one in several if not {one.get("need"), one.get("verbatim"), one["text"]} & taken - {None, ""}
        ],
    }


def _needs(request: HouseRequest, account: str) -> list[dict[str, Any]]:
    found = need_queries.list_needs_of_account(account, viewer=request.viewer, limit=_OFFERED)
    return [
        {
            "source": "need",
            "kind": "A need",
            "text": need.statement,
            "on": need.last_said_on,
            "need": need.id,
            "verbatim": need.words.id,
            "account": account,
            "quote": quotes.quote_of(need.words, with_account=False),
        }
        for need in found
    ]


def _words(request: HouseRequest, account: str) -> list[dict[str, Any]]:
    query = request.GET.get("q", "").strip()
    asked = Narrowing(account=account, query=query)
    plans = Narrowing(account=account, signal=SignalCode.PLAN, since=request.at - _LOOK_BACK)
    found = verbatim_queries.list_page(asked if query else plans, viewer=request.viewer, size=_OFFERED).rows
    return [
        {
            "source": "words",
            "kind": "They said" if query else "A plan they spoke of",
            "text": row.text,
            "on": row.said_on,
            "verbatim": row.id,
            "account": account,
            "quote": quotes.quote_of(row, with_account=False),
        }
        for row in found
    ]


def _claims(request: HouseRequest, account: str) -> list[dict[str, Any]]:
    profile = profile_queries.find_profile(account, viewer=request.viewer)
    if profile is None:
        return []
    written_on = clock.local_date(profile.version.written_at, request.zone)
    claims = []
    for block in profile.blocks:
        words = next((profile.cited[note] for note in block.notes if note in profile.cited), None)
        if block.kind is BlockKind.CLAIM and words is not None:
            claims.append(
                {
                    "source": "claim",
                    "kind": "Their profile says",
                    "text": " ".join(markdown.NOTE.sub("", block.text).split()),
                    "on": written_on,
                    "verbatim": words.id,
                    "account": account,
                    "quote": quotes.quote_of(words, with_account=False),
                }
            )
    return claims[:_OFFERED]


def _forecasts(request: HouseRequest, account: str) -> list[dict[str, Any]]:
    found = forecast_queries.list_forecasts(account, viewer=request.viewer)
    return [
        {
            "source": "forecast",
            "kind": f"We expect, at {row.percent} %",
            "text": row.text,
            "on": row.due_on,
            "verbatim": row.verbatim_id,
            "account": account,
            "quote": None,
        }
        for row in found
        if not row.outcome
    ][:_OFFERED]
