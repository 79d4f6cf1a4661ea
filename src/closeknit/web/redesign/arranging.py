"""Making a session, saying who takes part, moving it on and back, handing it over, and being at the table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Stage
from closeknit.analysis.lifecycles.session import SessionState
from closeknit.identity import queries as identity_queries
from closeknit.kit.refusals import NotFound, Refused
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.sessions import checks, operations, queries
from closeknit.offerings.sessions.queries import SessionPage
from closeknit.web import answers
from closeknit.web.redesign import frame, labels
from closeknit.web.redesign.forms import SessionForm
from closeknit.web.request import HouseRequest

# Where a step is worked on.
PLACES = {
    SessionState.DRAFT: "redesign",
    SessionState.REQUIREMENTS: "redesign_requirements",
    SessionState.BLUE_SKY: "redesign_sky",
    SessionState.EARTH: "redesign_pairs",
    SessionState.DECIDED: "redesign",
}
# More would be no choice but a search: then those who stand near are offered.
_MOST = 200


@require_http_methods(["GET", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    """Make a session; `?offering=` chooses one."""
    form = _form(request, None, initial={"members": [request.viewer.id], "offering": request.GET.get("offering", "")})
    if form.is_valid():
        try:
            session = operations.make_session(viewer=request.viewer, at=request.at, **form.cleaned_data)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "The session is a draft. Begin it when everybody is there.")
            return redirect("redesign_requirements", session)
    status = 422 if form.errors else 200
    return render(request, "web/redesign/arrangement.html", {"form": form, "page": None}, status=status)


@require_http_methods(["GET", "POST"])
def change(request: HouseRequest, session: str) -> HttpResponse:
    """Say otherwise what a session is about and who takes part."""
    page = frame.read(request, session)
    initial = {
        "title": page.title,
        "why": page.why,
        "offering": page.offering_id,
        "accounts": [account for account, _ in page.accounts],
        "members": [seat.member_id for seat in page.seats],
    }
    form = _form(request, page, initial=initial)
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "offering"}
        try:
            operations.change_session(session=session, viewer=request.viewer, at=request.at, **said)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "Kept what the session is about and who takes part.")
            return redirect("redesign", session)
    context = frame.context_of(request, page, "") | {"form": form}
    return render(request, "web/redesign/arrangement.html", context, status=422 if form.errors else 200)


@require_POST
def step(request: HouseRequest, session: str) -> HttpResponse:
    """Move a session on or back, and lead to where that step is worked on."""
    to = request.POST.get("to", "")
    try:
        operations.move_session(session=session, to=to, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return answers.back(request, reverse("redesign", args=[session]))
    state = SessionState(to)
    answers.done(request, labels.MOVED[state])
    return redirect(PLACES[state], session)


@require_POST
def owner(request: HouseRequest, session: str) -> HttpResponse:
    """Give a session to somebody else."""
    frame.read(request, session)
    try:
        operations.hand_over(session=session, owner=request.POST.get("owner", ""), viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Handed over. You still take part.")
    return redirect("redesign", session)


@require_POST
def seat(request: HouseRequest, session: str) -> HttpResponse:
    """Say that one is at the table, and show who else is."""
    try:
        operations.take_seat(session=session, viewer=request.viewer, at=request.at)
    except checks.NotAtTheTable:
        # Whoever reads along has no seat, and is told so on the page.
        return HttpResponse(status=204)
    context = {"seats": queries.list_seats(session, viewer=request.viewer, at=request.at)}
    return render(request, "web/redesign/_seats.html", context)


def _form(request: HouseRequest, page: SessionPage | None, *, initial: dict[str, Any]) -> SessionForm:
    offerings = offering_queries.list_offering_names(viewer=request.viewer)
    if page is not None and page.offering_id not in dict(offerings):
        offerings.append((page.offering_id, page.offering))
    members = [(one.id, one.name) for one in identity_queries.list_members(viewer=request.viewer)]
    return SessionForm(
        request.POST or None,
        offerings=offerings,
        accounts=_accounts(request, page),
        members=members,
        initial=initial,
        auto_id="id_session_%s",
    )


def _accounts(request: HouseRequest, page: SessionPage | None) -> list[tuple[str, str]]:
    """Return the accounts to choose among: all of them, or in a large house those who stand near and those chosen already."""
    viewer = request.viewer
    if account_queries.count_accounts(viewer=viewer) <= _MOST:
        return account_queries.list_names(viewer=viewer)
    near = [
        (row.id, row.name)
        for stage in (Stage.ALLY, Stage.PARTNER, Stage.ENGAGED)
        for row in account_queries.list_accounts(viewer=viewer, stage=stage, page=1)
    ]
    return list(dict.fromkeys([*(page.accounts if page else ()), *near]))
