"""How a ledger grew: what had come together for each side by the end of each month, or quarter."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from closeknit.analysis import periods
from closeknit.analysis.ledger.kinds import LedgerSide, LedgerState
from closeknit.analysis.ledger.totals import Line

# So many bars a phone still shows apart.
MOST = 12


@dataclass(frozen=True, slots=True)
class Stand:
    """What one side had by the end of a span: confirmed, and what is proposed and disputed on top. Money in minor units."""

    confirmed: Decimal
    proposed: Decimal
    disputed: Decimal

    @property
    def edges(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Return where the three begin and end when they are laid on one another."""
        two = self.confirmed + self.proposed
        return Decimal(0), self.confirmed, two, two + self.disputed


@dataclass(frozen=True, slots=True)
class Span:
    """One month or quarter and what both sides had by its end: of lines that ended in it or before."""

    label: str
    ends_on: datetime.date
    theirs: Stand
    ours: Stand


def cumulate(lines: Iterable[Line], *, as_of: datetime.date) -> tuple[Span, ...]:
    """Return the months from the first line to that of `as_of` where twelve are enough, else the newest twelve quarters.

    Raises ValueError where the lines are of several currencies or units: those are never drawn on one scale. Withdrawn ones count nowhere.
    """
    counted = [line for line in lines if line.state is not LedgerState.WITHDRAWN]
    if len({line.amount.measured_in for line in counted}) > 1:
        raise ValueError("amounts of several currencies or units cannot be drawn on one scale")
    if not counted:
        return ()
    first, last = (
        _month(min(line.until for line in counted)),
        max(_month(as_of), _month(max(line.until for line in counted))),
    )
    if last - first < MOST:
        ends = range(first, last + 1)
        return tuple(_span(f"{calendar.month_abbr[month % 12 + 1]}", month, counted) for month in ends)
    # The last month of each quarter, counted from nought: 2, 5, 8, 11.
    quarters = range(first - first % 3 + 2, last - last % 3 + 3, 3)[-MOST:]
    return tuple(_span(f"Q{month % 12 // 3 + 1} {month // 12}", month, counted) for month in quarters)


def _span(label: str, month: int, lines: list[Line]) -> Span:
    inside = [line for line in lines if _month(line.until) <= month]
    year, number = divmod(month, 12)
    ends_on = periods.end_of_month(datetime.date(year, number + 1, 1))
    return Span(label, ends_on, _stand(LedgerSide.THEIRS, inside), _stand(LedgerSide.OURS, inside))


def _stand(side: LedgerSide, lines: list[Line]) -> Stand:
    def add(*states: LedgerState) -> Decimal:
        return sum((line.signed for line in lines if line.side is side and line.state in states), Decimal(0))

    return Stand(
        confirmed=add(LedgerState.CONFIRMED),
        proposed=add(LedgerState.PROPOSED, LedgerState.CORRECTED),
        disputed=add(LedgerState.DISPUTED),
    )


def _month(day: datetime.date) -> int:
    """Return the months since the year nought."""
    return day.year * 12 + day.month - 1
