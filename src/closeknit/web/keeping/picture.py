"""Coverage over half a year as a line: for the company, and small ones for each owner on the same scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.analysis.circle import coverage
from closeknit.analysis.circle.coverage import Coverage
from closeknit.web.keeping.rows import Tally

# Drawn in a view box of this width and height; the line ends where its last dot has room.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 344.0, 132.0, 30.0, 334.0, 12.0, 112.0
_SMALL = (120.0, 26.0, 3.0, 114.0, 4.0, 22.0)


@dataclass(frozen=True)
class Dot:
    """One week: where it stands, and what it says: "Sun 15 Nov: 31 of 40 within their limit"."""

    x: float
    y: float
    said: str
    on: date
    n_within: int
    n_watched: int
    percent: int


@dataclass(frozen=True)
class Trend:
    """One line of coverage: its path, its dots, the last of them, and the sentence that says it."""

    path: str
    dots: tuple[Dot, ...]
    last: Dot | None
    said: str


@dataclass(frozen=True)
class OwnerTrend:
    """One owner: how it stands now and the small line behind it."""

    name: str
    url: str
    n_within: int
    n_watched: int
    n_late: int
    percent: int | None
    trend: Trend


def company_of(weeks: Sequence[Coverage], now: Sequence[Tally], today: date) -> Trend:
    """Return the line of the whole company, with today as its last dot."""
    points = [*coverage.sum_up(weeks), _today("", now, today)]
    return _trend(points, (WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT))


def owners_of(weeks: Sequence[Coverage], now: Sequence[Tally], today: date, urls: dict[str, str]) -> list[OwnerTrend]:
    """Return each owner's small line, by name, all on one scale."""
    found = []
    for one in now:
        points = [week for week in weeks if week.owner_id == one.owner_id]
        trend = _trend([*points, _today(one.owner_id, [one], today)], _SMALL)
        percent = round(100 * one.n_within / one.n_watched) if one.n_watched else None
        url = urls.get(one.owner_id, "")
        found.append(OwnerTrend(one.owner, url, one.n_within, one.n_watched, one.n_late, percent, trend))
    return found


def _today(owner: str, now: Sequence[Tally], today: date) -> Coverage:
    return Coverage(today, owner, sum(one.n_watched for one in now), sum(one.n_within for one in now), 0, 0)


def _trend(points: Sequence[Coverage], frame: tuple[float, ...]) -> Trend:
    _, _, left, right, top, foot = frame
    known = [one for one in points if one.share is not None]
    if not known:
        return Trend("", (), None, "Nobody in the circle has a limit yet.")
    first, span = points[0].on, max(1, (points[-1].on - points[0].on).days)
    dots = tuple(
        Dot(
            x=round(left + (right - left) * (one.on - first).days / span, 1),
            y=round(foot - (foot - top) * (one.share or 0.0), 1),
            said=f"{one.on:%-d %b}: {one.n_within} of {one.n_watched} within their limit",
            on=one.on,
            n_within=one.n_within,
            n_watched=one.n_watched,
            percent=round(100 * (one.share or 0.0)),
        )
        for one in known
    )
    path = "M" + "L".join(f"{dot.x} {dot.y}" for dot in dots)
    said = f"From {dots[0].percent} % on {dots[0].on:%-d %b} to {dots[-1].percent} % today, within their latest limit."
    return Trend(path, dots, dots[-1], said)
