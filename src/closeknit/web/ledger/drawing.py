"""The picture of a ledger: what had come together for each side by the end of each quarter.

Confirmed is solid, proposed hatched on top of it, disputed outlined. Both sides have one scale. Across is per cent, down is pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from closeknit.analysis.ledger.cumulation import Quarter, Stand, cumulate
from closeknit.analysis.ledger.kinds import LedgerState
from closeknit.analysis.ledger.lines import Amount, say_amount
from closeknit.analysis.measures import is_share
from closeknit.promises.ledger.queries import EntryRow

HEIGHT = 96
# The currency or unit with most lines is drawn first; more than three are a table, not a picture.
MOST = 3


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
    quarters = cumulate([entry.line for entry in entries], as_of=today)
    like = entries[0].amount
    edges = [edge for quarter in quarters for stand in (quarter.theirs, quarter.ours) for edge in stand.edges]
    low, high = min(edges), max(edges)
    theirs = _side("Theirs", [quarter.theirs for quarter in quarters], low, high, like)
    ours = _side("Ours", [quarter.ours for quarter in quarters], low, high, like)
    return LedgerPicture(
        measured_in=name,
        sides=(theirs, ours),
        ticks=tuple(
            (f"{100 * (n + 0.5) / len(quarters):.2f}%", _tick(one, n, len(quarters))) for n, one in enumerate(quarters)
        ),
        said=f"By the end of {quarters[-1].label}: theirs {theirs.now}, ours {ours.now}",
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
                x, width = 100 * (n + 0.18) / len(stands), 64 / len(stands)
                bars.append(Bar(kind, f"{x:.2f}%", top, f"{width:.2f}%", round(bottom - top, 1)))
    return Side(name, tuple(bars), down(Decimal(0)), HEIGHT, _say(stands[-1].confirmed, like))


def _tick(quarter: Quarter, n: int, of: int) -> str:
    # Twelve labels do not fit a phone: the first of each year carries it.
    first = n == 0 or quarter.label.startswith("Q1")
    return quarter.label if first or of <= 4 else quarter.label[:2]


def _say(value: Decimal, like: Amount) -> str:
    sign = "−" if value < 0 else ""
    amount = abs(value)
    return sign + say_amount(
        Amount(int(amount), like.currency) if like.is_money else Amount(value=amount, unit=like.unit)
    )
