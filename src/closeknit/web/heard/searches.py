"""The searches that a member keeps: kept, looked at, followed on Today, let go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from closeknit.kit.look.rows import Quote
from closeknit.kit.refusals import NotFound, Refused
from closeknit.verbatims.queries import Narrowing, VerbatimRow
from closeknit.verbatims.searches import operations, queries
from closeknit.web import answers, quotes
from closeknit.web.heard import forms, listing
from closeknit.web.request import HouseRequest

# The answers of nobody: an account that is not there any more is asked for, and nothing is found.
_NOBODY = "account_nobody"


@dataclass(frozen=True)
class SearchLine:
    """A search as the list shows it."""

    id: str
    name: str
    n_new: int
    is_capped: bool
    is_followed: bool
    is_here: bool


@require_POST
def keep(request: HouseRequest) -> HttpResponse:
    """Keep what is asked of the list by a name."""
    asked = forms.NarrowForm(request.POST).kept()
    try:
        operations.save_search(name=request.POST.get("name", ""), answers=asked, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Kept. It stands above the list, and says when something new comes in.")
    return redirect(reverse("heard") + forms.address(asked))


@require_POST
def look(request: HouseRequest, search: str) -> HttpResponse:
    """Show what a search finds; what came in since it was looked at last alone, where there is any."""
    line = next((one for one in _list(request) if one.id == search), None)
    seen = operations.look_at_search(search=search, viewer=request.viewer, at=request.at)
    asked = dict(line.answers) if line else {}
    after = {"after": str(seen)} if line and line.n_new else {}
    return redirect(reverse("heard") + forms.address(asked | after))


@require_POST
def follow(request: HouseRequest, search: str) -> HttpResponse:
    """Show new hits of a search on Today, or no longer."""
    on = request.POST.get("is_followed") == "1"
    operations.follow_search(search=search, is_followed=on, viewer=request.viewer, at=request.at)
    said = "What is new in it stands on Today from now on." if on else "It is no longer shown on Today."
    answers.done(request, said)
    return answers.back(request, "heard")


@require_POST
def remove(request: HouseRequest, search: str) -> HttpResponse:
    """Let a search go."""
    name = operations.remove_search(search=search, viewer=request.viewer, at=request.at)
    answers.done(request, f"“{name}” is kept no longer.")
    return answers.back(request, "heard")


def lines_of(request: HouseRequest) -> list[SearchLine]:
    """Return the viewer's searches as the list shows them."""
    here = forms.NarrowForm(request.GET).kept()
    return [
        SearchLine(
            id=row.id,
            name=row.name,
            n_new=row.n_new,
            is_capped=row.n_new >= queries.MOST_COUNTED,
            is_followed=row.is_followed,
            is_here=dict(row.answers) == here,
        )
        for row in _list(request)
    ]


def with_followed(request: HouseRequest, heard: Sequence[VerbatimRow], *, limit: int) -> list[Quote]:
    """Return what was heard lately as quotes: first what is new in the searches that the viewer follows, then the rest."""
    followed = queries.list_followed(
        viewer=request.viewer, understand=lambda said: understand(request, said), limit=limit
    )
    new = [
        replace(
            quotes.quote_of(row),
            heard_as="new in",
            about=search.name,
            about_url=reverse("heard") + forms.address(dict(search.answers)),
        )
        for search, row in followed
    ]
    there = {row.id for _, row in followed}
    return [*new, *(quotes.quote_of(row) for row in heard if row.id not in there)][:limit]


def understand(request: HouseRequest, said: Mapping[str, str]) -> Narrowing:
    """Return what the answers of a kept search mean today."""
    form = forms.NarrowForm(dict(said))
    account = ""
    if name := form.said().get("account", ""):
        try:
            found = listing.find_account(name, request)
        except NotFound:
            found = None
        account = found.id if found else _NOBODY
    return form.narrowing(account=account, at=request.at)


def _list(request: HouseRequest) -> list[queries.SearchRow]:
    return queries.list_searches(viewer=request.viewer, understand=lambda said: understand(request, said))
