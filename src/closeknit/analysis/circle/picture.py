"""The picture of the circle: every account at its place, no name on another, and nothing that jumps overnight."""

import math
from collections.abc import Sequence

import numpy as np

from closeknit.analysis import kinds
from closeknit.analysis.circle.drawing import annealing, board, choice, lettering, rings, sectors, strokes
from closeknit.analysis.circle.drawing.shapes import (
    CENTRE,
    SIZE,
    US_RADIUS,
    Arrow,
    CircleRow,
    Label,
    Node,
    Others,
    Picture,
    Ring,
    Sector,
    Side,
    Thread,
)
from closeknit.analysis.kinds import LatenessState, Stage

__all__ = [
    "CENTRE",
    "SIZE",
    "US_RADIUS",
    "Arrow",
    "CircleRow",
    "Label",
    "Node",
    "Others",
    "Picture",
    "Ring",
    "Sector",
    "Side",
    "Thread",
    "plan_picture",
    "reading_order",
    "show_ghost",
]

reading_order = choice.reading_order

# Above this many accounts only the most telling ones begin with a name; the others get one where there is room.
_MOST_NAMED = 90
_STRONG_STAGES = frozenset({Stage.ALLY, Stage.PARTNER})
# A ring or an outline around the mark needs this much more than the mark itself.
_OUTLINE = {LatenessState.LATE: 3.0, LatenessState.NEGLECTED: 3.0}
_OTHERS_RADIUS = 15.0
# One or two newcomers find a place beside those who stand; a crowd of them is sorted out.
_MANY_FRESH = 5
_RING_NAME_HALF = 58.0


def plan_picture(rows: Sequence[CircleRow], *, most: int = choice.MOST_DRAWN, settled: bool = False) -> Picture:
    """Return the layout of the circle in a view box of 1000 × 1000; equal rows in any order give an equal picture.

    Distance is closeness within the ring of the stage, radius ∝ √worth over a floor, angle lies within the sector and
    is otherwise free: it keeps names apart. Accounts beyond `most`, or beyond what a ring can hold (nearest, largest,
    latest first), share one mark a ring. No name overlaps a name or a mark: what has no room is left out
    (`Side.HIDDEN`, counted in `n_unnamed`). Accounts that were let go are not drawn. Names are set at 14.5 units,
    weight 600 where `strong`. With `settled` nobody who had a place is searched another: names that overlap now are left
    out, and those that were left out stay so, which takes a tenth of the time. Raises `ValueError` for a closeness outside
    0–1 or an id that comes twice.
    """
    if len({row.id for row in rows}) < len(rows):
        raise ValueError("an account can stand in the circle only once")
    inside = [row for row in sorted(rows, key=lambda row: row.id) if row.stage is not Stage.LET_GO]
    drawn = choice.choose_drawn(inside, most)
    others = _gather_others(inside, drawn)
    spans = sectors.divide_circle(drawn)
    table = _place(drawn, spans, others, settled)
    nodes = tuple(_node(row, table, i, len(drawn)) for i, row in enumerate(drawn))
    order = {row.id: place for place, row in enumerate(sorted(drawn, key=choice.reading_order))}
    return Picture(
        rings=_rings(inside, drawn),
        sectors=sectors.draw_sectors(spans),
        nodes=tuple(sorted(nodes, key=lambda node: order[node.id])),
        others=others,
        n_unnamed=sum(node.label is None for node in nodes),
    )


def show_ghost(node: Node, stage: Stage, closeness: float | None) -> tuple[float, float]:
    """Return x, y of where a move to `stage` would put this account: same direction, new distance."""
    return rings.point(node.angle, rings.distance_from_us(stage, closeness))


def _place(
    drawn: Sequence[CircleRow],
    spans: dict[str | None, tuple[float, float]],
    others: Sequence[Others],
    settled: bool,
) -> board.Board:
    """Return the board with every account of `drawn` (most important first) at its place."""
    radii = rings.radii_by_worth([row.worth for row in drawn])
    table = board.Board(
        distance=np.array([rings.distance_from_us(row.stage, row.closeness) for row in drawn]),
        radius=np.array([radius + _OUTLINE.get(row.state, 0.0) for row, radius in zip(drawn, radii, strict=True)]),
        width=np.array([lettering.measure(lettering.shorten(row.name), strong=_is_strong(row)) for row in drawn]),
        hiding=annealing.hiding_costs(len(drawn)),
        obstacles=_obstacles(others, spans),
    )
    slice_of = sectors.sector_of(drawn)
    usable = [sectors.usable_angles(spans[slice_of[row.id]]) for row in drawn]
    low, high = np.array([span[0] for span in usable]), np.array([span[1] for span in usable])
    fresh = _begin(table, drawn, low, high)
    search = annealing.Search(table, low, high, (row.id for row in drawn))
    by_importance = range(len(drawn))
    named = frozenset(i for i in by_importance if i < _MOST_NAMED and (i in fresh or table.side[i] != board.HIDDEN))
    search.anneal(sorted(fresh), named)
    if not settled or len(fresh) > _MANY_FRESH:
        search.mend(named)
    search.hide_overlapping(by_importance)
    search.name_the_unnamed(sorted(fresh) if settled else by_importance)
    return table


def _begin(table: board.Board, drawn: Sequence[CircleRow], low: board.Floats, high: board.Floats) -> frozenset[int]:
    """Put accounts where the last picture had them and return those that it had not, spread evenly in their sectors."""
    fresh = []
    for i, row in enumerate(drawn):
        if row.previous_angle is None:
            fresh.append(i)
            # Golden ratio steps fill a sector evenly whatever the number of accounts.
            share = (i * 0.6180339887 + 0.5) % 1.0
            table.put(i, float(low[i] + share * (high[i] - low[i])), board.HIDDEN)
        else:
            angle = float(min(max(row.previous_angle, low[i]), high[i]))
            table.put(i, angle, board.SIDES.index(row.previous_side or Side.RIGHT))
    return frozenset(fresh)


def _obstacles(others: Sequence[Others], spans: dict[str | None, tuple[float, float]]) -> board.Obstacles:
    marks = [(CENTRE, CENTRE, US_RADIUS + 2), *((other.x, other.y, other.r) for other in others)]
    boxes = [
        (CENTRE - _RING_NAME_HALF, CENTRE - outer + 3, CENTRE + _RING_NAME_HALF, CENTRE - outer + 23)
        for outer in rings.BORDERS
    ]
    return board.Obstacles(tuple(marks), tuple(boxes), sectors.name_arcs(spans))


def _gather_others(inside: Sequence[CircleRow], drawn: Sequence[CircleRow]) -> tuple[Others, ...]:
    """Each ring's mark for the rest stands just right of the ring's name, mid-ring."""
    gathered = []
    shown = {row.id for row in drawn}
    for stage in kinds.STAGES_INSIDE_OUT:
        n_left = sum(row.stage is stage and row.id not in shown for row in inside)
        if n_left:
            distance = (rings.inner_border(stage) + rings.OUTER[stage]) / 2
            x, y = rings.point(math.asin(min(0.9, (_RING_NAME_HALF + 22) / distance)), distance)
            gathered.append(Others(stage, n_left, round(x, 1), round(y, 1), _OTHERS_RADIUS))
    return tuple(gathered)


def _rings(inside: Sequence[CircleRow], drawn: Sequence[CircleRow]) -> tuple[Ring, ...]:
    return tuple(
        Ring(
            stage=stage,
            inner=rings.inner_border(stage),
            outer=rings.OUTER[stage],
            n_accounts=sum(row.stage is stage for row in inside),
            n_drawn=sum(row.stage is stage for row in drawn),
            name_x=CENTRE,
            name_y=CENTRE - rings.OUTER[stage] + 18,
        )
        for stage in kinds.STAGES_INSIDE_OUT
    )


def _node(row: CircleRow, table: board.Board, i: int, n_drawn: int) -> Node:
    angle, distance = float(table.angle[i]) % (2 * math.pi), float(table.distance[i])
    outline = float(table.radius[i])
    x, y = rings.point(angle, distance)
    side = board.SIDES[int(table.side[i])]
    crowd = n_drawn > 120
    most_threads = strokes.most_threads(row.stage, n_drawn)
    return Node(
        id=row.id,
        name=row.name,
        stage=row.stage,
        state=row.state,
        x=round(x, 1),
        y=round(y, 1),
        r=round(outline - _OUTLINE.get(row.state, 0.0), 1),
        angle=angle,
        distance=round(distance, 1),
        placed=row.closeness is not None,
        label=None if side is Side.HIDDEN else _label(row, side, table.box(i)),
        # In a crowd an arrow without a name beside it says nothing.
        arrow=None
        if crowd and side is Side.HIDDEN
        else strokes.draw_arrow(row.stage, row.aim, angle, distance, outline),
        threads=strokes.draw_threads(row, angle, distance, outline, most=most_threads),
        side=side,
    )


def _label(row: CircleRow, side: Side, box: tuple[float, float, float, float]) -> Label:
    left, top, right, bottom = (round(edge, 1) for edge in box)
    if side in {Side.RIGHT, Side.UPPER_RIGHT, Side.LOWER_RIGHT}:
        anchor, x = "start", left
    elif side in {Side.LEFT, Side.UPPER_LEFT, Side.LOWER_LEFT}:
        anchor, x = "end", right
    else:
        anchor, x = "middle", round((left + right) / 2, 1)
    baseline = round(top + lettering.HEIGHT * 0.77, 1)
    return Label(lettering.shorten(row.name), side, anchor, x, baseline, (left, top, right, bottom), _is_strong(row))


def _is_strong(row: CircleRow) -> bool:
    return row.stage in _STRONG_STAGES
