"""Dates and times as exports write them. A column has one order of day and month, decided from all that it shows."""

import datetime
import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

_YEARS = range(1900, 2200)
_PIVOT = 70  # two digits: 70-99 are the last century, 00-69 this one (POSIX strptime)

_ZONE = r"(?:\s*\(?(?P<zone>Z|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{3,4})\)?(?: \([\w ]+\))?)?"
_TIME = (
    r"(?:[T ,]+(?:at |um |à )?(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?\s*(?P<half>[ap]\.?m\.?)?" + _ZONE + r")?$"
)
_WEEKDAY = r"(?:[^\W\d]{2,10}\.?,?\s+)?"
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})" + _TIME, re.I)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})" + _TIME, re.I)
_NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second_>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})" + _TIME, re.I
)
_DAY_NAME = re.compile(
    _WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º)?[-/ ]\s?(?:of |de )?(?P<name>[^\W\d]{3,10})\.?,?[-/ ]\s?(?:de )?"
    r"(?P<year>\d{4}|\d{2})" + _TIME,
    re.I,
)
_NAME_DAY = re.compile(
    _WEEKDAY + r"(?P<name>[^\W\d]{3,10})\.?[-/ ](?P<day>\d{1,2})(?:st|nd|rd|th)?,?[-/ ]\s?(?P<year>\d{4})" + _TIME, re.I
)
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\.(?P<part>\d{1,9}))?$|(?P<ms>\d{13})$|(?P<us>\d{16})$")
_MONTHS = (
    "jan janv ene enero gennaio janeiro januar",
    "feb fév fev febbraio",
    "mar mär mrt maa",
    "apr avr abr",
    "may mai mei mag",
    "jun juin giu",
    "jul juil lug",
    "aug aoû aou ago",
    "sep set",
    "oct okt ott out",
    "nov",
    "dec dez déc dic",
)
_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("BST", "CET"), 1),
    **dict.fromkeys(("CEST", "EET"), 2),
    **dict(zip(("ADT", "AST", "EST", "CST", "MST", "PST"), range(-3, -9, -1), strict=True)),
    **dict(zip(("EDT", "CDT", "MDT", "PDT"), range(-4, -8, -1), strict=True)),
    **dict(zip(("EEST", "JST", "AEST", "AEDT"), (3, 9, 10, 11), strict=True)),
}


class DateOrder(enum.StrEnum):
    """Which number comes first in a date like 03/04/2026."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_SAID = {DateOrder.DAY_FIRST: "the day", DateOrder.MONTH_FIRST: "the month"}


@dataclass(frozen=True, slots=True)
class OrderDecision:
    """The order of day and month in a column; `sure` is false when no value tells, `reason` is for people."""

    order: DateOrder
    sure: bool
    reason: str


def decide_order(cells: Iterable[str], *, otherwise: DateOrder = DateOrder.DAY_FIRST) -> OrderDecision:
    """Return the order of day and month that the cells of one column speak for, and why.

    A number above twelve can only be a day. Without such a cell `otherwise` is taken and said; when both orders
    occur, the one with more cells wins and the others will not parse.
    """
    day_first, month_first, undecided = _count_orders(cells)
    if day_first and month_first:
        order = DateOrder.DAY_FIRST if day_first >= month_first else DateOrder.MONTH_FIRST
        both = f"{day_first} begin with the day and {month_first} with the month"
        return OrderDecision(order, False, f"Of the dates {both}; {_SAID[order]} was taken.")
    if day_first:
        return OrderDecision(DateOrder.DAY_FIRST, True, "The day comes first in dates, as in 20/11/2026.")
    if month_first:
        return OrderDecision(DateOrder.MONTH_FIRST, True, "The month comes first in dates, as in 11/20/2026.")
    if undecided:
        return OrderDecision(
            otherwise, False, f"No date tells whether day or month comes first; {_SAID[otherwise]} was taken."
        )
    return OrderDecision(otherwise, True, "Every date says its own order.")


def parse_datetime(
    text: str, *, order: DateOrder = DateOrder.DAY_FIRST, zone: datetime.tzinfo = datetime.UTC
) -> datetime.datetime:
    """Return the moment in UTC, or raise `ValueError` with a sentence for people.

    Reads ISO 8601, "2026-11-20 14:03", "20/11/2026", "11/20/2026 2:03 PM EST", "Nov 20, 2026", "Fri, 20 Nov 2026
    14:03:00 +0100" and Unix time in seconds, milliseconds or microseconds. Without a zone of its own a time is taken in
    `zone`; without a time it is midnight there.
    """
    written = text.strip()
    epoch = _EPOCH.match(written)
    if epoch:
        return _from_epoch(epoch, text)
    found = _match(written, order)
    if found is None:
        raise ValueError(f"“{_short(text)}” is not a date that can be read, like 2026-11-20 or 20/11/2026.")
    year, month, day, parts = found
    try:
        moment = datetime.datetime(year, month, day, *_clock(parts), tzinfo=_zone(parts.get("zone"), zone))
        return moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"“{_short(text)}” is not a day and time that exists.") from None


def parse_date(text: str, *, order: DateOrder = DateOrder.DAY_FIRST) -> datetime.date:
    """Return the day as it is written, whatever the zone; raise `ValueError` with a sentence for people."""
    written = text.strip()
    epoch = _EPOCH.match(written)
    if epoch:
        return _from_epoch(epoch, text).date()
    found = _match(written, order)
    if found is None:
        raise ValueError(f"“{_short(text)}” is not a date that can be read, like 2026-11-20 or 20/11/2026.")
    try:
        return datetime.date(*found[:3])
    except ValueError:
        raise ValueError(f"“{_short(text)}” is not a day that exists.") from None


def looks_like_date(text: str) -> bool:
    """Return whether a cell is written like a date, in either order; a bare number is none."""
    written = text.strip()
    return 6 <= len(written) <= 60 and any(_match(written, order) is not None for order in DateOrder)


def _count_orders(cells: Iterable[str]) -> tuple[int, int, int]:
    day_first = month_first = undecided = 0
    for cell in cells:
        found = _NUMERIC.match(cell.strip())
        if not found:
            continue
        first, second = int(found["first"]), int(found["second_"])
        if first > 12 >= second:
            day_first += 1
        elif second > 12 >= first:
            month_first += 1
        elif first != second:
            undecided += 1
    return day_first, month_first, undecided


def _match(written: str, order: DateOrder) -> tuple[int, int, int, dict[str, str | None]] | None:
    if len(written) > 60:
        return None
    for pattern in (_YEAR_FIRST, _NUMERIC, _DAY_NAME, _NAME_DAY, _COMPACT):
        found = pattern.match(written)
        if not found:
            continue
        parts: dict[str, str | None] = found.groupdict()
        if pattern is _NUMERIC:
            first, second = int(found["first"]), int(found["second_"])
            day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
        else:
            day, month = int(found["day"]), _month(parts)
        year = _year(found["year"])
        if 1 <= month <= 12 and 1 <= day <= 31 and year in _YEARS:
            return year, month, day, parts
    return None


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    if name is None:
        return int(parts["month"] or 0)
    said = name.casefold()
    for number, starts in enumerate(_MONTHS, start=1):
        if any(said.startswith(start) for start in starts.split()):
            return number
    return 0


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int, int]:
    if not parts.get("hour"):
        return 0, 0, 0, 0
    hour = int(parts["hour"] or 0)
    half = (parts["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("an hour with am or pm is 1 to 12")
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    micro = int((parts["fraction"] or "0").ljust(6, "0")[:6])
    # A leap second exists on the clock and not in `datetime`.
    return hour, int(parts["minute"] or 0), min(int(parts["second"] or 0), 59), micro


def _zone(said: str | None, otherwise: datetime.tzinfo) -> datetime.tzinfo:
    if not said:
        return otherwise
    name = said.upper().replace(" ", "")
    if name in _ZONES:
        return datetime.timezone(datetime.timedelta(hours=_ZONES[name]))
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", name)
    if not offset:
        raise ValueError(f"{said} is not a time zone that is known here")
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return datetime.timezone(datetime.timedelta(minutes=minutes if offset[1] == "+" else -minutes))


def _from_epoch(found: re.Match[str], text: str) -> datetime.datetime:
    if found["seconds"]:
        micros = int(found["seconds"]) * 1_000_000 + int((found["part"] or "0").ljust(6, "0")[:6])
    else:
        micros = int(found["ms"]) * 1000 if found["ms"] else int(found["us"])
    moment = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    try:
        moment += datetime.timedelta(microseconds=micros)
    except OverflowError:
        moment = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
    if moment.year not in _YEARS:
        raise ValueError(f"“{_short(text)}” is not a Unix time of this century.")
    return moment


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
