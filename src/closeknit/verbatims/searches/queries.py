"""Reads of the searches that a member keeps, and of what is new in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from closeknit.kit.viewer import Viewer
from closeknit.verbatims import finding, queries
from closeknit.verbatims.models import SavedSearch, Stream
from closeknit.verbatims.queries import Narrowing, VerbatimRow

# Counting ends here: who finds more new ones looks at them.
MOST_COUNTED = 99

# What the answers of a search mean today: the door that took them knows ("the last 30 days" moves on).
Understand = Callable[[Mapping[str, str]], Narrowing]


@dataclass(frozen=True)
class SearchRow:
    """A search that a member keeps: what it asks, when it was looked at last, how many came in since; at most 99 are counted."""

    id: str
    name: str
    answers: Mapping[str, str]
    looked_at: datetime
    is_followed: bool
    n_new: int


def list_searches(*, viewer: Viewer, understand: Understand) -> list[SearchRow]:
    """Return the viewer's searches by name, each with how many hits came in since it was looked at."""
    last = Stream.objects.visible_to(viewer).values_list("last_position", flat=True).first() or 0
    return [
        SearchRow(
            id=row.pk,
            name=row.name,
            answers=row.answers,
            looked_at=row.looked_at,
            is_followed=row.is_followed,
            n_new=len(_new_ids(row, viewer, understand)) if row.seen_position < last else 0,
        )
        for row in _own(viewer)
    ]


def list_followed(*, viewer: Viewer, understand: Understand, limit: int) -> list[tuple[SearchRow, VerbatimRow]]:
    """Return the newest hits of the searches that the viewer follows, with the search that each is of; each sentence once."""
    found: dict[str, SearchRow] = {}
    for row in _own(viewer).filter(is_followed=True):
        new = _new_ids(row, viewer, understand)
        kept = SearchRow(row.pk, row.name, row.answers, row.looked_at, row.is_followed, len(new))
        for one in new[:limit]:
            found.setdefault(one, kept)
    rows = queries.list_verbatims(list(found), viewer=viewer)
    rows.sort(key=lambda one: (one.said_at, one.id), reverse=True)
    return [(found[one.id], one) for one in rows[:limit]]


def _own(viewer: Viewer) -> "QuerySet[SavedSearch]":
    return SavedSearch.objects.visible_to(viewer).filter(member_id=viewer.id).order_by("name", "pk")


def _new_ids(row: SavedSearch, viewer: Viewer, understand: Understand) -> list[str]:
    narrowing = replace(understand(row.answers), after=row.seen_position)
    if narrowing.query:
        return [hit.verbatim for hit in finding.find(narrowing, viewer=viewer).hits][:MOST_COUNTED]
    rows = queries.narrowed(narrowing, viewer=viewer).order_by("-position")
    return list(rows.values_list("pk", flat=True)[:MOST_COUNTED])
