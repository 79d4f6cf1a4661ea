"""The rings: fixed borders, so that an account moves only when something about it has changed."""

import math
from collections.abc import Sequence

from closeknit.analysis import kinds
from closeknit.analysis.circle.drawing.shapes import CENTRE, US_RADIUS
from closeknit.analysis.kinds import Stage

OUTER = {
    Stage.ALLY: 150.0,
    Stage.PARTNER: 248.0,
    Stage.ENGAGED: 332.0,
    Stage.ACQUAINTED: 404.0,
    Stage.OUTSIDE: 466.0,
}
BORDERS = tuple(OUTER[stage] for stage in kinds.STAGES_INSIDE_OUT)

RADIUS_FLOOR = 4.0
RADIUS_LARGEST = 25.0
# The share of the disc that all marks together may cover; above it a crowd becomes a stain.
_INK_SHARE = 0.055
# An account of unknown worth is drawn like one with this share of the largest worth's radius.
_UNKNOWN_SHARE = 0.2
# The share of a ring's width that stays free along each border, so that a mark reads as being inside.
_MARGIN = 0.19


def inner_border(stage: Stage) -> float:
    """Return the radius at which a ring begins: the border of the next ring inward, or our own disc."""
    place = kinds.STAGES_INSIDE_OUT.index(stage)
    return US_RADIUS if place == 0 else BORDERS[place - 1]


def distance_from_us(stage: Stage, closeness: float | None) -> float:
    """Return the distance from the centre: the nearer the account within its stage, the smaller; mid-ring if unknown.

    Raises `ValueError` for a closeness outside 0–1.
    """
    share = 0.5 if closeness is None else closeness
    if not 0 <= share <= 1:
        raise ValueError(f"closeness must lie between 0 and 1: {closeness}")
    inner, outer = inner_border(stage), OUTER[stage]
    margin = (outer - inner) * _MARGIN
    # Nearest to us there must be room for the largest mark between the ring's margin and our own disc.
    low = max(inner + margin, US_RADIUS + RADIUS_LARGEST + 6)
    return low + (1 - share) * (outer - margin - low)


def point(angle: float, distance: float) -> tuple[float, float]:
    """Return x, y of a point at this angle (clockwise from twelve o'clock) and distance from the centre."""
    return CENTRE + distance * math.sin(angle), CENTRE - distance * math.cos(angle)


def radii_by_worth(worths: Sequence[float | None]) -> list[float]:
    """Return a radius for each account, ∝ √worth over a floor of 4, at most 25; alike where the worth is unknown.

    The factor is smaller in a crowd: all marks together cover at most a given share of the disc.
    """
    largest = max((worth for worth in worths if worth), default=0.0)
    shares = [
        _UNKNOWN_SHARE if worth is None or largest <= 0 else math.sqrt(max(worth, 0) / largest) for worth in worths
    ]
    # Solve sum((floor + factor * share) ** 2) = ink for the factor.
    squares, linear = sum(share * share for share in shares), sum(shares)
    room = _INK_SHARE * BORDERS[-1] ** 2 - len(shares) * RADIUS_FLOOR**2
    factor = RADIUS_LARGEST - RADIUS_FLOOR
    if squares and room > 0:
        half = RADIUS_FLOOR * linear
        factor = min(factor, (math.sqrt(half * half + squares * room) - half) / squares)
    return [RADIUS_FLOOR + max(factor, 2.0) * share for share in shares]
