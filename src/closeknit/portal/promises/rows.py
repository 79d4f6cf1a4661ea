"""Promises as the templates of this door draw them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from closeknit.kit.ways import find_way
from closeknit.promises.shared.queries.promises import PromiseRow


@dataclass(frozen=True)
class Line:
    """One promise with its address and where it stands today."""

    row: PromiseRow
    url: str
    state: str
    # The drawn shape that goes with the state (kit/look).
    mark: str


_MARKS = {"overdue": "late", "due": "due", "kept": "good", "missed": "against", "withdrawn": "unknown"}


def line(row: PromiseRow, account: str, today: date) -> Line:
    """Return one promise as a line."""
    state = row.state(today)
    way = "ours" if row.is_ours else "theirs"
    mark = _MARKS.get(state, way)
    return Line(row, find_way("portal:promise", account, row.id), state, mark)


def lines(rows: Iterable[PromiseRow], account: str, today: date) -> list[Line]:
    """Return several promises as lines."""
    return [line(row, account, today) for row in rows]
