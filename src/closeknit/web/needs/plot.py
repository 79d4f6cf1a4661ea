"""The landscape as shapes: where each need stands in the picture, its interval, and a place for its name that covers no other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from closeknit.analysis.needs import opportunity
from closeknit.analysis.needs.opportunity import Basis, Range
from closeknit.needs.queries import LandscapeRow

LEFT, TOP, WIDTH, HEIGHT = 40.0, 26.0, 640.0, 560.0
LINES = (10, 12, 15)
# From this line on a need is drawn in the one accent: Ulwick (2005) calls what lies beyond it underserved.
MATTERS = 12.0
LETTER, LINE_HEIGHT, LONGEST = 6.3, 15.0, 40
MOST_NAMES = 24


@dataclass(frozen=True)
class Line:
    """A line on which needs have one score, and the corner beyond it as a polygon."""

    score: int
    x1: float
    y1: float
    x2: float
    y2: float
    corner: str


@dataclass(frozen=True)
class Tick:
    """A number on an axis."""

    at: float
    value: int


@dataclass(frozen=True)
class Point:
    """One need in the picture. `look` is strong, rated or estimated; the cloud is its two intervals."""

    id: str
    url: str
    name: str
    said: str
    look: str
    trend: str
    x: float
    y: float
    r: float
    cloud_x: float
    cloud_y: float
    cloud_rx: float
    cloud_ry: float
    name_x: float
    name_y: float
    anchor: str
    is_named: bool


@dataclass(frozen=True)
class Plot:
    """The whole picture in the units of its view box."""

    lines: tuple[Line, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    points: tuple[Point, ...]
    left: float = LEFT
    top: float = TOP
    right: float = LEFT + WIDTH
    bottom: float = TOP + HEIGHT


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def plot(rows: Sequence[LandscapeRow]) -> Plot:
    """Return the picture of these needs; names are placed in their order until there is no room.

    What is rated is named first, and over the dot of what is only estimated where it must be.
    """
    taken: list[_Box] = []
    points: list[Point] = []
    for several in ([row for row in rows if _is_rated(row)], [row for row in rows if not _is_rated(row)]):
        taken += [_Box(x - r, y - r, x + r, y + r) for x, y, r in map(_spot, several)]
        for row in several:
            points.append(_point(row, _find_place(row, taken) if len(points) < MOST_NAMES else None))
    return Plot(
        lines=tuple(_line(score) for score in LINES),
        x_ticks=tuple(Tick(round(_x(value), 1), value) for value in range(0, 11, 2)),
        y_ticks=tuple(Tick(round(_y(value), 1), value) for value in range(0, 11, 2)),
        points=tuple(points),
    )


def say_range(one: Range) -> str:
    """Return a figure with its interval: "15.2 (13.9 to 16.3)"."""
    return f"{one.value:.1f} ({one.low:.1f} to {one.high:.1f})"


def say(row: LandscapeRow) -> str:
    """Return in a sentence where a need stands and what that rests on."""
    place = row.opportunity
    trend = f" {row.need.trend.way.capitalize()}." if row.need.trend.way in ("rising", "falling") else ""
    return (
        f"{row.need.statement}: importance {say_range(place.importance)}, satisfaction {say_range(place.satisfaction)}, "
        f"opportunity {say_range(place.score)}. {place.why}{trend}"
    )


def _find_place(row: LandscapeRow, taken: list[_Box]) -> tuple[float, float, str] | None:
    """Return where the name goes, and take that place; None where every place is taken."""
    x, y, r = _spot(row)
    width = min(len(row.need.statement), LONGEST) * LETTER + (12 if row.need.trend.way in ("rising", "falling") else 0)
    for dx, dy, anchor in _around(r):
        left = x + dx if anchor == "start" else x + dx - width if anchor == "end" else x + dx - width / 2
        box = _Box(left, y + dy - 11, left + width, y + dy - 11 + LINE_HEIGHT)
        inside = box.left >= LEFT and box.right <= LEFT + WIDTH and box.top >= TOP and box.bottom <= TOP + HEIGHT
        if inside and not any(box.covers(other) for other in taken):
            taken.append(box)
            return x + dx, y + dy, anchor
    return None


def _around(r: float) -> Iterable[tuple[float, float, str]]:
    yield r + 6, 4, "start"
    yield -r - 6, 4, "end"
    for far in (0, 12):
        yield 0, -r - 7 - far, "middle"
        yield 0, r + 15 + far, "middle"
        yield r + 4, -8 - far, "start"
        yield r + 4, 16 + far, "start"
        yield -r - 4, -8 - far, "end"
        yield -r - 4, 16 + far, "end"


def _point(row: LandscapeRow, place: tuple[float, float, str] | None) -> Point:
    x, y, r = _spot(row)
    found = row.opportunity
    low, high = found.importance.low, found.importance.high
    bad, good = found.satisfaction.low, found.satisfaction.high
    # A name without a place is shown where one points: inside the picture whichever side that is.
    name_x, name_y, anchor = place or (
        (x + r + 6, y + 4, "start") if x < LEFT + WIDTH / 2 else (x - r - 6, y + 4, "end")
    )
    return Point(
        id=row.need.id,
        url=reverse("need", args=[row.need.id]),
        name=_shorten(row.need.statement),
        said=say(row),
        look="estimated" if found.basis == Basis.EVIDENCE else "strong" if found.score.value >= MATTERS else "rated",
        trend=row.need.trend.way if row.need.trend.way in ("rising", "falling") else "",
        x=x,
        y=y,
        r=r,
        cloud_x=round((_x(low) + _x(high)) / 2, 1),
        cloud_y=round((_y(bad) + _y(good)) / 2, 1),
        cloud_rx=round((_x(high) - _x(low)) / 2, 1),
        cloud_ry=round((_y(bad) - _y(good)) / 2, 1),
        name_x=round(name_x, 1),
        name_y=round(name_y, 1),
        anchor=anchor,
        is_named=place is not None,
    )


def _is_rated(row: LandscapeRow) -> bool:
    return row.opportunity.basis == Basis.RATINGS


def _spot(row: LandscapeRow) -> tuple[float, float, float]:
    found = row.opportunity
    radius = 3.5 + min(found.n**0.5, 7.0) * 0.55
    return round(_x(found.importance.value), 1), round(_y(found.satisfaction.value), 1), round(radius, 1)


def _line(score: int) -> Line:
    (i1, s1), (i2, s2) = opportunity.line_at(score)
    x1, y1, x2, y2 = (round(one, 1) for one in (_x(i1), _y(s1), _x(i2), _y(s2)))
    return Line(score, x1, y1, x2, y2, corner=f"{x1},{y1} {x2},{y2} {_x(10):.1f},{_y(0):.1f}")


def _x(importance: float) -> float:
    return LEFT + importance / 10 * WIDTH


def _y(satisfaction: float) -> float:
    return TOP + (1 - satisfaction / 10) * HEIGHT


def _shorten(statement: str) -> str:
    return statement if len(statement) <= LONGEST else f"{statement[: LONGEST - 1].rstrip()}…"
