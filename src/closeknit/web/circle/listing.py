"""The circle as a table: the same rows in the same order as Tab walks the picture, in pages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from closeknit.circle.gathering import CircleAccount
from closeknit.kit.look.rows import Mark
from closeknit.web.circle import labels, shades
from closeknit.web.circle.asked import Asked

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One account. `closeness` is said like ".66", empty where it is not known.

    `state` is what its colour says, `worry` what its readings raised.
    """

    id: str
    name: str
    url: str
    account_url: str
    is_chosen: bool
    mark: Mark
    state: str
    state_code: str
    said: str
    worry: str
    stage: str
    aim: str
    closeness: str
    spoke_on: date | None
    days: int | None
    n_people: int
    n_in_touch: int
    worth_minor: int | None
    owner: str


@dataclass(frozen=True)
class Group:
    """The accounts of one ring on this page, and how many stand there in all."""

    name: str
    n: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Listing:
    """One page of the table."""

    groups: tuple[Group, ...]
    first: int
    last: int
    total: int
    nearer_url: str
    farther_url: str


def listing_of(accounts: Sequence[CircleAccount], asked: Asked) -> Listing:
    """Return the page of the table that was asked for, or the last one there is."""
    wanted = [row for row in accounts if asked.takes(row) and (not asked.stage or row.stage == asked.stage)]
    pages = max(1, -(-len(wanted) // PAGE))
    page = min(asked.page, pages)
    first = (page - 1) * PAGE
    shown = wanted[first : first + PAGE]
    n_of = Counter(row.stage for row in wanted)
    return Listing(
        groups=tuple(
            Group(labels.RINGS[stage], n_of[stage], tuple(line_of(row, asked) for row in rows))
            for stage, rows in groupby(shown, key=lambda row: row.stage)
        ),
        first=first + 1 if shown else 0,
        last=first + len(shown),
        total=len(wanted),
        nearer_url=asked.url(page=page - 1) if page > 1 else "",
        farther_url=asked.url(page=page + 1) if page < pages else "",
    )


def line_of(row: CircleAccount, asked: Asked) -> Line:
    """Return one account as a line of the table."""
    shade = shades.shade_of(row, asked)
    return Line(
        id=row.id,
        name=row.name,
        url=asked.url(account=row.id, to=""),
        account_url=reverse("account", args=[row.id]),
        is_chosen=row.id == asked.account,
        mark=shade.mark,
        state=shade.word,
        state_code=shade.code,
        said=shade.said,
        worry=row.alarm.says if row.alarm else "",
        stage=labels.STAGES[row.stage],
        aim=labels.STAGES[row.aim] if row.aim and row.aim is not row.stage else "",
        closeness=say_share(row.closeness.value),
        spoke_on=row.spoke_on,
        days=row.kept.whole.days,
        n_people=row.n_people,
        n_in_touch=row.n_in_touch,
        worth_minor=row.worth_minor,
        owner=row.owner,
    )


def say_share(share: float | None) -> str:
    """Return a share of 0–1 with two digits: ".66", "0", "1"; empty where it is not known."""
    if share is None:
        return ""
    return f"{share:.2f}".removeprefix("0") if 0.005 <= share < 0.995 else f"{share:.0f}"
