"""Accounts as the pages need them."""

from dataclasses import dataclass
from datetime import date, datetime
from math import cos, pi, sin
from zlib import crc32

from closeknit.accounts.queries import AccountRow
from closeknit.analysis.kinds import Stage
from closeknit.kit import clock
from closeknit.web.accounts import labels


@dataclass(frozen=True)
class Line:
    """One account in the list."""

    id: str
    name: str
    kind: str
    stage: str
    owner: str
    worth_minor: int | None
    n_people: int
    spoke_on: date | None
    renewal_on: date | None


@dataclass(frozen=True)
class Head:
    """The head of an account's page."""

    id: str
    name: str
    kind: str
    sector: str
    stage: str
    stage_since: date | None
    aim: str
    worth_minor: int | None
    renewal_on: date | None
    n_people: int
    owner: str
    core_team: str
    served: tuple[tuple[str, str], ...]
    spoke_on: date | None
    owed_on: date | None
    ring: int
    x: float
    y: float


def line_of(row: AccountRow, *, zone: str) -> Line:
    """Return an account as a line of the list."""
    return Line(
        id=row.id,
        name=row.name,
        kind=labels.KINDS[row.kind],
        stage=labels.STAGES[row.stage],
        owner=row.owner,
        worth_minor=row.worth_minor,
        n_people=row.n_people,
        spoke_on=_day(row.two_way_at, row.zone or zone),
        renewal_on=row.renewal_on,
    )


def head_of(row: AccountRow, *, team: list[tuple[str, str]], served: list[tuple[str, str]], zone: str) -> Head:
    """Return an account as the head of its page."""
    ring = 4 - max(0, Stage(row.stage).nearness - 1)
    # The little circle shows the ring; the angle means nothing, so it may come from the id and stay the same for ever.
    angle = 2 * pi * (crc32(row.id.encode()) % 360) / 360
    far = (0.22, 0.42, 0.66, 0.9)[ring - 1]
    return Head(
        id=row.id,
        name=row.name,
        kind=labels.KINDS[row.kind],
        sector=row.sector,
        stage=labels.STAGES[row.stage],
        stage_since=row.stage_since,
        aim=labels.STAGES[row.aim] if row.aim and row.aim != row.stage else "",
        worth_minor=row.worth_minor,
        renewal_on=row.renewal_on,
        n_people=row.n_people,
        owner=row.owner,
        core_team=_joined([name for _, name in team]),
        served=tuple(served),
        spoke_on=_day(row.two_way_at, row.zone or zone),
        owed_on=_day(row.owed_since, row.zone or zone),
        ring=ring,
        x=far * cos(angle),
        y=far * sin(angle),
    )


def _day(at: datetime | None, zone: str) -> date | None:
    return clock.local_date(at, zone) if at else None


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
