"""The sectors: slices of the circle, one for each line of business, wide as their number of accounts asks."""

import collections
import math
from collections.abc import Sequence

from closeknit.analysis.circle.drawing import lettering, rings
from closeknit.analysis.circle.drawing.shapes import CircleRow, Sector

MOST_SECTORS = 8
OTHERS = "Others"

_FULL = 2 * math.pi
# Free angle at each end of a sector, as a share of it, so that its accounts stand apart from the neighbours'.
_EDGE = 0.04
_NAME_RADIUS = 480.0


def divide_circle(rows: Sequence[CircleRow]) -> dict[str | None, tuple[float, float]]:
    """Return the angles (start, end) of each sector that occurs in `rows`, by name from twelve o'clock clockwise.

    Beyond eight sectors the smallest share one slice: `sector_of` says which. Unknown sectors stand last.
    """
    counts = collections.Counter(sector_of(rows).values())
    names = sorted(counts, key=lambda name: (name is None, name == OTHERS, (name or "").casefold(), name or ""))
    # One and a half accounts more for each sector: otherwise the name of a small one would not fit on its arc.
    weights = [counts[name] + 1.5 for name in names]
    whole = sum(weights)
    spans: dict[str | None, tuple[float, float]] = {}
    start = 0.0
    for name, weight in zip(names, weights, strict=True):
        end = start + _FULL * weight / whole
        spans[name] = (start, end)
        start = end
    return spans


def sector_of(rows: Sequence[CircleRow]) -> dict[str, str | None]:
    """Return the slice of each account by its id: its sector, or `OTHERS` when that is too small to be drawn."""
    counts = collections.Counter(row.sector for row in rows if row.sector)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    kept = set(ranked if len(ranked) <= MOST_SECTORS else ranked[: MOST_SECTORS - 1])
    return {row.id: row.sector if row.sector in kept else (OTHERS if row.sector else None) for row in rows}


def usable_angles(span: tuple[float, float]) -> tuple[float, float]:
    """Return the part of a sector in which accounts may stand."""
    start, end = span
    if end - start >= _FULL - 1e-9:
        return start, end
    edge = (end - start) * _EDGE
    return start + edge, end - edge


def draw_sectors(spans: dict[str | None, tuple[float, float]]) -> tuple[Sector, ...]:
    """Return the named sectors with their ticks and arcs; none when there is only one slice."""
    if len(spans) < 2:
        return ()
    return tuple(Sector(name or "", start, end, _tick(start), _arc(start, end)) for name, (start, end) in spans.items())


def name_arcs(spans: dict[str | None, tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return where the names of the sectors run, as (angle of the middle, half of the length).

    Nothing may cover them.
    """
    return tuple(
        ((sector.start + sector.end) / 2, lettering.measure(sector.name, strong=False) / 2 + 4)
        for sector in draw_sectors(spans)
        if sector.name
    )


def _tick(angle: float) -> str:
    (x1, y1), (x2, y2) = rings.point(angle, rings.BORDERS[-1] - 5), rings.point(angle, rings.BORDERS[-1] + 5)
    return f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"


def _arc(start: float, end: float) -> str:
    """In the lower half the arc runs the other way round, so that no name stands on its head."""
    middle = (start + end) / 2
    upside_down = math.pi / 2 < middle < 3 * math.pi / 2
    radius = _NAME_RADIUS + (10 if upside_down else 0)
    first, last = (end, start) if upside_down else (start, end)
    (x1, y1), (x2, y2) = rings.point(first, radius), rings.point(last, radius)
    large = int(end - start > math.pi)
    return f"M{x1:.1f} {y1:.1f}A{radius:.0f} {radius:.0f} 0 {large} {int(not upside_down)} {x2:.1f} {y2:.1f}"
