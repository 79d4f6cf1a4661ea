"""The board on which marks and names are placed, and what each place costs.

One entry of numpy arrays per account, plus fixed marks and names that nobody may cover. The costs follow the design
language, dearest first: name on name, mark on mark, name on mark, name under a thread, name over a ring's border.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.circle.drawing import lettering, rings
from closeknit.analysis.circle.drawing.shapes import CENTRE, SIZE, Side

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SIDES = tuple(Side)
HIDDEN = SIDES.index(Side.HIDDEN)

OUT_OF_THE_PICTURE = 400.0
NAME_ON_NAME = 100.0
MARK_ON_MARK = 70.0
NAME_ON_MARK = 45.0
MARK_UNDER_THREAD = 4.0
NAME_UNDER_THREAD = 2.5
NAME_OVER_BORDER = 1.6
CROWDING = 3.0
# Whoever costs this much overlaps something; below it the picture is merely less tidy.
OVERLAP = NAME_ON_MARK

_FAR = 1e7
_EDGE = 4.0
_GAP_MARKS = 4.0
_GAP_NAMES = 3.0
# Where the names of the sectors run, from the centre.
_ARC_NEAR, _ARC_FAR = 474.0, 498.0
# Box of a name from its mark: x = radius·a + b + width·c, y = radius·d + e + height·f; one row a side, without HIDDEN.
_OFFSETS = np.array(
    [
        (1, 5, 0, 0, 0, -0.5),
        (-1, -5, -1, 0, 0, -0.5),
        (0, 0, -0.5, -1, -2, -1),
        (0, 0, -0.5, 1, 2, 0),
        (0.75, 3, 0, -0.75, -1, -0.8),
        (0.75, 3, 0, 0.75, 1, -0.2),
        (-0.75, -3, -1, -0.75, -1, -0.8),
        (-0.75, -3, -1, 0.75, 1, -0.2),
    ]
)
# How far each side lies to the right; names lean outward, because inward they cross the threads.
_LEANS = np.array([1.0, -1.0, 0.0, 0.0, 1.0, 1.0, -1.0, -1.0])
_UNTIDY = np.array([0.0, 0.0, 0.5, 0.5, 0.7, 0.7, 0.7, 0.7])


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What is fixed: marks as (x, y, radius), boxes of names as (left, top, right, bottom), and the names along the rim
    as (angle of their middle, half of their length)."""

    marks: tuple[tuple[float, float, float], ...]
    boxes: tuple[tuple[float, float, float, float], ...]
    arcs: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Boxes of names, one for each angle (row) and side (column), and how they lie as seen from the centre."""

    left: Floats
    top: Floats
    right: Floats
    bottom: Floats
    x: Floats
    y: Floats
    half: Floats
    near: Floats
    far: Floats


class Board:
    """All marks and names at their present places. Moving one is cheap; nothing is copied."""

    def __init__(
        self, *, distance: Floats, radius: Floats, width: Floats, hiding: Floats, obstacles: Obstacles
    ) -> None:
        """Set up `len(distance)` accounts at angle 0 without names. `hiding` is what it costs to leave a name out."""
        n, marks, boxes, arcs = len(distance), len(obstacles.marks), len(obstacles.boxes), len(obstacles.arcs)
        self.n = n
        self.distance, self.radius, self.width, self.hiding = distance, radius, width, hiding
        self.angle: Floats = np.zeros(n)
        self.side: Ints = np.full(n, HIDDEN)
        fixed = np.array(obstacles.marks, dtype=np.float64).reshape(marks, 3)
        self._x, self._y = np.concatenate([np.zeros(n), fixed[:, 0]]), np.concatenate([np.zeros(n), fixed[:, 1]])
        self._r = np.concatenate([radius, fixed[:, 2]])
        self._box = np.full((4, n + boxes), _FAR)
        self._box[:, n:] = np.array(obstacles.boxes, dtype=np.float64).reshape(boxes, 4).T
        self._arc = np.array(obstacles.arcs, dtype=np.float64).reshape(arcs, 2)
        # Seen from the centre: the direction of each mark, and middle, half thickness and distance of each name.
        self._direction = np.zeros((2, n))
        self._middle, self._half, self._near = np.full((2, n), _FAR), np.zeros(n), np.full(n, _FAR)
        for i in range(n):
            self.put(i, 0.0, HIDDEN)

    def put(self, i: int, angle: float, side: int) -> None:
        """Put account `i` at this angle, with its name on this side."""
        self.angle[i], self.side[i] = angle, side
        self._x[i], self._y[i] = rings.point(angle, float(self.distance[i]))
        self._direction[:, i] = np.sin(angle), -np.cos(angle)
        if side == HIDDEN:
            self._box[:, i], self._near[i] = _FAR, _FAR
            return
        boxes = self._boxes(i, self._x[i : i + 1], self._y[i : i + 1], slice(side, side + 1))
        self._box[:, i] = boxes.left[0, 0], boxes.top[0, 0], boxes.right[0, 0], boxes.bottom[0, 0]
        self._middle[:, i] = boxes.x[0, 0], boxes.y[0, 0]
        self._half[i], self._near[i] = boxes.half[0, 0], boxes.near[0, 0]

    def box(self, i: int) -> tuple[float, float, float, float]:
        """Return the box of the name of account `i`, far outside when it is hidden."""
        left, top, right, bottom = self._box[:, i]
        return float(left), float(top), float(right), float(bottom)

    def costs(self, i: int, angles: Floats, *, named: bool) -> Floats:
        """Return what each angle (row) with each side (column, `HIDDEN` last) would cost, all others staying put.

        With `named` False there is one column: no name at all.
        """
        saved = self._lift(i)
        directions = np.stack([np.sin(angles), -np.cos(angles)])
        x, y = CENTRE + self.distance[i] * directions[0], CENTRE + self.distance[i] * directions[1]
        mark = (self._mark_overlap(i, x, y, directions) + self._mark_taste(i, x, y, directions))[:, None]
        cost = mark + self.hiding[i]
        if named:
            boxes = self._boxes(i, x, y, slice(0, HIDDEN))
            taste = self._name_taste(i, boxes) + _UNTIDY - directions[0][:, None] * _LEANS * 0.8
            cost = np.concatenate([mark + self._name_overlap(boxes) + taste, cost], axis=1)
        self._restore(i, saved)
        return np.asarray(cost)

    def overlap(self, i: int) -> float:
        """Return the part of the present cost of account `i` that is overlap of marks and names, without taste."""
        saved = self._lift(i)
        x, y = rings.point(float(self.angle[i]), float(self.distance[i]))
        here, up = np.array([x]), np.array([y])
        total = float(self._mark_overlap(i, here, up, self._direction[:, i : i + 1])[0])
        if self.side[i] != HIDDEN:
            side = int(self.side[i])
            total += float(self._name_overlap(self._boxes(i, here, up, slice(side, side + 1)))[0, 0])
        self._restore(i, saved)
        return total

    def _lift(self, i: int) -> tuple[float, float, Floats, float]:
        saved = float(self._x[i]), float(self._y[i]), self._box[:, i].copy(), float(self._near[i])
        self._x[i] = self._y[i] = -_FAR
        self._box[:, i] = _FAR
        self._near[i] = _FAR
        return saved

    def _restore(self, i: int, saved: tuple[float, float, Floats, float]) -> None:
        self._x[i], self._y[i], self._box[:, i], self._near[i] = saved

    def _boxes(self, i: int, x: Floats, y: Floats, sides: slice) -> _Boxes:
        a, b, c, d, e, f = _OFFSETS[sides].T
        width, height, radius = float(self.width[i]), lettering.HEIGHT, self.radius[i]
        left, top = x[:, None] + (radius * a + b + width * c), y[:, None] + (radius * d + e + height * f)
        middle_x, middle_y = left + (width / 2 - CENTRE), top + (height / 2 - CENTRE)
        away = np.maximum(np.sqrt(middle_x**2 + middle_y**2), 1.0)
        across, along = np.abs(middle_y) / away, np.abs(middle_x) / away
        half, deep = (width * across + height * along) / 2, (width * along + height * across) / 2
        return _Boxes(left, top, left + width, top + height, middle_x, middle_y, half, away - deep, away + deep)

    def _mark_overlap(self, i: int, x: Floats, y: Floats, directions: Floats) -> Floats:
        apart = np.sqrt((x[:, None] - self._x) ** 2 + (y[:, None] - self._y) ** 2)
        inside = np.maximum(self.radius[i] + self._r + _GAP_MARKS - apart, 0.0)
        cost = (MARK_ON_MARK * ((inside > 0) + inside / 8)).sum(axis=1)
        left, top, right, bottom = self._box[:, self._near_boxes(x.min(), y.min(), x.max(), y.max(), self.radius[i])]
        across = np.maximum(np.maximum(left - x[:, None], x[:, None] - right), 0.0)
        down = np.maximum(np.maximum(top - y[:, None], y[:, None] - bottom), 0.0)
        cost = cost + NAME_ON_MARK * (across**2 + down**2 < (self.radius[i] + 2) ** 2).sum(axis=1)
        if self.distance[i] + self.radius[i] > _ARC_NEAR:
            cost = cost + NAME_ON_MARK * self._under_arcs(directions, np.full(len(x), self.radius[i]))
        return np.asarray(cost)

    def _mark_taste(self, i: int, x: Floats, y: Floats, directions: Floats) -> Floats:
        """Crowding, a mark under somebody's thread or somebody under its own, its thread under their names."""
        n, own = self.n, self.distance[i]
        square = (x[:, None] - self._x[:n]) ** 2 + (y[:, None] - self._y[:n]) ** 2
        cost = CROWDING * np.exp(-square / 2600.0).sum(axis=1)
        sideways = _sideways(directions, self._direction)
        nearer, thickness = np.minimum(self.distance, own), np.where(self.distance < own, self.radius, self.radius[i])
        crossed = (
            (np.abs(sideways) * nearer < thickness) & (square < 1e12) & (_forward(directions, self._direction) > 0)
        )
        under = (np.abs(_sideways(directions, self._middle)) < self._half) & (self._near < own)
        under &= _forward(directions, self._middle) > 0
        return np.asarray(cost + MARK_UNDER_THREAD * crossed.sum(axis=1) + NAME_UNDER_THREAD * under.sum(axis=1))

    def _name_overlap(self, boxes: _Boxes) -> Floats:
        bounds = boxes.left.min(), boxes.top.min(), boxes.right.max(), boxes.bottom.max()
        others = self._box[:, self._near_boxes(*bounds, _GAP_NAMES)]
        left, top, right, bottom = (edge[:, :, None] for edge in (boxes.left, boxes.top, boxes.right, boxes.bottom))
        wide = np.maximum(np.minimum(right, others[2]) - np.maximum(left, others[0]) + _GAP_NAMES, 0.0)
        shared = wide * np.maximum(np.minimum(bottom, others[3]) - np.maximum(top, others[1]), 0.0)
        cost = NAME_ON_NAME * ((shared > 0) + shared / 600).sum(axis=2)
        near = (self._x > bounds[0] - 40) & (self._x < bounds[2] + 40)
        near &= (self._y > bounds[1] - 40) & (self._y < bounds[3] + 40)
        x, y, radius = self._x[near], self._y[near], self._r[near]
        across = np.maximum(np.maximum(left - x, x - right), 0.0)
        down = np.maximum(np.maximum(top - y, y - bottom), 0.0)
        cost = cost + NAME_ON_MARK * (across**2 + down**2 < (radius + 1.5) ** 2).sum(axis=2)
        outside = (boxes.left < _EDGE) | (boxes.right > SIZE - _EDGE) | (boxes.top < _EDGE)
        cost = cost + OUT_OF_THE_PICTURE * (outside | (boxes.bottom > SIZE - _EDGE))
        if len(self._arc) and boxes.far.max() > _ARC_NEAR:
            middles = np.stack([boxes.x.ravel(), boxes.y.ravel()])
            met = self._under_arcs(middles / np.hypot(*middles), boxes.half.ravel()).reshape(boxes.far.shape)
            cost = cost + NAME_ON_NAME * met * ((boxes.far > _ARC_NEAR) & (boxes.near < _ARC_FAR))
        return np.asarray(cost)

    def _name_taste(self, i: int, boxes: _Boxes) -> Floats:
        """Threads of others under the name, and borders of rings that run through it."""
        middles = np.stack([boxes.x.ravel(), boxes.y.ravel()])
        under = np.abs(_sideways(middles, self._direction)) < boxes.half.ravel()[:, None]
        under &= (self.distance > boxes.near.ravel()[:, None]) & (_forward(middles, self._direction) > 0)
        under[:, i] = False
        borders = np.array(rings.BORDERS)
        crossed = ((boxes.near[:, :, None] < borders) & (boxes.far[:, :, None] > borders)).sum(axis=2)
        return np.asarray(NAME_UNDER_THREAD * under.sum(axis=1).reshape(crossed.shape) + NAME_OVER_BORDER * crossed)

    def _near_boxes(self, left: float, top: float, right: float, bottom: float, gap: float) -> npt.NDArray[np.bool_]:
        """Return which names could touch this rectangle: most cannot, and leaving them out saves half of the time."""
        reach = gap + 3
        return np.asarray(
            (self._box[0] < right + reach)
            & (self._box[2] > left - reach)
            & (self._box[1] < bottom + reach)
            & (self._box[3] > top - reach)
        )

    def _under_arcs(self, directions: Floats, half: Floats) -> npt.NDArray[np.bool_]:
        """Return whether something this wide in this direction meets the name of a sector, were it at the rim."""
        middles = np.stack([np.sin(self._arc[:, 0]), -np.cos(self._arc[:, 0])])
        aside = np.abs(_sideways(directions, middles)) * _ARC_NEAR
        met = (aside < self._arc[:, 1] + half[:, None]) & (_forward(directions, middles) > 0)
        return np.asarray(met.any(axis=1))


def _sideways(one: Floats, other: Floats) -> Floats:
    """Return the cross products of each column of `one` with each of `other`: distance beside a ray through us."""
    return np.asarray(one[0][:, None] * other[1] - one[1][:, None] * other[0])


def _forward(one: Floats, other: Floats) -> Floats:
    """Return the dot products of each column of `one` with each of `other`: positive on the same side of us."""
    return np.asarray(one[0][:, None] * other[0] + one[1][:, None] * other[1])
