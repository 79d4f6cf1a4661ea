"""The picture of the circle: ours on one side of it, theirs on the other, as many as can be read."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDE, HIGH = 720, 380
RADIUS = 150
MOST = 7
# How far from the middle, in degrees up and down, the first and the last of a side stand.
_SPREAD = 58.0


@dataclass(frozen=True)
class Dot:
    """One person on the ring, with where their name is written: coordinates are whole units of the picture."""

    name: str
    is_me: bool
    x: int
    y: int
    text_x: int
    is_left: bool


@dataclass(frozen=True)
class Picture:
    """The whole picture; `more` says by side how many stand in the list only."""

    dots: tuple[Dot, ...]
    more_ours: int
    more_theirs: int


def draw(ours: Sequence[str], theirs: Sequence[tuple[str, bool]]) -> Picture:
    """Return the picture of our people (names) and theirs (names, and whether it is whoever looks)."""
    dots = [
        *_side([(name, False) for name in ours[:MOST]], is_left=True),
        *_side(list(theirs[:MOST]), is_left=False),
    ]
    return Picture(tuple(dots), max(0, len(ours) - MOST), max(0, len(theirs) - MOST))


def _side(people: Sequence[tuple[str, bool]], *, is_left: bool) -> list[Dot]:
    way = -1 if is_left else 1
    dots = []
    for place, (name, is_me) in enumerate(people):
        share = 0.5 if len(people) == 1 else place / (len(people) - 1)
        angle = math.radians((2 * share - 1) * min(_SPREAD, 22.0 * (len(people) - 1)))
        x = WIDE / 2 + way * RADIUS * math.cos(angle)
        y = HIGH / 2 + RADIUS * math.sin(angle)
        dots.append(Dot(_short(name), is_me, round(x), round(y), round(x) + way * 16, is_left))
    return dots


def _short(name: str) -> str:
    """Return a name that fits beside the ring; the whole one stands in the list."""
    return name if len(name) <= 22 else f"{name[:21].rstrip()}…"
