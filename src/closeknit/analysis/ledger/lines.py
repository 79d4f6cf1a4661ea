"""What can stand in the ledger: one amount above nought, in money or a measure, of a period that is over, against a baseline of before."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from closeknit.analysis import measures, money

# A hundred thousand million of any currency, and the widest number that the store keeps.
MOST_MINOR = 10**13
EARLIEST = datetime.date(1990, 1, 1)


class LineRefused(ValueError):
    """A line that cannot be; `sentence` is for the person who wrote it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: `minor` units of a `currency`, or a `value` of a `unit`; never both."""

    minor: int | None = None
    currency: str = ""
    value: Decimal | None = None
    unit: str = ""

    @property
    def is_money(self) -> bool:
        """Return whether it is money."""
        return bool(self.currency)

    @property
    def measured_in(self) -> str:
        """Return the currency or the unit: amounts of one alone can be added up."""
        return self.currency or self.unit


def say_amount(amount: Amount) -> str:
    """Return "£38,400" or "410 h"."""
    if amount.is_money:
        return money.format_full(money.Money(amount.minor or 0, amount.currency))
    return measures.say_measure(amount.value or Decimal(0), amount.unit)


def check_amount(amount: Amount) -> None:
    """Raise LineRefused where it is nothing, negative, or more than anybody has."""
    how_much = Decimal(amount.minor or 0) if amount.is_money else amount.value or Decimal(0)
    if how_much == 0:
        raise LineRefused("Nothing is no line. Say how much it was.")
    if how_much < 0:
        raise LineRefused("Write the amount without a minus, and call the line a loss: then both read it alike.")
    if how_much > (MOST_MINOR if amount.is_money else measures.MOST):
        raise LineRefused(f"{say_amount(amount)} is more than can be. Look at the noughts once more.")
    if not amount.is_money and not amount.unit.strip():
        raise LineRefused("Say of what: £1,200, 410 hours, 12 %.")
    if measures.is_share(amount.unit) and how_much > 1000:
        raise LineRefused(f"{say_amount(amount)} is more than can be. Look at the noughts once more.")


def check_alike(before: Amount, after: Amount) -> None:
    """Raise LineRefused where a correction is in another currency or unit than the line, or says the same again."""
    if before.measured_in != after.measured_in:
        raise LineRefused(
            f"The line is in {before.measured_in}, the correction in {after.measured_in or 'nothing'}. Correct it in "
            f"{before.measured_in}, or withdraw the line and write another."
        )
    if before == after:
        raise LineRefused(f"That is the amount it has: {say_amount(before)}. Confirm it, or say another.")


def check_period(first: datetime.date, last: datetime.date, *, as_of: datetime.date) -> None:
    """Raise LineRefused where the period runs backwards or is not over yet, or lies before anybody's books."""
    if last < first:
        raise LineRefused("The period ends before it begins. Turn the two days round.")
    if last > as_of:
        raise LineRefused(
            "That period is still to come. The ledger holds what has come of it; what is hoped for is a goal."
        )
    if first < EARLIEST:
        raise LineRefused(f"The period begins before {EARLIEST.year}. Look at the year once more.")


def has_baseline(agreed_on: datetime.date | None, first: datetime.date) -> bool:
    """Return whether a baseline was agreed before the work: on a day before the period begins."""
    return agreed_on is not None and agreed_on < first
