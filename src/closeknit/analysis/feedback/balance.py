"""Does feedback go both ways with an account, and how long does either side wait for an answer?"""

import datetime
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closeknit.analysis.feedback.kinds import AskedState, GivenState

# One way is called fuller than the other where it carries at least so many times as much, and so many pieces more.
TIMES, PIECES = 2, 2


@dataclass(frozen=True, slots=True)
class AskedFact:
    """What we asked for: the local days of asking, of their answer and of our telling them, and where it stands."""

    state: AskedState
    asked_on: datetime.date | None
    answered_on: datetime.date | None = None
    told_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class GivenFact:
    """What we gave: the local days of giving it and of their answer, and where it stands."""

    state: GivenState
    given_on: datetime.date | None
    answered_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """How long an answer took: the median in days of `n` answers (None without any); how many are still waited for, since when."""

    n: int
    median_days: float | None
    n_waiting: int
    oldest_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Balance:
    """What was got and given, in pieces; how long each side waits: for their answer, for ours, for their reply; and what it says."""

    n_asked: int
    n_got: int
    n_given: int
    n_replied: int
    theirs: Wait
    ours: Wait
    replies: Wait
    reason: str

    @property
    def answered_share(self) -> float | None:
        """Return which share of what was asked got an answer, 0-1, or None where nothing was asked."""
        return self.n_got / self.n_asked if self.n_asked else None


def weigh_balance(asked: Iterable[AskedFact], given: Iterable[GivenFact], *, as_of: datetime.date) -> Balance:
    """Return how feedback balances between both sides, of what was asked and given up to `as_of`.

    What was noted for a talk and never asked counts for nothing, nor does what was left unsaid.
    """
    questions = [one for one in asked if one.asked_on is not None and one.asked_on <= as_of]
    gifts = [one for one in given if one.given_on is not None and one.given_on <= as_of]
    answers = [one for one in questions if one.answered_on is not None and one.answered_on <= as_of]
    waiting = (AskedState.ASKED, AskedState.REMINDED)
    return Balance(
        n_asked=len(questions),
        n_got=len(answers),
        n_given=len(gifts),
        n_replied=sum(one.answered_on is not None for one in gifts),
        theirs=_wait([(one.asked_on, one.answered_on) for one in questions if one.answered_on or one.state in waiting]),
        ours=_wait([(one.answered_on, one.told_on) for one in answers]),
        replies=_wait([(one.given_on, one.answered_on) for one in gifts]),
        reason=_reason(len(answers), len(gifts)),
    )


def _wait(pairs: Sequence[tuple[datetime.date | None, datetime.date | None]]) -> Wait:
    days = [max(0, (end - begin).days) for begin, end in pairs if begin and end]
    waiting = [begin for begin, end in pairs if begin and not end]
    return Wait(
        n=len(days),
        median_days=float(statistics.median(days)) if days else None,
        n_waiting=len(waiting),
        oldest_on=min(waiting, default=None),
    )


def _reason(n_got: int, n_given: int) -> str:
    if not n_got and not n_given:
        return "No feedback has gone either way yet."
    if n_got >= TIMES * n_given and n_got - n_given >= PIECES:
        return f"They told us {_times(n_got)} and heard from us {_times(n_given)}: the mirror is due."
    if n_given >= TIMES * n_got and n_given - n_got >= PIECES:
        return f"We told them {_times(n_given)} and heard from them {_times(n_got)}: ask before you tell again."
    return f"They told us {_times(n_got)}, we told them {_times(n_given)}."


def _times(n: int) -> str:
    return ("never", "once", "twice")[n] if n < 3 else f"{n} times"
