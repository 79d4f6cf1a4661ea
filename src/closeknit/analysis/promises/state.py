"""Where a promise stands on a day, and how well a side keeps its word."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.analysis import intervals, periods
from closeknit.analysis.kinds import PromiseState, Settlement

# The house's rules: three days are short for anything, and what was put off once is watched from a week before.
AT_RISK_DAYS = 3
AT_RISK_DAYS_WHEN_MOVED = 7


@dataclass(frozen=True, slots=True)
class PromiseDates:
    """The days of a promise. `first_due_on` is the day of the first wording; it differs once the promise was moved."""

    due_on: datetime.date | None
    first_due_on: datetime.date | None = None
    settlement: Settlement | None = None
    settled_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PromiseStanding:
    """The state on a day, days left until due (negative when past), days moved in all, and the sentences behind it."""

    state: PromiseState
    days_left: int | None
    days_moved: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptShare:
    """How many of `n` settled or overdue promises were kept. `share`, `low`, `high` 0–1, None when n is 0.

    `n_on_time` were kept by the day that was first promised. `n_left_out` were withdrawn or are still open.
    """

    n: int
    n_kept: int
    n_on_time: int
    n_left_out: int
    share: float | None
    low: float | None
    high: float | None
    reason: str


def classify_promise(dates: PromiseDates, *, as_of: datetime.date) -> PromiseStanding:
    """Return where a promise stands: its settlement if it has one, else by the days that are left.

    It is due through the end of its day, overdue from the next; at risk in the three days before, seven when it was
    moved; moved when its day was put later and is not near; else ahead, as is a promise without a day.
    """
    days_left = (dates.due_on - as_of).days if dates.due_on else None
    moved = (dates.due_on - dates.first_due_on).days if dates.due_on and dates.first_due_on else 0
    state = PromiseState(dates.settlement) if dates.settlement else _open_state(days_left, moved)
    return PromiseStanding(state, days_left, moved, _reasons(dates, state, days_left, moved, as_of))


def score_kept(promises: Iterable[PromiseDates], *, as_of: datetime.date) -> KeptShare:
    """Return the share of promises kept, with n and a 95 % interval (Wilson 1927).

    Kept counts as kept whenever it was; `n_on_time` says how many by the day first promised. Missed and overdue ones count
    against; withdrawn ones and those not yet due are left out and counted.
    """
    every = list(promises)
    states = [classify_promise(dates, as_of=as_of).state for dates in every]
    n_kept = states.count(PromiseState.KEPT)
    n = n_kept + states.count(PromiseState.MISSED) + states.count(PromiseState.OVERDUE)
    n_on_time = sum(_is_on_time(dates) for dates in every)
    n_left_out = len(every) - n
    if n == 0:
        return KeptShare(0, 0, 0, n_left_out, None, None, None, "No promise has come due yet")
    share = intervals.wilson(n_kept / n, n)
    reason = f"{n_kept} of {n} kept, {n_on_time} of them by the day first promised"
    return KeptShare(n, n_kept, n_on_time, n_left_out, n_kept / n, share.low, share.high, reason)


def _open_state(days_left: int | None, moved: int) -> PromiseState:
    if days_left is None:
        return PromiseState.AHEAD
    if days_left < 0:
        return PromiseState.OVERDUE
    if days_left == 0:
        return PromiseState.DUE
    if days_left <= (AT_RISK_DAYS_WHEN_MOVED if moved > 0 else AT_RISK_DAYS):
        return PromiseState.AT_RISK
    return PromiseState.MOVED if moved > 0 else PromiseState.AHEAD


def _reasons(
    dates: PromiseDates, state: PromiseState, days_left: int | None, moved: int, as_of: datetime.date
) -> tuple[str, ...]:
    reasons = []
    if dates.settlement:
        on = f" {periods.say_day(dates.settled_on, as_of=as_of).text}" if dates.settled_on else ""
        reasons.append(f"{state.value.capitalize()}{on}")
        if dates.settlement is Settlement.KEPT and dates.settled_on and dates.due_on:
            late = (dates.settled_on - dates.due_on).days
            reasons.append(f"{periods.say_span(late)} after its day" if late > 0 else "by its day")
    elif dates.due_on is None or days_left is None:
        reasons.append("It has no day")
    elif days_left < 0:
        reasons.append(f"Was due {periods.say_day(dates.due_on, as_of=as_of).text}, {periods.say_span(-days_left)} ago")
    else:
        reasons.append(f"Due {periods.say_day(dates.due_on, as_of=as_of).text}")
    if moved > 0 and dates.first_due_on:
        first = periods.say_day(dates.first_due_on, as_of=as_of).text
        reasons.append(f"Put off by {periods.say_span(moved)}; first promised for {first}")
    return tuple(reasons)


def _is_on_time(dates: PromiseDates) -> bool:
    """Without a day, or without the day of its settlement, nobody can call it late."""
    first = dates.first_due_on or dates.due_on
    kept = dates.settlement is Settlement.KEPT
    return kept and (first is None or dates.settled_on is None or dates.settled_on <= first)
