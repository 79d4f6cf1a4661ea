"""When a day that matters comes round: once, or every year."""

import datetime
from calendar import isleap


def next_occurrence(on: datetime.date, *, is_yearly: bool, as_of: datetime.date) -> datetime.date | None:
    """Return the first day on or after `as_of` on which it falls, or None where it was once and is over.

    A yearly 29 February falls on the 28th where there is none. Nothing falls before the day that was given.
    """
    if on >= as_of:
        return on
    if not is_yearly:
        return None
    this_year = _in_year(on, as_of.year)
    if this_year >= as_of:
        return this_year
    return _in_year(on, as_of.year + 1) if as_of.year < datetime.MAXYEAR else None


def _in_year(on: datetime.date, year: int) -> datetime.date:
    if (on.month, on.day) == (2, 29) and not isleap(year):
        return datetime.date(year, 2, 28)
    return on.replace(year=year)
