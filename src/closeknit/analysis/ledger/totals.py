"""What a ledger comes to: confirmed lines only, each currency and each unit by itself, with what is proposed and disputed beside."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from closeknit.analysis import measures
from closeknit.analysis.ledger.kinds import LedgerKind, LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount

_OPEN = (LedgerState.PROPOSED, LedgerState.CORRECTED)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it counts: its standing amount, whose it is, and the last day of its period."""

    side: LedgerSide
    kind: LedgerKind
    state: LedgerState
    amount: Amount
    until: datetime.date
    has_baseline: bool = True

    @property
    def signed(self) -> Decimal:
        """Return the amount as it moves the balance: a loss downwards. Money in minor units."""
        how_much = Decimal(self.amount.minor or 0) if self.amount.is_money else self.amount.value or Decimal(0)
        return -how_much if self.kind is LedgerKind.LOSS else how_much


@dataclass(frozen=True, slots=True)
class SideTotal:
    """What one side has of one currency or unit. Money in minor units. `benefit`, `profit`, `loss` and so `net` are of confirmed lines;
    `proposed` and `disputed` are what the others would add. A share (per cent) is counted, never added up: its sums are 0."""

    side: LedgerSide
    measured_in: str
    is_money: bool
    benefit: Decimal
    profit: Decimal
    loss: Decimal
    proposed: Decimal
    disputed: Decimal
    n_confirmed: int
    n_proposed: int
    n_disputed: int
    n_without_baseline: int

    @property
    def net(self) -> Decimal:
        """Return benefits and profits less losses."""
        return self.benefit + self.profit - self.loss

    @property
    def is_share(self) -> bool:
        """Return whether it is measured in shares, which nobody can add up."""
        return not self.is_money and measures.is_share(self.measured_in)


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a ledger, money first, by currency or unit and side; `reasons` say what was not added up, and why."""

    sides: tuple[SideTotal, ...]
    reasons: tuple[str, ...]


def total_ledger(lines: Iterable[Line]) -> Totals:
    """Return what the lines come to. Withdrawn ones count nowhere; no two currencies or units ever meet in one sum."""
    groups: dict[tuple[bool, str], list[Line]] = {}
    for line in lines:
        if line.state is not LedgerState.WITHDRAWN:
            groups.setdefault((not line.amount.is_money, line.amount.measured_in), []).append(line)
    sides = tuple(
        _side(side, name, not is_measure, [line for line in group if line.side is side])
        for (is_measure, name), group in sorted(groups.items())
        for side in (LedgerSide.THEIRS, LedgerSide.OURS)
        if any(line.side is side for line in group)
    )
    return Totals(sides, _reasons(sides))


def _side(side: LedgerSide, name: str, is_money: bool, lines: list[Line]) -> SideTotal:
    counted = [] if not is_money and measures.is_share(name) else lines
    confirmed = [line for line in counted if line.state is LedgerState.CONFIRMED]

    def add(kind: LedgerKind) -> Decimal:
        return sum((abs(line.signed) for line in confirmed if line.kind is kind), Decimal(0))

    return SideTotal(
        side=side,
        measured_in=name,
        is_money=is_money,
        benefit=add(LedgerKind.BENEFIT),
        profit=add(LedgerKind.PROFIT),
        loss=add(LedgerKind.LOSS),
        proposed=sum((line.signed for line in counted if line.state in _OPEN), Decimal(0)),
        disputed=sum((line.signed for line in counted if line.state is LedgerState.DISPUTED), Decimal(0)),
        n_confirmed=sum(line.state is LedgerState.CONFIRMED for line in lines),
        n_proposed=sum(line.state in _OPEN for line in lines),
        n_disputed=sum(line.state is LedgerState.DISPUTED for line in lines),
        n_without_baseline=sum(line.state is LedgerState.CONFIRMED and not line.has_baseline for line in lines),
    )


def _reasons(sides: tuple[SideTotal, ...]) -> tuple[str, ...]:
    currencies = sorted({one.measured_in for one in sides if one.is_money})
    reasons = ["Only lines that both sides confirmed are added up"] if sides else []
    if len(currencies) > 1:
        several = f"{', '.join(currencies[:-1])} and {currencies[-1]}"
        reasons.append(f"Amounts in {several} stand side by side: nobody agreed on a rate, so they are never added up")
    if any(one.is_share for one in sides):
        reasons.append("Shares of different wholes are counted and not added up")
    without = sum(one.n_without_baseline for one in sides)
    if without:
        reasons.append(f"{without} confirmed without a baseline that was agreed before the work")
    return tuple(reasons)
