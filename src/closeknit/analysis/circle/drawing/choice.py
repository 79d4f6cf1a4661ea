"""Who is drawn when there are more accounts than a picture can hold: nearest, largest and latest take turns."""

from collections.abc import Sequence

from closeknit.analysis.circle.drawing.shapes import CircleRow
from closeknit.analysis.kinds import LatenessState, Stage

MOST_DRAWN = 300
# What a ring can hold before its marks lie on each other.
_RING_HOLDS = {Stage.ALLY: 60, Stage.PARTNER: 90, Stage.ENGAGED: 110, Stage.ACQUAINTED: 120, Stage.OUTSIDE: 110}

_LATEST_FIRST = {LatenessState.NEGLECTED: 0, LatenessState.LATE: 1, LatenessState.COOLING: 2}


def choose_drawn(rows: Sequence[CircleRow], most: int = MOST_DRAWN) -> list[CircleRow]:
    """Return at most `most` rows, most telling first, and of each ring no more than it can hold."""
    room = dict(_RING_HOLDS)
    chosen: list[CircleRow] = []
    for row in rank_for_drawing(rows):
        if len(chosen) < most and room[row.stage] > 0:
            room[row.stage] -= 1
            chosen.append(row)
    return chosen


def rank_for_drawing(rows: Sequence[CircleRow]) -> list[CircleRow]:
    """Return all rows by how much the picture would miss them; whoever is cut off, is cut off at the end.

    The nearest, the largest and the latest take turns, so that none of the three questions is answered alone.
    """
    queues = [
        iter(sorted(rows, key=_by_nearness)),
        iter(sorted(rows, key=_by_worth)),
        iter(sorted(rows, key=_by_lateness)),
    ]
    ranked: dict[str, CircleRow] = {}
    while len(ranked) < len(rows):
        for queue in queues:
            following = next((row for row in queue if row.id not in ranked), None)
            if following is not None:
                ranked[following.id] = following
    return list(ranked.values())


def reading_order(row: CircleRow) -> tuple[int, float, str, str]:
    """Return the key by which tables and Tab walk the circle: inside out, nearest first, then by name."""
    return -row.stage.nearness, -(-1.0 if row.closeness is None else row.closeness), row.name.casefold(), row.id


def _by_nearness(row: CircleRow) -> tuple[int, float, str, str]:
    return reading_order(row)


def _by_worth(row: CircleRow) -> tuple[float, str]:
    return -(row.worth or 0.0), row.id


def _by_lateness(row: CircleRow) -> tuple[int, int, float, str]:
    return _LATEST_FIRST.get(row.state, 3), -row.stage.nearness, -(row.worth or 0.0), row.id
