"""Two small pictures: the ideas' places by each way of counting, joined by lines; the months of the duty to answer."""

from dataclasses import dataclass
from datetime import date

from closeknit.analysis.ideas.duty import Duty, MonthOfDuty
from closeknit.ideas.queries import IdeaRow

# So many lines can still be told apart.
MOST_LINES = 10
_ROW, _TOP = 22, 26
_COLUMNS = {2: (60, 250), 3: (46, 166, 286)}
_WAYS = ("people", "accounts", "worth")
HEIGHT, _FOOT, _GAP = 120, 18, 6


@dataclass(frozen=True)
class Line:
    """One idea's way through the orders: where its line bends, its number at both ends, whether the orders disagree about it."""

    number: int
    title: str
    points: str
    first_y: float
    last_y: float
    is_apart: bool
    said: str


@dataclass(frozen=True)
class Slopes:
    """The places of the most wanted ideas in each order, first above; `ways` are the columns with their x."""

    width: int
    height: int
    ways: tuple[tuple[str, int], ...]
    first_x: int
    last_x: int
    lines: tuple[Line, ...]
    said: str


@dataclass(frozen=True)
class Block:
    """A piece of a month's column."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """One month: what became of the ideas given in it, piece on piece."""

    x: float
    month: date
    n: int
    blocks: tuple[Block, ...]
    said: str


@dataclass(frozen=True)
class Months:
    """The months as columns, the fullest as high as the drawing."""

    width: float
    height: float
    foot: float
    column: float
    columns: tuple[Column, ...]


def draw_slopes(rows: list[IdeaRow]) -> Slopes | None:
    """Return where the ideas stand by people, accounts and worth, at most ten: those that disagree first; None below three."""
    placed = [row for row in rows if row.place is not None]
    chosen = sorted(placed, key=lambda row: (not (row.place and row.place.is_apart), _best(row)))[:MOST_LINES]
    if len(chosen) < 3:
        return None
    n_ways = 3 if all(row.place and row.place.by_worth is not None for row in chosen) else 2
    xs = _COLUMNS[n_ways]
    orders = [sorted(chosen, key=lambda row, way=way: _ranks(row)[way]) for way in range(n_ways)]  # type: ignore[misc]
    lines = tuple(_line(row, [order.index(row) for order in orders], xs) for row in chosen)
    height = _TOP + _ROW * len(chosen)
    ways = tuple(zip(_WAYS[:n_ways], xs, strict=True))
    n_apart = sum(line.is_apart for line in lines)
    said = (
        f"The places of {len(lines)} ideas by {', '.join(_WAYS[:n_ways])}; the orders disagree about {n_apart} of them"
    )
    return Slopes(332, height, ways, xs[0], xs[-1], lines, said)


def draw_months(duty: Duty) -> Months | None:
    """Return the months as columns of ideas answered in time, late, overdue and waiting; None where there is none."""
    if not duty.months:
        return None
    most = max(month.n for month in duty.months)
    room = HEIGHT - _FOOT
    column = min(40.0, 560 / len(duty.months) - _GAP)
    columns = tuple(
        Column(place * (column + _GAP), month.month, month.n, _blocks(month, room, most), _say_month(month))
        for place, month in enumerate(duty.months)
    )
    return Months(len(columns) * (column + _GAP), HEIGHT, room, column, columns)


def _ranks(row: IdeaRow) -> tuple[float, ...]:
    place = row.place
    if place is None:
        return ()
    return (place.by_people, place.by_accounts, place.by_worth or 0.0)


def _best(row: IdeaRow) -> float:
    return min(rank for rank in _ranks(row) if rank) if _ranks(row) else 0.0


def _line(row: IdeaRow, places: list[int], xs: tuple[int, ...]) -> Line:
    ys = [_TOP + _ROW * (place + 0.5) for place in places]
    points = " ".join(f"{x},{y:g}" for x, y in zip(xs, ys, strict=True))
    is_apart = row.place is not None and row.place.is_apart
    reasons = "; ".join(row.place.reasons) if row.place else ""
    said = f"Idea {row.number}, {row.title}" + (f": {reasons}" if reasons else "")
    return Line(row.number, row.title, points, ys[0], ys[-1], is_apart, said)


def _blocks(month: MonthOfDuty, room: float, most: int) -> tuple[Block, ...]:
    y, blocks = float(room), []
    counts = (
        ("time", month.n_in_time),
        ("late", month.n_late),
        ("overdue", month.n_overdue),
        ("wait", month.n_waiting),
    )
    for kind, n in counts:
        if n:
            height = room * n / most
            y -= height
            blocks.append(Block(kind, round(y + 1, 1), round(max(1.0, height - 1), 1)))
    return tuple(blocks)


def _say_month(month: MonthOfDuty) -> str:
    counts = (
        (month.n_in_time, "in time"),
        (month.n_late, "late"),
        (month.n_overdue, "overdue"),
        (month.n_waiting, "waiting with time left"),
    )
    return f"{month.month:%B %Y}: " + (", ".join(f"{n} {words}" for n, words in counts if n) or "none given")
