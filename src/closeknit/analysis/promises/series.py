"""How well a side keeps its word over time: by quarter, each with its n and its interval."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.analysis import periods
from closeknit.analysis.kinds import PromiseState
from closeknit.analysis.promises.state import KeptShare, PromiseDates, classify_promise, score_kept


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of a year, by its first day, and the word kept in it."""

    first_on: datetime.date
    name: str
    share: KeptShare


def score_quarters(promises: Iterable[PromiseDates], *, as_of: datetime.date, count: int = 5) -> tuple[Quarter, ...]:
    """Return the word kept in each of the last `count` quarters, the one of `as_of` last.

    A promise counts in the quarter in which it ended, or, where it is overdue, in which its day was.
    """
    firsts = [_first_of_quarter(periods.add_months(as_of, -3 * back)) for back in reversed(range(count))]
    inside: dict[datetime.date, list[PromiseDates]] = {first: [] for first in firsts}
    for dates in promises:
        overdue = classify_promise(dates, as_of=as_of).state is PromiseState.OVERDUE
        day = dates.settled_on or (dates.due_on if overdue else None)
        if day is not None and (first := _first_of_quarter(day)) in inside:
            inside[first].append(dates)
    return tuple(Quarter(first, _say(first), score_kept(inside[first], as_of=as_of)) for first in firsts)


def _first_of_quarter(day: datetime.date) -> datetime.date:
    return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)


def _say(first: datetime.date) -> str:
    return f"Q{(first.month + 2) // 3} {first.year}"
