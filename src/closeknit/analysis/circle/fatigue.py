"""How often one person may be asked for their time, and from which day they may be asked again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from closeknit.analysis.kinds import AskKind

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class AskLimit:
    """At most `most` asks of one person within any `days` days that follow one another; both are at least 1."""

    most: int
    days: int


# Plain sense: about one a week. Porter, Whitcomb and Weitzer (2004, "Multiple surveys of students and survey fatigue") found that a survey
# close behind another is answered less; they name no number of days, so this one is ours and every house can set its own.
USUAL_LIMIT = AskLimit(most=4, days=30)


@dataclass(frozen=True, slots=True)
class AskFact:
    """One request for a person's time: what for, on which day, and `about`, by which two records of the same request are known as one."""

    kind: AskKind
    on: date
    about: str


@dataclass(frozen=True, slots=True)
class Fatigue:
    """Whether one more ask on the day that was meant would be too many.

    `counted` are the asks that stand in its way or near it, newest first; `possible_on` is the first day, the day meant or later, on which
    one more keeps within the limit.
    """

    is_reached: bool
    counted: tuple[AskFact, ...]
    possible_on: date


def weigh_asks(facts: Iterable[AskFact], limit: AskLimit, *, on: date) -> Fatigue:
    """Return whether a person can be asked once more on the day `on`, with the asks that count and the first day that is possible.

    What is planned for later counts too: no `limit.days` days in a row, before, around or after `on`, may hold more than `limit.most`.
    """
    once = {fact.about: fact for fact in sorted(facts, key=lambda fact: (fact.on, fact.about))}
    asked = sorted(once.values(), key=lambda fact: (fact.on, fact.about))
    reach = timedelta(limit.days - 1)
    days = [fact.on for fact in asked]
    possible_on = on
    while _is_too_many(days, limit, possible_on):
        # It gets possible only when the oldest that is in the way falls out of the days before.
        possible_on += timedelta(1)
    near = tuple(fact for fact in reversed(asked) if abs(fact.on - on) <= reach)
    return Fatigue(possible_on > on, near, possible_on)


def _is_too_many(days: list[date], limit: AskLimit, on: date) -> bool:
    """Whether some `limit.days` days that hold `on` would hold too many with one more there; they begin at an ask or at `on`."""
    reach = timedelta(limit.days - 1)
    starts = {on, *(day for day in days if on - reach <= day <= on)}
    return any(sum(1 for day in days if start <= day <= start + reach) + 1 > limit.most for start in starts)
