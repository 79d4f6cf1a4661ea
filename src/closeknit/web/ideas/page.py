"""One idea: whose it is, the words and needs behind it, who wants it, what we answered."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.ideas import queries
from closeknit.ideas.queries import IdeaRow, IdeaStory
from closeknit.identity import queries as identity_queries
from closeknit.identity.roles import CAPABILITIES, Role
from closeknit.kit import markdown
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.kit.ways import find_way
from closeknit.needs import queries as need_queries
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.sessions import carrying
from closeknit.promises import queries as promise_queries
from closeknit.promises.queries import KeptOfIdea
from closeknit.web import quotes
from closeknit.web.ideas import labels, rows
from closeknit.web.ideas.forms import PersonForm
from closeknit.web.request import HouseRequest

_NOT_IN_USE_YET = (IdeaState.OPEN, IdeaState.PLANNED, IdeaState.PARTLY, IdeaState.NOT_NOW)


@require_GET
def idea(request: HouseRequest, idea: str) -> HttpResponse:
    """Show one idea with its words, needs, votes, answers, and what is merged into it."""
    return show(request, idea)


def show(request: HouseRequest, idea: str, *, voter: PersonForm | None = None, status: int = 200) -> HttpResponse:
    """Show the page, with the form for somebody's vote as it was filled in where it was refused."""
    viewer, today = request.viewer, request.today
    story = queries.get_story(idea, viewer=viewer)
    row = story.idea
    promise_url = find_way("promise_new")
    context: dict[str, Any] = {
        "story": story,
        "idea": row,
        "line": rows.line_of(row, rows.most_of([row]), today=today),
        "text": markdown.render(row.text) if row.text else "",
        "words": quotes.quote_of(story.words) if story.words else None,
        "needs": [(one, quotes.quote_of(one.words) if one.words else None) for one in story.needs],
        "verdicts": [(one, labels.state_of(one.answer), labels.reason_of(one.reason)) for one in story.verdicts],
        "votes": rows.votes_of(story.votes),
        "ours": [one for one in story.votes if one.is_ours],
        "contact_url": find_way("account", row.giver.account_id) if row.giver.account_id else "",
        "is_merged": row.state == IdeaState.MERGED,
        "is_withdrawn": row.state == IdeaState.WITHDRAWN,
        "is_told": not story.n_untold,
        "lacks_answer": any(one.lacks_answer for one in story.merged),
        "kept": _kept_of(row, viewer),
        "decided": carrying.get_decided(row.redesign_id, viewer=viewer) if row.redesign_id else None,
        "purpose_url": find_way("purpose"),
        "promise_url": _promise_way(promise_url, row) if promise_url else "",
        "voter": voter or PersonForm(viewer=viewer, auto_id="voter_%s"),
        "can_vote": viewer.can(Capability.HAND_IN),
    }
    return render(request, "web/ideas/idea.html", context | _choices(request, story), status=status)


def list_readers(viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name) of the members whose role answers ideas."""
    members = identity_queries.list_members(viewer=viewer)
    return [(one.id, one.name) for one in members if Capability.ANSWER_IDEAS in CAPABILITIES[Role(one.role)]]


def _kept_of(row: IdeaRow, viewer: Viewer) -> KeptOfIdea | None:
    """Return the promise that was kept for an idea of which we do not say yet that it is in use."""
    return promise_queries.find_kept_of_idea(row.id, viewer=viewer) if row.state in _NOT_IN_USE_YET else None


def _promise_way(url: str, row: IdeaRow) -> str:
    """Return the way to the promises' form, with what it needs to know: the idea, its giver's account, and the line."""
    return f"{url}?{urlencode({'idea': row.id, 'account': row.giver.account_id, 'text': row.title})}"


def _choices(request: HouseRequest, story: IdeaStory) -> dict[str, Any]:
    """Return what one can choose from; nothing for who does not answer ideas."""
    viewer = request.viewer
    if not viewer.can(Capability.ANSWER_IDEAS):
        return {"can_answer": False}
    linked = {one.id for one in story.needs}
    carried = {offering for offering, *_ in story.offerings}
    return {
        "can_answer": True,
        "other_needs": [one for one in need_queries.list_named(viewer=viewer) if one[0] not in linked],
        "readers": [one for one in list_readers(viewer) if one[0] != story.idea.reader_id],
        "other_offerings": [
            one for one in offering_queries.list_offering_names(viewer=viewer) if one[0] not in carried
        ],
    }
