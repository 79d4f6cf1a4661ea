"""How far a shared goal has come, and whether that is far enough for the time that has gone."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from closeknit.analysis import periods
from closeknit.analysis.measures import say_measure
from closeknit.analysis.plans.kinds import GoalCourse

# The house's rules. Ten points behind a straight line is what one good month makes up; a figure of six weeks is old.
SLACK_SHARE = 0.10
OLD_DAYS = 45
# So long a goal may stand without its first reading.
UNREAD_DAYS = 30


@dataclass(frozen=True, slots=True)
class Aim:
    """From where a goal begins on a day, and where it is to be by another. The target may lie below the start."""

    start: Decimal
    start_on: datetime.date
    target: Decimal
    target_on: datetime.date
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a goal stood on a day."""

    value: Decimal
    on: datetime.date


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """How an open goal stands on a day. `come` is the share of the way that is behind it, below 0 where it went the other way and above 1
    where it went further; `gone` the share of its time, 0–1. `come` and `read_on` are None while nobody has read it."""

    course: GoalCourse
    come: float | None
    gone: float
    read_on: datetime.date | None
    reasons: tuple[str, ...]

    @property
    def is_off(self) -> bool:
        """Return whether somebody must look at it."""
        return self.course in (GoalCourse.BEHIND, GoalCourse.OVERDUE)


def score_progress(aim: Aim, value: Decimal) -> float:
    """Return the share of the way from start to target that lies behind `value`; whichever way the target lies.

    Raises ValueError where start and target are the same: such a goal leads nowhere.
    """
    if aim.target == aim.start:
        raise ValueError("a goal whose target is its start")
    return float((value - aim.start) / (aim.target - aim.start))


def score_time(aim: Aim, as_of: datetime.date) -> float:
    """Return the share of the goal's time that has gone, 0–1."""
    whole = max((aim.target_on - aim.start_on).days, 1)
    return min(max((as_of - aim.start_on).days / whole, 0.0), 1.0)


def find_newest(readings: Sequence[Reading]) -> Reading | None:
    """Return the reading of the latest day, the last one given where a day has several; None where there is none."""
    newest: Reading | None = None
    for one in readings:
        if newest is None or one.on >= newest.on:
            newest = one
    return newest


def classify_goal(aim: Aim, readings: Sequence[Reading], *, as_of: datetime.date) -> GoalStanding:
    """Return where a goal stands on a day, with the reasons: its newest reading against a straight line from start to target."""
    gone, newest = score_time(aim, as_of), find_newest(readings)
    if newest is None:
        return _unread(aim, gone, as_of)
    come = score_progress(aim, newest.value)
    course = _course(aim, come, gone, as_of)
    return GoalStanding(course, come, gone, newest.on, (_why(aim, course, come, gone), *_age(newest, course, as_of)))


def _course(aim: Aim, come: float, gone: float, as_of: datetime.date) -> GoalCourse:
    if come >= 1:
        return GoalCourse.THERE
    if as_of > aim.target_on:
        return GoalCourse.OVERDUE
    return GoalCourse.ON_COURSE if come >= gone - SLACK_SHARE else GoalCourse.BEHIND


def _unread(aim: Aim, gone: float, as_of: datetime.date) -> GoalStanding:
    days = (as_of - aim.start_on).days
    if as_of > aim.target_on:
        why = f"Its day was {_day(aim.target_on)}, and nobody has read where it stands"
        return GoalStanding(GoalCourse.OVERDUE, None, gone, None, (why,))
    if days > UNREAD_DAYS:
        why = f"Nobody has read where it stands since it began {periods.say_span(days)} ago"
        return GoalStanding(GoalCourse.BEHIND, None, gone, None, (why,))
    return GoalStanding(GoalCourse.UNREAD, None, gone, None, ("Nobody has read yet where it stands",))


def _why(aim: Aim, course: GoalCourse, come: float, gone: float) -> str:
    way = _way(come)
    if course is GoalCourse.THERE:
        return f"At its target of {say_measure(aim.target, aim.unit)}"
    if course is GoalCourse.OVERDUE:
        return f"Its day was {_day(aim.target_on)}, and it has come {way}"
    if gone <= 0:
        return f"It has come {way}, and its time begins {_day(aim.start_on)}"
    if course is GoalCourse.BEHIND:
        return f"It has come {way} where {gone * 100:.0f} % of its time is gone"
    return f"It has come {way} with {gone * 100:.0f} % of its time gone"


def _way(come: float) -> str:
    if come < 0:
        return f"the other way, by {-come * 100:.0f} %"
    # A hair short of the target is not there: 99.6 % is not called 100.
    return f"{min(come * 100, 99):.0f} % of the way" if come else "no way yet"


def _age(newest: Reading, course: GoalCourse, as_of: datetime.date) -> tuple[str, ...]:
    days = (as_of - newest.on).days
    if days > OLD_DAYS and course is not GoalCourse.THERE:
        return (f"The newest reading is {periods.say_span(days)} old",)
    return ()


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%b %Y}"
