"""How a ledger grew: what had come together for each side by the end of each quarter."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from closeknit.analysis.ledger.kinds import LedgerSide, LedgerState
from closeknit.analysis.ledger.totals import Line


@dataclass(frozen=True, slots=True)
class Stand:
    """What one side had by the end of a quarter: confirmed, and what is proposed and disputed on top. Money in minor units."""

    confirmed: Decimal
    proposed: Decimal
    disputed: Decimal

    @property
    def edges(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Return where the three begin and end when they are laid on one another."""
        two = self.confirmed + self.proposed
        return Decimal(0), self.confirmed, two, two + self.disputed


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter and what both sides had by its end; lines that ended in it or before."""

    label: str
    ends_on: datetime.date
    theirs: Stand
    ours: Stand


def cumulate(lines: Iterable[Line], *, as_of: datetime.date) -> tuple[Quarter, ...]:
    """Return the quarters from the first line to the one of `as_of`, at most the newest twelve, of lines of one currency or unit.

    Raises ValueError where the lines are of several: those are never drawn on one scale. Withdrawn ones count nowhere.
    """
    counted = [line for line in lines if line.state is not LedgerState.WITHDRAWN]
    if len({line.amount.measured_in for line in counted}) > 1:
        raise ValueError("amounts of several currencies or units cannot be drawn on one scale")
    if not counted:
        return ()
    quarter, last = _quarter(min(line.until for line in counted)), _quarter(as_of)
    quarters = [quarter]
    while quarters[-1] < last:
        year, number = quarters[-1]
        quarters.append((year, number + 1) if number < 4 else (year + 1, 1))
    return tuple(_at_the_end_of(one, counted) for one in quarters[-12:])


def _at_the_end_of(quarter: tuple[int, int], lines: list[Line]) -> Quarter:
    inside = [line for line in lines if _quarter(line.until) <= quarter]
    year, number = quarter
    first_of_next = datetime.date(year + number // 4, number % 4 * 3 + 1, 1)
    return Quarter(
        label=f"Q{number} {year}",
        ends_on=first_of_next - datetime.timedelta(1),
        theirs=_stand(LedgerSide.THEIRS, inside),
        ours=_stand(LedgerSide.OURS, inside),
    )


def _stand(side: LedgerSide, lines: list[Line]) -> Stand:
    def add(*states: LedgerState) -> Decimal:
        return sum((line.signed for line in lines if line.side is side and line.state in states), Decimal(0))

    return Stand(
        confirmed=add(LedgerState.CONFIRMED),
        proposed=add(LedgerState.PROPOSED, LedgerState.CORRECTED),
        disputed=add(LedgerState.DISPUTED),
    )


def _quarter(day: datetime.date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3 + 1
