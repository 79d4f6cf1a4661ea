"""How days, amounts and counts are said on a screen; English, as on all members' pages."""

from datetime import date

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}
_NO_MINOR = frozenset({"JPY", "KRW", "ISK", "VND", "CLP", "XAF", "XOF", "UGX"})
_THREE_MINOR = frozenset({"KWD", "BHD", "OMR", "TND", "JOD"})
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def say_day(day: date, today: date) -> str:
    """Return a day as people say it: "tomorrow", "Mon 23 Nov" within six days, "16 Nov" within ten months, "3 Mar 2025"."""
    distance = (day - today).days
    if abs(distance) <= 1:
        return ("yesterday", "today", "tomorrow")[distance + 1]
    if abs(distance) <= 6:
        return f"{day:%a} {day.day} {day:%b}"
    if abs(distance) <= 300:
        return f"{day.day} {day:%b}"
    return f"{day.day} {day:%b} {day.year}"


def say_full_day(day: date) -> str:
    """Return a day in full: "Thursday 19 November 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def say_due(day: date, today: date) -> str:
    """Return when something is due, or by how many days it is late: "tomorrow", "2 days late"."""
    late = (today - day).days
    if late <= 0:
        return say_day(day, today)
    return "1 day late" if late == 1 else f"{late} days late"


def say_money(minor: int, currency: str) -> str:
    """Return an amount short, at three digits: "€412k", "€1.24M", "−€31k", "CHF 90"; `minor` is in the smallest unit."""
    digits = 0 if currency in _NO_MINOR else 3 if currency in _THREE_MINOR else 2
    amount = abs(minor) / 10**digits
    sign = "−" if minor < 0 else ""
    return f"{sign}{_SIGNS.get(currency, currency + chr(0xA0))}{_shorten(amount)}"


def say_money_full(minor: int, currency: str) -> str:
    """Return an amount to its last unit, without its fraction where there is none: "€412,000", "CHF 89.50"."""
    digits = 0 if currency in _NO_MINOR else 3 if currency in _THREE_MINOR else 2
    whole, rest = divmod(abs(minor), 10**digits)
    fraction = f".{rest:0{digits}d}" if rest else ""
    sign = "−" if minor < 0 else ""
    return f"{sign}{_SIGNS.get(currency, currency + chr(0xA0))}{whole:,}{fraction}"


def say_count(n: int, one: str, many: str = "") -> str:
    """Return a count with its unit, in words up to twelve: "one call", "nine calls", "61 sentences", "no calls"."""
    unit = one if n == 1 else many or f"{one}s"
    return f"{_NUMBERS[n] if 0 <= n < len(_NUMBERS) else f'{n:,}'} {unit}"


def _shorten(amount: float) -> str:
    for limit, divisor, letter in ((999.5, 1, ""), (999_500, 1_000, "k"), (999_500_000, 1_000_000, "M")):
        if amount < limit:
            return _three_digits(amount / divisor) + letter
    return _three_digits(amount / 1_000_000_000) + "B"


def _three_digits(value: float) -> str:
    places = 2 if value < 9.995 else 1 if value < 99.95 else 0
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text
