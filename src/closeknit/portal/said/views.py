"""What one said and what became of it: heard, promised, kept, told."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closeknit.kit.ways import find_way
from closeknit.portal.promises import rows
from closeknit.portal.promises.rows import Line
from closeknit.portal.request import PortalRequest
from closeknit.promises.shared.queries import promises as promise_queries
from closeknit.promises.shared.queries.promises import Outcome
from closeknit.verbatims.shared import queries
from closeknit.verbatims.shared.queries import SaidRow


@dataclass(frozen=True)
class Talk:
    """What one person said in one go, and the promises that came of it, each with when the viewer was told."""

    first: SaidRow
    text: str
    came: tuple[tuple[Line, Outcome], ...]


@require_safe
def said(request: PortalRequest, account: str) -> HttpResponse:
    """Show what the viewer and their colleagues said, the newest first, each with what became of it; `?page=` further back."""
    viewer, asked = request.viewer, request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    sentences = queries.list_said(account, viewer=viewer, page=page)
    outcomes = promise_queries.list_of_words([one.id for one in sentences], viewer=viewer)
    total, own = queries.count_said(account, viewer=viewer), find_way("portal:said", account)

    def draw(several: list[SaidRow]) -> Talk:
        came = {
            one.promise.id: (rows.line(one.promise, account, request.today), one)
            for sentence in several
            for one in outcomes.get(sentence.id, ())
        }
        return Talk(several[0], " ".join(one.text for one in several), tuple(came.values()))

    context = {
        "talks": [
            draw(list(several))
            for _, several in groupby(sentences, key=lambda one: (one.touchpoint, one.name, one.is_mine))
        ],
        "newer_url": f"{own}?page={page - 1}" if page > 1 else "",
        "older_url": f"{own}?page={page + 1}" if page * queries.PAGE < total else "",
        "zone": request.zone,
    }
    return render(request, "portal/said/said.html", context)
