"""What one said and what became of it: heard, promised, kept, told."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closeknit.ideas.shared import spaces
from closeknit.ideas.shared.rows import IdeaRow
from closeknit.kit.ways import find_way
from closeknit.portal.promises import rows
from closeknit.portal.promises.rows import Line
from closeknit.portal.request import PortalRequest
from closeknit.promises.shared.queries import promises as promise_queries
from closeknit.promises.shared.queries.promises import Outcome
from closeknit.verbatims.shared import queries
from closeknit.verbatims.shared.queries import SaidRow

_ENDS = tuple('.!?…:;,”"’)。！？')


@dataclass(frozen=True)
class Talk:
    """What one person said in one go, and the promises that came of it, each with when the viewer was told.

    `before` is what they had written before they changed it, the last first.
    """

    first: SaidRow
    text: str
    came: tuple[tuple[Line, Outcome], ...]
    before: tuple[str, ...]
    # The ideas that came of it, each with its page and the promises that carry it out.
    ideas: tuple[tuple[IdeaRow, str, tuple[tuple[Line, Outcome], ...]], ...] = ()


@require_safe
def said(request: PortalRequest, account: str) -> HttpResponse:
    """Show what the viewer and their colleagues said, the newest first, each with what became of it; `?page=` further back."""
    viewer, asked = request.viewer, request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    sentences = queries.list_said(account, viewer=viewer, page=page)
    outcomes = promise_queries.list_of_words([one.id for one in sentences], viewer=viewer)
    of_words = spaces.list_of_words(
        account, [one.id for one in sentences], {one.written for one in sentences}, viewer=viewer
    )
    led = promise_queries.list_of_ideas(of_words.list_ids(), viewer=viewer)
    total, own = queries.count_said(account, viewer=viewer), find_way("portal:said", account)

    def way(one: Outcome) -> tuple[Line, Outcome]:
        return rows.line(one.promise, account, request.today), one

    def draw(several: list[list[SaidRow]]) -> Talk:
        ideas = {
            row.idea: (row, find_way("portal:space_idea", account, row.idea), tuple(map(way, led.get(row.idea, ()))))
            for wording in several
            for sentence in wording
            for row in of_words.list_of(sentence.id, sentence.written)
        }
        # What carries out an idea stands behind it, and not a second time beside it.
        behind = {one.promise.id for _row, _url, came in ideas.values() for _line, one in came}
        came = {
            one.promise.id: way(one)
            for wording in several
            for sentence in wording
            for one in outcomes.get(sentence.id, ())
            if one.promise.id not in behind
        }
        newest, *before = map(_join, several)
        return Talk(several[0][0], newest, tuple(came.values()), tuple(before), tuple(ideas.values()))

    context = {
        "talks": [draw(several) for several in _gather(sentences)],
        "newer_url": f"{own}?page={page - 1}" if page > 1 else "",
        "older_url": f"{own}?page={page + 1}" if page * queries.PAGE < total else "",
        "zone": request.zone,
    }
    return render(request, "portal/said/said.html", context)


def _join(wording: list[SaidRow]) -> str:
    """Return the sentences of a wording as one text; what does not end as a sentence, such as a title, is a line of its own."""
    text = ""
    for one in wording:
        text += ((" " if text.endswith(_ENDS) else "\n") if text else "") + one.text
    return text


def _gather(sentences: list[SaidRow]) -> list[list[list[SaidRow]]]:
    """Return what was said, each as its wordings, the newest first: what was written anew stands once (docs/adr/0006)."""
    talks: list[list[list[SaidRow]]] = []
    anew: dict[tuple[str, str, bool], list[list[SaidRow]]] = {}
    for _, several in groupby(sentences, key=lambda one: (one.touchpoint, one.name, one.is_mine)):
        wording = list(several)
        first = wording[0]
        known = anew.get((first.written, first.name, first.is_mine)) if first.written else None
        if known is not None and first.touchpoint not in {one[0].touchpoint for one in known}:
            known.append(wording)
            continue
        talks.append([wording])
        anew[(first.written, first.name, first.is_mine)] = talks[-1]
    return talks
