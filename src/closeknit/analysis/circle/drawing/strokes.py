"""The lines of the picture: threads to the people whom we know, and the arrow toward an aim. SVG path data."""

import math

from closeknit.analysis.circle.drawing import rings
from closeknit.analysis.circle.drawing.shapes import CENTRE, US_RADIUS, Arrow, CircleRow, Thread
from closeknit.analysis.kinds import Stage

MOST_THREADS = 7
_ARROW_LONGEST = 30.0
_ARROW_SHORTEST = 9.0
_HEAD = 4.5


def most_threads(stage: Stage, n_drawn: int) -> int:
    """Return how many threads an account may have: in a crowd those of the outer rings would be all that one sees."""
    if n_drawn <= 60:
        return MOST_THREADS
    if n_drawn <= 120:
        return 3
    return 1 if stage.nearness >= Stage.PARTNER.nearness else 0


def draw_threads(row: CircleRow, angle: float, distance: float, radius: float, *, most: int) -> tuple[Thread, ...]:
    """Return a bundle of at most `most` threads, fanned where they leave us; those out of touch are silent."""
    n_threads = min(row.n_people, most)
    if n_threads == 0:
        return ()
    in_touch = row.n_people if row.n_in_touch is None else min(row.n_in_touch, row.n_people)
    # When people are left out for want of room, the bundle keeps the share of those in touch, rounded up.
    n_alive = min(n_threads, math.ceil(n_threads * in_touch / row.n_people))
    return tuple(
        Thread(_thread(angle, distance, radius, place - (n_threads - 1) / 2), silent=place >= n_alive)
        for place in range(n_threads)
    )


def draw_arrow(stage: Stage, aim: Stage | None, angle: float, distance: float, radius: float) -> Arrow | None:
    """Return a short arrow from the mark toward the ring of the aim, or None when it stands where it should.

    The arrow ends at the border of that ring, or after 30 units: it says whither, the table says how far.
    """
    if aim is None or aim is stage:
        return None
    inward = aim.nearness > stage.nearness
    border = rings.OUTER[aim] if inward else rings.BORDERS[-1] if aim is Stage.LET_GO else rings.inner_border(aim)
    sign = -1 if inward else 1
    start = distance + sign * (radius + 4)
    length = min(_ARROW_LONGEST, max(_ARROW_SHORTEST, abs(border - start)))
    end = start + sign * length
    (x1, y1), (x2, y2) = rings.point(angle, start), rings.point(angle, end)
    wings = [_beside(angle, end - sign * _HEAD, offset) for offset in (-_HEAD * 0.75, _HEAD * 0.75)]
    head = f"M{wings[0][0]:.1f} {wings[0][1]:.1f}L{x2:.1f} {y2:.1f}L{wings[1][0]:.1f} {wings[1][1]:.1f}"
    return Arrow(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", head, inward)


def _thread(angle: float, distance: float, radius: float, place: float) -> str:
    start = (angle + place * 0.085, US_RADIUS)
    (x1, y1), (x2, y2) = rings.point(*start), _beside(angle, distance - radius, place * min(2.2, radius / 4))
    cx, cy = _beside(angle, US_RADIUS + (distance - US_RADIUS) * 0.5, place * min(5.0, distance / 50))
    return f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}"


def _beside(angle: float, distance: float, offset: float) -> tuple[float, float]:
    """Return the point at this distance, moved sideways by `offset` (clockwise)."""
    x = CENTRE + distance * math.sin(angle) + offset * math.cos(angle)
    return x, CENTRE - distance * math.cos(angle) + offset * math.sin(angle)
