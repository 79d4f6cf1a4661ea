"""Answers: do they answer us, and do we answer them?"""

import datetime
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading, is_stale

# A message gets a fortnight before its silence means anything; an owed answer a week.
_PATIENCE_DAYS = 14
_OWED_DAYS = 7
_FEWEST = 3
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message of one side and the day of the other's answer in the same conversation, if any."""

    on: datetime.date
    is_ours: bool
    answered_on: datetime.date | None
    touchpoint_id: str


def read_answers(exchanges: Sequence[Exchange], *, owed_since: datetime.date | None, as_of: datetime.date) -> Reading:
    """Return what the messages of half a year say: whether each side answers the other, and in how many days.

    Messages younger than 14 days that nobody answered yet are left out. With fewer than three of ours it says unknown,
    unless they wait for us: that alone is ill after a week.
    """
    ours = [one for one in exchanges if one.is_ours and _is_settled(one, as_of)]
    answered = [one for one in ours if one.answered_on]
    newest = max((one.answered_on or one.on for one in exchanges), default=None)
    share = len(answered) / len(ours) if ours else None
    owed_days = (as_of - owed_since).days if owed_since else None
    return Reading(
        gauge=Gauge.ANSWERS,
        level=_level(share, len(ours), owed_days),
        says=_says(answered, ours, owed_days),
        on=newest,
        coverage=share,
        covered=f"{len(answered)} of {len(ours)} messages of ours answered" if ours else "we wrote them nothing",
        question="What would make it easier for you to answer us?" if owed_days is None else _OWED,
        is_stale=is_stale(Gauge.ANSWERS, newest, as_of=as_of),
        touchpoint_ids=tuple(one.touchpoint_id for one in sorted(exchanges, key=lambda one: one.on, reverse=True)[:5]),
    )


_OWED = "What did they ask, and who of us answers it today?"


def _is_settled(one: Exchange, as_of: datetime.date) -> bool:
    return one.answered_on is not None or (as_of - one.on).days > _PATIENCE_DAYS


def _level(share: float | None, n: int, owed_days: int | None) -> Level:
    if owed_days is not None and owed_days > _OWED_DAYS:
        return Level.ILL
    if share is None or n < _FEWEST:
        return Level.UNKNOWN if owed_days is None else Level.UNEASY
    if share < _HALF:
        return Level.ILL if share == 0 else Level.UNEASY
    return Level.WELL if owed_days is None else Level.UNEASY


def _says(answered: Sequence[Exchange], ours: Sequence[Exchange], owed_days: int | None) -> str:
    if owed_days is not None and owed_days > _OWED_DAYS:
        return f"they have waited {owed_days} days for an answer of ours"
    if owed_days is not None:
        return f"they wait for an answer of ours{_since(owed_days)}"
    if not ours:
        return "no message of ours shows whether they answer"
    if not answered:
        return (
            f"they answered none of our last {len(ours)} messages"
            if len(ours) > 1
            else "our last message is unanswered"
        )
    days = statistics.median((one.answered_on - one.on).days for one in answered if one.answered_on)
    within = "on the same day" if days < 1 else "within a day" if days < 2 else f"within {days:.0f} days"
    return f"they answer {len(answered)} of {len(ours)} messages, mostly {within}"


def _since(days: int) -> str:
    return " since today" if days < 1 else " since yesterday" if days < 2 else f", {days} days now"
