"""The day by which something is due, found in a line of English: "by Friday", "end of month", "in two weeks".

A rule a kind of expression. Each says how it understood the words, because whoever typed them must be able to disagree.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from closeknit.analysis import periods


@dataclass(frozen=True, slots=True)
class Due:
    """A day, the words that gave it (`text[start:end]`, with their preposition), and how they were understood.

    `on` is None when the words name a day that cannot be meant: one that has passed, does not exist or could be two.
    """

    on: datetime.date | None
    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a rule makes of its match. `exact` days move one day earlier behind "before"; whole periods do not."""

    on: datetime.date | None
    how: str
    exact: bool = True


_Rule = Callable[[re.Match[str], datetime.date], _Reading | None]

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May)|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = (
    r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun))"
)
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>[12]\d{3}))?"
_NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            ("a", "an", "one"),
            ("two", "a couple of"),
            ("three", "a few"),
            *((word,) for word in ("four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")),
        ],
        start=1,
    )
    for word in words
}
_COUNT = r"(?P<count>\d{1,3}|a couple of|a few|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?P<unit>(?:working |business )?days?|weeks?|fortnights?|months?|years?)"
_MOST_YEARS = 10
# A promise is a line, not a letter: what stands further back is not read, however long a text somebody pastes.
_MOST_LETTERS = 1000
_PREPOSITION_LETTERS = 24

_DEADLINE = re.compile(r"\b(?:no later than|not later than|by|until|till|before|due(?: on| by)?)(?: the)?\s+$", re.I)
_LOOSE = re.compile(r"\b(?:on|for|in|at|during)(?: the)?\s+$", re.I)
_NOT_DUE = re.compile(r"\b(?:since|last|from|(?<!end )of|after|past|previous)(?: the)?\s+$", re.I)


def find_due(text: str, *, as_of: datetime.date) -> Due | None:
    """Return when the thing in this line is due, or None when it names no day.

    Of several days one with a deadline word ("by", "until", "before", "due") wins, then the last one. The day is never
    before `as_of`. Days that look back ("since Monday", "last Friday", "Friday's call") are not taken.
    """
    found = sorted(_candidates(text[:_MOST_LETTERS], as_of), key=lambda one: (one[0], one[1].start))
    return found[-1][1] if found else None


def _candidates(text: str, as_of: datetime.date) -> Iterator[tuple[int, Due]]:
    """Yield each day of the line with its weight: 2 behind a deadline word, 1 else, 0 when it cannot be meant."""
    taken: list[tuple[int, int]] = []
    for pattern, rule in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            inside = any(start < other_end and end > other_start for other_start, other_end in taken)
            # The words just before the day say whether it is a deadline.
            offset = max(0, start - _PREPOSITION_LETTERS)
            before = text[offset:start]
            looks_back = _NOT_DUE.search(before) or re.match(r"['’]s\b", text[end:])
            reading = None if inside or looks_back else rule(match, as_of)
            if reading is not None:
                taken.append((start, end))
                deadline = _DEADLINE.search(before)
                word = deadline or _LOOSE.search(before)
                first = offset + word.start() if word else start
                due = _due(reading, word.group() if word else "", first, end, as_of)
                given = deadline or re.match(r"(?:by|until|till|before)\b", match.group(), re.I)
                yield (2 if given else 1 if due.on else 0), due


def _due(reading: _Reading, word: str, start: int, end: int, as_of: datetime.date) -> Due:
    on, how = reading.on, reading.how
    if on is not None and reading.exact and word.lower().startswith("before"):
        on, how = max(as_of, on - datetime.timedelta(1)), f"the day before {_say(on)}"
    if on is not None and on < as_of:
        return Due(None, start, end, f"{_say(on)} has passed")
    return Due(on, start, end, f"{_say(on)}, {how}" if on else how)


def _iso(match: re.Match[str], as_of: datetime.date) -> _Reading:
    year, month, day = (int(part) for part in match.groups())
    return _calendar_day(year, month, day, match.group(), as_of)


def _dotted(match: re.Match[str], as_of: datetime.date) -> _Reading:
    day, month, year = (int(part) for part in match.groups())
    return _calendar_day(year, month, day, match.group(), as_of)


def _slashed(match: re.Match[str], as_of: datetime.date) -> _Reading:
    first, second, year = (int(part) for part in match.groups())
    if first <= 12 and second <= 12 and first != second:
        return _Reading(None, f"{match.group()} could be two days; write it like 3 Dec or 2026-12-03")
    day, month = (first, second) if second <= 12 else (second, first)
    return _calendar_day(year, month, day, match.group(), as_of)


def _named(match: re.Match[str], as_of: datetime.date) -> _Reading:
    """Without a year it is the next such day: this year's, or else the following one that exists (29 February)."""
    day, month, year = int(match["day"]), _month(match["month"]), match["year"]
    if year:
        reading = _calendar_day(int(year), month, day, match.group(), as_of)
    else:
        years = range(as_of.year, as_of.year + 9)
        days = [made for made in (_make(one, month, day) for one in years) if made and made >= as_of]
        reading = _Reading(days[0], "the next one") if days else _Reading(None, f"there is no {match.group().strip()}")
    said = match["weekday"]
    if said and reading.on and _weekday(said) != reading.on.weekday():
        return _Reading(reading.on, f"though that is not a {periods.WEEKDAYS[_weekday(said)]}")
    return reading


def _day_of_month(match: re.Match[str], as_of: datetime.date) -> _Reading | None:
    day = int(match["day"])
    months = (periods.add_months(as_of.replace(day=1), ahead) for ahead in range(4))
    days = [made for made in (_make(one.year, one.month, day) for one in months) if made and made >= as_of]
    return _Reading(days[0], "the next such day of a month") if days else None


def _on_weekday(match: re.Match[str], as_of: datetime.date) -> _Reading:
    wanted, which = _weekday(match["weekday"]), (match["which"] or "").lower()
    name = periods.WEEKDAYS[wanted]
    if which == "next":
        monday = as_of + datetime.timedelta(7 - as_of.weekday())
        return _Reading(monday + datetime.timedelta(wanted), f"the {name} of next week")
    ahead = (wanted - as_of.weekday()) % 7
    if which == "this":
        return _Reading(as_of + datetime.timedelta(ahead), f"the coming {name}")
    # On a Friday nobody calls the same day "Friday": they say today.
    coming = as_of + datetime.timedelta(ahead or 7)
    if match["week"]:
        return _Reading(coming + datetime.timedelta(7), f"a week after the coming {name}")
    return _Reading(coming, f"the coming {name}")


def _near(match: re.Match[str], as_of: datetime.date) -> _Reading:
    words = match.group().lower()
    days = 2 if "after" in words else 1 if "tomorrow" in words else 0
    return _Reading(as_of + datetime.timedelta(days), ("today", "tomorrow", "the day after tomorrow")[days])


def _gone(match: re.Match[str], as_of: datetime.date) -> _Reading:
    """A deadline that lies behind us is said so, and never left out: it would become a promise without a day."""
    words = match.group().lower()
    if match["weekday"]:
        days = (as_of.weekday() - _weekday(match["weekday"])) % 7 or 7
    else:
        days = 2 if "day before" in words else 1 if "yesterday" in words else 30 if "month" in words else 7
    return _Reading(as_of - datetime.timedelta(days), "a day that has passed")


def _week(match: re.Match[str], as_of: datetime.date) -> _Reading:
    if _is_next(match):
        friday = as_of + datetime.timedelta(11 - as_of.weekday())
        return _Reading(friday, "the Friday of next week", exact=False)
    friday = as_of + datetime.timedelta((4 - as_of.weekday()) % 7)
    return _Reading(friday, "the Friday that ends the week", exact=False)


def _weekend(match: re.Match[str], as_of: datetime.date) -> _Reading:
    sunday = as_of + datetime.timedelta(6 - as_of.weekday() + (7 if _is_next(match) else 0))
    return _Reading(sunday, f"the Sunday of {'next' if _is_next(match) else 'this'} week", exact=False)


def _month_end(match: re.Match[str], as_of: datetime.date) -> _Reading:
    ahead = 1 if _is_next(match) else 0
    day = periods.end_of_month(periods.add_months(as_of, ahead))
    return _Reading(day, f"the last day of {'next' if ahead else 'this'} month", exact=False)


def _quarter_end(match: re.Match[str], as_of: datetime.date) -> _Reading:
    later = periods.add_months(as_of, 3 if _is_next(match) else 0)
    day = _quarter_day(later.year, (later.month + 2) // 3)
    return _Reading(day, f"the last day of {'next' if _is_next(match) else 'this'} quarter", exact=False)


def _numbered_quarter(match: re.Match[str], as_of: datetime.date) -> _Reading:
    quarter = int(match["quarter"])
    day = _quarter_day(int(match["year"] or as_of.year), quarter)
    if day < as_of and not match["year"]:
        day = _quarter_day(as_of.year + 1, quarter)
    return _Reading(day, f"the last day of Q{quarter}", exact=False)


def _year_end(match: re.Match[str], as_of: datetime.date) -> _Reading:
    year = as_of.year + _is_next(match)
    return _Reading(datetime.date(year, 12, 31), "the last day of the year", exact=False)


def _in_month(match: re.Match[str], as_of: datetime.date) -> _Reading:
    """ "By March" is said of its beginning, "in March" and "end of March" of its last day, "mid March" of the 15th."""
    month, year = _month(match["month"]), int(match["year"] or as_of.year)
    last = periods.end_of_month(datetime.date(year, month, 1))
    if last < as_of and not match["year"]:
        last = periods.end_of_month(datetime.date(year + 1, month, 1))
    word = match["word"].lower()
    if word.startswith("mid"):
        middle = last.replace(day=15)
        return _Reading(middle if middle >= as_of else last, "the middle of the month", exact=False)
    first = last.replace(day=1)
    if word in {"by", "until", "till", "before"} and first >= as_of:
        return _Reading(first, "the first day of the month")
    return _Reading(last, "the last day of the month", exact=False)


def _ahead(match: re.Match[str], as_of: datetime.date) -> _Reading | None:
    counted = match["count"].lower()
    count, unit = _NUMBERS.get(counted) or int(counted), match["unit"].lower().rstrip("s")
    if unit == "month" or unit == "year":
        months = count * (12 if unit == "year" else 1)
        if months > 12 * _MOST_YEARS:
            return None
        return _Reading(periods.add_months(as_of, months), f"{match['count']} {match['unit']} from today")
    if " " in unit:
        return _Reading(_working_days(as_of, count), f"{count} working days from today")
    days = count * {"day": 1, "week": 7, "fortnight": 14}[unit]
    return _Reading(as_of + datetime.timedelta(days), f"{match['count']} {match['unit']} from today")


def _calendar_day(year: int, month: int, day: int, words: str, as_of: datetime.date) -> _Reading:
    made = _make(year, month, day)
    if made is None:
        return _Reading(None, f"there is no {words.strip()}")
    if made.year > as_of.year + _MOST_YEARS:
        return _Reading(None, f"{words.strip()} is more than {_MOST_YEARS} years away")
    return _Reading(made, "as written")


def _make(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _is_next(match: re.Match[str]) -> bool:
    return re.search(r"\bnext\b", match.group(), re.I) is not None


def _quarter_day(year: int, quarter: int) -> datetime.date:
    return periods.end_of_month(datetime.date(year, 3 * quarter, 1))


def _working_days(day: datetime.date, count: int) -> datetime.date:
    while count:
        day += datetime.timedelta(1)
        count -= day.weekday() < 5
    return day


def _month(name: str) -> int:
    return next(number for number, month in enumerate(periods.MONTHS, 1) if month.lower().startswith(name.lower()[:3]))


def _weekday(name: str) -> int:
    return next(number for number, day in enumerate(periods.WEEKDAYS) if day.lower().startswith(name.lower()[:3]))


def _say(day: datetime.date) -> str:
    return f"{periods.WEEKDAYS[day.weekday()][:3]} {day.day} {periods.MONTHS[day.month - 1][:3]} {day.year}"


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){expression}(?![\w-])", re.I)


_END = r"(?:the\s+)?end of\s+(?:(?:the|this|next)\s+)?"
# The more specific first: what one rule has taken, a later one does not take again.
_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    (
        _pattern(rf"(?:by|until|till|before|due)\s+(?:(?:the day before )?yesterday|last\s+(?:{_DAY}|week|month))"),
        _gone,
    ),
    (_pattern(r"(\d{4})-(\d{2})-(\d{2})"), _iso),
    (_pattern(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), _dotted),
    (_pattern(r"(\d{1,2})/(\d{1,2})/(\d{4})"), _slashed),
    (_pattern(rf"(?:{_DAY},?\s+)?(?:the\s+)?{_ORDINAL}(?:\s+of)?\s+{_MONTH}{_YEAR}"), _named),
    (_pattern(rf"(?:{_DAY},?\s+)?{_MONTH}\s+(?:the\s+)?{_ORDINAL}{_YEAR}"), _named),
    (_pattern(rf"(?P<word>(?:the\s+)?end of|mid|middle of)[\s-]{_MONTH}{_YEAR}"), _in_month),
    (_pattern(rf"(?:in|within)\s+{_COUNT}\s+{_UNIT}(?:['’]? time)?"), _ahead),
    (_pattern(rf"{_COUNT}\s+{_UNIT}\s+from\s+(?:now|today)"), _ahead),
    (_pattern(r"(?:the )?day after tomorrow|tomorrow|today|tonight|end of (?:the )?day|eod|cob"), _near),
    (_pattern(r"(?:this|next|the)\s+weekend"), _weekend),
    (_pattern(rf"{_END}week|(?:this|next)\s+week"), _week),
    (_pattern(rf"{_END}month|(?:this|next)\s+month|month[\s-]end"), _month_end),
    (_pattern(rf"{_END}quarter|(?:this|next)\s+quarter"), _quarter_end),
    (_pattern(r"(?:(?:the\s+)?end of\s+)?Q(?P<quarter>[1-4])(?:\s+(?P<year>[12]\d{3}))?"), _numbered_quarter),
    (_pattern(rf"{_END}year|(?:this|next)\s+year|year[\s-]end"), _year_end),
    (_pattern(rf"(?:(?P<which>this|next)\s+)?(?:coming\s+)?{_DAY}(?P<week>\s+week)?"), _on_weekday),
    (_pattern(rf"(?P<word>by|until|till|before|in|during)\s+{_MONTH}{_YEAR}"), _in_month),
    (_pattern(r"the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)"), _day_of_month),
)
