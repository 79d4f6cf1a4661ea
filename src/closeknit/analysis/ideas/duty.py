"""Whether ideas are answered, and in time: the duty that whoever asks for ideas takes on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from closeknit.analysis.intervals import Share, wilson

# Unless the house says otherwise, an idea is answered within so many days.
DEFAULT_DAYS = 14


class DutyState(StrEnum):
    """How an idea stands against its answer date."""

    IN_TIME = "in_time"
    LATE = "late"
    OVERDUE = "overdue"
    WAITING = "waiting"


@dataclass(frozen=True)
class DutyFact:
    """One idea: the day it was given, the day through which it is to be answered, the day it was answered."""

    given_on: datetime.date
    answer_by: datetime.date
    answered_on: datetime.date | None = None


@dataclass(frozen=True)
class MonthOfDuty:
    """What became of the ideas given in one month."""

    month: datetime.date
    n_in_time: int
    n_late: int
    n_overdue: int
    n_waiting: int

    @property
    def n(self) -> int:
        """Return how many were given."""
        return self.n_in_time + self.n_late + self.n_overdue + self.n_waiting


@dataclass(frozen=True)
class Duty:
    """How the duty was kept. `in_time` is of the `n_due` ideas that were answered or whose day is past; None where there is none.

    `median_days` is None where fewer than half were answered, as far as one can tell: `reason` says so.
    """

    n_given: int
    n_answered: int
    n_due: int
    n_in_time: int
    n_overdue: int
    n_waiting: int
    in_time: Share | None
    median_days: int | None
    months: tuple[MonthOfDuty, ...]
    reason: str


def plan_answer(given_on: datetime.date, days: int) -> datetime.date:
    """Return the day through which an idea is to be answered. It cannot be put off: nothing else gives that day."""
    return given_on + datetime.timedelta(days=days)


def classify_duty(fact: DutyFact, *, as_of: datetime.date) -> DutyState:
    """Return whether an idea was answered in time (through its day), late, is overdue, or waits with time left."""
    if fact.answered_on is not None:
        return DutyState.IN_TIME if fact.answered_on <= fact.answer_by else DutyState.LATE
    return DutyState.OVERDUE if as_of > fact.answer_by else DutyState.WAITING


def score_duty(facts: Iterable[DutyFact], *, as_of: datetime.date) -> Duty:
    """Return the share answered in time, with n and a 95 % interval (Wilson 1927), and the median days to an answer.

    The median counts those that still wait with the days that they have waited so far (Kaplan & Meier 1958): leaving them out, as many
    do, makes a house that answers only the easy ones look quick.
    """
    every = list(facts)
    states = [classify_duty(fact, as_of=as_of) for fact in every]
    n_in_time, n_overdue = states.count(DutyState.IN_TIME), states.count(DutyState.OVERDUE)
    n_waiting = states.count(DutyState.WAITING)
    n_due = len(every) - n_waiting
    n_answered = n_in_time + states.count(DutyState.LATE)
    median = _median_days(every, as_of)
    return Duty(
        n_given=len(every),
        n_answered=n_answered,
        n_due=n_due,
        n_in_time=n_in_time,
        n_overdue=n_overdue,
        n_waiting=n_waiting,
        in_time=wilson(n_in_time / n_due, n_due) if n_due else None,
        median_days=median,
        months=_months(every, states),
        reason=_reason(len(every), n_answered, n_due, n_in_time, median),
    )


def _median_days(facts: Sequence[DutyFact], as_of: datetime.date) -> int | None:
    """Return the first number of days by which half are answered, by the product-limit estimate."""
    spans = sorted((((fact.answered_on or as_of) - fact.given_on).days, fact.answered_on is None) for fact in facts)
    left, waiting = 1.0, len(spans)
    for days, is_open in spans:
        if not is_open:
            left *= 1 - 1 / waiting
            # Half of four left is 0.5000000000000001 to a machine that multiplies thirds.
            if left <= 0.5 + 1e-9:
                return max(0, days)
        waiting -= 1
    return None


def _months(facts: Sequence[DutyFact], states: Sequence[DutyState]) -> tuple[MonthOfDuty, ...]:
    if not facts:
        return ()
    counted: dict[datetime.date, dict[DutyState, int]] = {}
    for fact, state in zip(facts, states, strict=True):
        counted.setdefault(fact.given_on.replace(day=1), dict.fromkeys(DutyState, 0))[state] += 1
    months, month, last = [], min(counted), max(counted)
    while month <= last:
        n = counted.get(month, dict.fromkeys(DutyState, 0))
        months.append(
            MonthOfDuty(month, n[DutyState.IN_TIME], n[DutyState.LATE], n[DutyState.OVERDUE], n[DutyState.WAITING])
        )
        month = (month + datetime.timedelta(days=32)).replace(day=1)
    return tuple(months)


def _reason(n: int, n_answered: int, n_due: int, n_in_time: int, median: int | None) -> str:
    if not n:
        return "No idea was given yet"
    if not n_due:
        return f"{n} given, and no answer is due yet"
    slow = "" if median is not None else "; fewer than half are answered, so nobody can say how long it takes"
    return f"{n_answered} of {n} answered, {n_in_time} of {n_due} by their day{slow}"
