"""What goes into the picture of the circle and what comes out, in units of a view box of 1000 × 1000.

Angles are radians, clockwise from twelve o'clock, 0 ≤ angle < 2π.
"""

import enum
from dataclasses import dataclass

from closeknit.analysis.kinds import LatenessState, Stage

SIZE = 1000
CENTRE = 500.0
US_RADIUS = 36.0


class Side(enum.StrEnum):
    """Where a name stands beside its mark. `HIDDEN` means that there is no room: it appears when pointed at."""

    RIGHT = "right"
    LEFT = "left"
    ABOVE = "above"
    BELOW = "below"
    UPPER_RIGHT = "upper_right"
    LOWER_RIGHT = "lower_right"
    UPPER_LEFT = "upper_left"
    LOWER_LEFT = "lower_left"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class CircleRow:
    """One account of the circle. `closeness` 0–1 or None when unknown, `worth` in any one unit or None.

    `previous_angle` and `previous_side` are those of the last picture: the new one begins there and does not jump.
    `n_in_touch` of `n_people` had two-way contact in the last 90 days; None when that is not known.
    """

    id: str
    name: str
    stage: Stage
    closeness: float | None = None
    worth: float | None = None
    state: LatenessState = LatenessState.UNKNOWN
    aim: Stage | None = None
    sector: str | None = None
    n_people: int = 0
    n_in_touch: int | None = None
    previous_angle: float | None = None
    previous_side: Side | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside its mark: text, baseline point, SVG `text-anchor`, and the box that it may fill."""

    text: str
    side: Side
    anchor: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    strong: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """A faint arrow toward the stage that we want: SVG paths of the line and of its open head."""

    line: str
    head: str
    inward: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """One person whom we know there, as an SVG path from us to the account; `silent` ones are dashed."""

    path: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Node:
    """One account in the picture. `placed` is False when its closeness is unknown: it then stands mid-ring."""

    id: str
    name: str
    stage: Stage
    state: LatenessState
    x: float
    y: float
    r: float
    angle: float
    distance: float
    placed: bool
    label: Label | None
    arrow: Arrow | None
    threads: tuple[Thread, ...]
    side: Side


@dataclass(frozen=True, slots=True)
class Ring:
    """One stage: its borders, how many accounts stand there, how many are drawn, and where its name is written."""

    stage: Stage
    inner: float
    outer: float
    n_accounts: int
    n_drawn: int
    name_x: float
    name_y: float


@dataclass(frozen=True, slots=True)
class Others:
    """The accounts of a ring that are not drawn by themselves: one mark with their number, which opens."""

    stage: Stage
    n_accounts: int
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Sector:
    """A slice of the circle: its angles, a tick at its start, and the arc along which its name is written."""

    name: str
    start: float
    end: float
    tick: str
    arc: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture. `nodes` are in reading order (inside out, nearest first), as the table and Tab walk them."""

    rings: tuple[Ring, ...]
    sectors: tuple[Sector, ...]
    nodes: tuple[Node, ...]
    others: tuple[Others, ...]
    n_unnamed: int
