"""The small picture of a goal: where it was read, against the straight way from its start to its target.

Upwards is always towards the target, also where the figure is to fall. Across is per cent of the column, down is pixels: it fits any width.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.analysis.plans.goals import Aim, score_progress
from closeknit.promises.plans.rows import GoalRow

_EDGE = 6.0


@dataclass(frozen=True)
class Stroke:
    """A line from one point to another."""

    x1: str
    y1: float
    x2: str
    y2: float


@dataclass(frozen=True)
class Dot:
    """A reading."""

    x: str
    y: float
    said: str


@dataclass(frozen=True)
class GoalPicture:
    """A goal as it is drawn; `way` is the straight one, `today` where time has come to, None outside the goal's time."""

    height: int
    way: Stroke
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    target_y: float
    today: str | None
    said: str


def draw_goal(goal: GoalRow, *, today: date, height: int = 48, said: str = "") -> GoalPicture:
    """Return the picture of a goal, `height` pixels high."""
    aim = goal.aim
    last = max([aim.target_on, *[one.read_on for one in goal.readings]])
    first = min([aim.start_on, *[one.read_on for one in goal.readings]])
    shares = [(one.read_on, score_progress(aim, one.value)) for one in goal.readings]
    low, high = min([0.0, *[share for _, share in shares]]), max([1.0, *[share for _, share in shares]])

    def across(day: date) -> str:
        return f"{100 * (day - first).days / max((last - first).days, 1):.2f}%"

    def down(share: float) -> float:
        return round(_EDGE + (height - 2 * _EDGE) * (1 - (share - low) / (high - low)), 1)

    points = _with_start(aim, shares)
    return GoalPicture(
        height=height,
        way=Stroke(across(aim.start_on), down(0), across(aim.target_on), down(1)),
        strokes=tuple(
            Stroke(across(one), down(a), across(two), down(b)) for (one, a), (two, b) in itertools.pairwise(points)
        ),
        dots=tuple(
            Dot(across(day), down(share), f"{row.value.normalize():f} {goal.unit}")
            for (day, share), row in zip(shares, goal.readings, strict=True)
        ),
        target_y=down(1),
        today=across(today) if first <= today <= last else None,
        said=said or f"{len(goal.readings)} readings between {aim.start_on} and {last}",
    )


def _with_start(aim: Aim, shares: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """A goal begins at its start, unless it was read on or before that day."""
    return list(shares) if shares and shares[0][0] <= aim.start_on else [(aim.start_on, 0.0), *shares]
