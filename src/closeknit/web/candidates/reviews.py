"""Reviews that have come due: whom we said we would look at again."""

import functools
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from closeknit.analysis.kinds import Stage
from closeknit.circle.drawing import Circle
from closeknit.web.circle import labels

MOST = 8


@dataclass(frozen=True)
class ReviewLine:
    """One account to look at again: where it stands, where we want it, and since when."""

    name: str
    url: str
    stage: str
    aim: str
    owner: str
    on: date


@dataclass(frozen=True)
class Reviews:
    """The reviews that are due, oldest first, as many as have room; and how many there are in all."""

    lines: tuple[ReviewLine, ...]
    n: int


@functools.lru_cache(maxsize=16)
def due_of(seen: Circle, today: date, owner: str = "") -> Reviews:
    """Return whose review day has come, of one owner or of everybody."""
    due = [
        row
        for row in seen.accounts
        if row.review_on is not None
        and row.review_on <= today
        and row.stage is not Stage.LET_GO
        and (not owner or row.owner_id == owner)
    ]
    due.sort(key=lambda row: (row.review_on or today, row.name.casefold()))
    lines = tuple(
        ReviewLine(
            name=row.name,
            url=f"{reverse('circle')}?account={row.id}",
            stage=labels.STAGES[row.stage],
            aim=labels.STAGES[row.aim] if row.aim and row.aim is not row.stage else "",
            owner=row.owner,
            on=row.review_on or today,
        )
        for row in due[:MOST]
    )
    return Reviews(lines, len(due))
