"""Days and spans as people say them, in English, from dates and `as_of`; the full date goes into the title.

`strftime` is not used for names: it speaks the language of the machine, and the same story must give the same bytes.
"""

import calendar
import datetime
import functools
from dataclasses import dataclass

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_DAYS_WITH_WEEKDAY = 60
_DAYS_WITHOUT_YEAR = 300


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day in words, and in full as ISO 8601 for the title that appears on hover."""

    text: str
    title: str


@functools.lru_cache(maxsize=4096)
def say_day(day: datetime.date, *, as_of: datetime.date) -> SaidDay:
    """Return "today", "yesterday", "tomorrow", "Mon 23 Nov" within 60 days, "3 Mar", or "3 Mar 2024" when it is far."""
    return SaidDay(_day_in_words(day, (day - as_of).days), day.isoformat())


def say_distance(day: datetime.date, *, as_of: datetime.date) -> SaidDay:
    """Return how far a day is: "3 weeks ago", "in 5 days", "today"; the title is the full date."""
    days = (day - as_of).days
    if abs(days) <= 1:
        return SaidDay(_day_in_words(day, days), day.isoformat())
    span = say_span(abs(days))
    return SaidDay(f"in {span}" if days > 0 else f"{span} ago", day.isoformat())


def say_span(days: int) -> str:
    """Return a length of time as one speaks of it: "1 day", "13 days", "3 weeks", "4 months", "2 years".

    Weeks begin at 14 days, months at 61, years at 731; each is rounded down, so that nobody is told more than is true.
    Raises `ValueError` for a negative number.
    """
    if days < 0:
        raise ValueError(f"a span cannot be negative: {days}")
    for least, length, unit in ((731, 365.25, "year"), (61, 30.4375, "month"), (14, 7, "week")):
        if days >= least:
            return _counted(max(1, int(days / length)), unit)
    return _counted(days, "day")


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day `months` later, or the last day of that month when it is shorter (31 Jan + 1 → 28 Feb)."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def end_of_month(day: datetime.date) -> datetime.date:
    """Return the last day of the month that `day` lies in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _day_in_words(day: datetime.date, days: int) -> str:
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    if near:
        return near
    plain = f"{day.day} {MONTHS[day.month - 1][:3]}"
    if abs(days) <= _DAYS_WITH_WEEKDAY:
        return f"{WEEKDAYS[day.weekday()][:3]} {plain}"
    return plain if abs(days) <= _DAYS_WITHOUT_YEAR else f"{plain} {day.year}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
