"""The picture of a ledger: what had come together for each side by the end of each month, or quarter.

Confirmed is solid, proposed hatched on top of it, disputed outlined. Both sides have one scale. Across is per cent, down is pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from closeknit.analysis.ledger.cumulation import Span, Stand, cumulate
from closeknit.analysis.ledger.kinds import LedgerState
from closeknit.analysis.ledger.lines import Amount, say_amount
from closeknit.analysis.measures import is_share
from closeknit.promises.ledger.queries import EntryRow

HEIGHT = 96
# The currency or unit with most lines is drawn first; more than three are a table, not a picture.
MOST = 3
# A bar alone would fill the column: none is wider than this share of it, in per cent.
_WIDEST = 14


@dataclass(frozen=True)
class Bar:
    """One stretch of one quarter: `kind` is confirmed, proposed or disputed."""

    kind: str
    x: str
    y: float
    width: str
    height: float


@dataclass(frozen=True)
class Side:
    """One side of the picture: its name, its bars, where nought lies, and what it came to."""

    name: str
    bars: tuple[Bar, ...]
    zero: float
    height: int
    now: str


@dataclass(frozen=True)
class LedgerPicture:
    """One currency or unit as it grew."""

    measured_in: str
    sides: tuple[Side, ...]
    ticks: tuple[tuple[str, str], ...]
    said: str


def draw_ledger(entries: Sequence[EntryRow], *, today: date) -> list[LedgerPicture]:
    """Return a picture for each currency or unit, those with most lines first, at most three. Shares are never drawn together."""
    groups: dict[str, list[EntryRow]] = {}
    for entry in entries:
        if entry.state != LedgerState.WITHDRAWN and (entry.amount.is_money or not is_share(entry.amount.unit)):
            groups.setdefault(entry.amount.measured_in, []).append(entry)
    most = sorted(groups.items(), key=lambda one: (-len(one[1]), one[0]))[:MOST]
    return [_picture(name, several, today) for name, several in most]


def _picture(name: str, entries: Sequence[EntryRow], today: date) -> LedgerPicture:
    spans = cumulate([entry.line for entry in entries], as_of=today)
    like = entries[0].amount
    edges = [edge for span in spans for stand in (span.theirs, span.ours) for edge in stand.edges]
    low, high = min(edges), max(edges)
    sides = [
        _side(title, [getattr(span, side) for span in spans], low, high, like)
        for title, side in (("Theirs", "theirs"), ("Ours", "ours"))
        if any(entry.side == side for entry in entries)
    ]
    return LedgerPicture(
        measured_in=name,
        sides=tuple(sides),
        ticks=tuple((f"{100 * (n + 0.5) / len(spans):.2f}%", _tick(one, n, len(spans))) for n, one in enumerate(spans)),
        said=f"By the end of {spans[-1].label}: {', '.join(f'{side.name.lower()} {side.now}' for side in sides)}",
    )


def _side(name: str, stands: Sequence[Stand], low: Decimal, high: Decimal, like: Amount) -> Side:
    span = float(high - low) or 1.0

    def down(value: Decimal) -> float:
        return round(4 + (HEIGHT - 8) * float(high - value) / span, 1)

    bars = []
    for n, stand in enumerate(stands):
        zero, one, two, three = stand.edges
        for kind, begin, end in (("confirmed", zero, one), ("proposed", one, two), ("disputed", two, three)):
            if begin != end:
                top, bottom = sorted((down(begin), down(end)))
                width = min(64 / len(stands), _WIDEST)
                x = 100 * (n + 0.5) / len(stands) - width / 2
                bars.append(Bar(kind, f"{x:.2f}%", top, f"{width:.2f}%", round(bottom - top, 1)))
    return Side(name, tuple(bars), down(Decimal(0)), HEIGHT, _say(stands[-1].confirmed, like))


def _tick(span: Span, n: int, of: int) -> str:
    # Twelve labels with their years do not fit a phone: of quarters the first of each year carries it.
    first = n == 0 or span.label.startswith("Q1")
    return span.label if first or of <= 4 or " " not in span.label else span.label[:2]


def _say(value: Decimal, like: Amount) -> str:
    sign = "−" if value < 0 else ""
    amount = abs(value)
    return sign + say_amount(
        Amount(int(amount), like.currency) if like.is_money else Amount(value=amount, unit=like.unit)
    )
