"""Values as people and programs write them into cells: numbers, money, yes and no, and what a cell looks like."""

import enum
import re
from decimal import Decimal, InvalidOperation

from closeknit.analysis import money
from closeknit.kit.tables import dates

_SYMBOLS = {
    **dict.fromkeys(("$", "US$"), "USD"),
    **dict.fromkeys(("C$", "CA$"), "CAD"),
    **dict.fromkeys(("A$", "AU$"), "AUD"),
    **dict.fromkeys(("Fr.", "SFr."), "CHF"),
    **dict(zip("€£¥₹₩₽₺", ("EUR", "GBP", "JPY", "INR", "KRW", "RUB", "TRY"), strict=True)),
    **dict(zip(("R$", "NZ$", "zł"), ("BRL", "NZD", "PLN"), strict=True)),
}
_CODES = frozenset(
    (
        *(
            "AED",
            "ARS",
            "AUD",
            "BGN",
            "BRL",
            "CAD",
            "CHF",
            "CLP",
            "CNY",
            "COP",
            "CZK",
            "DKK",
            "EGP",
            "EUR",
            "GBP",
            "HKD",
        ),
        *(
            "HUF",
            "IDR",
            "ILS",
            "INR",
            "ISK",
            "JPY",
            "KES",
            "KRW",
            "KWD",
            "MAD",
            "MXN",
            "MYR",
            "NGN",
            "NOK",
            "NZD",
            "PEN",
        ),
        *(
            "PHP",
            "PKR",
            "PLN",
            "QAR",
            "RON",
            "RSD",
            "RUB",
            "SAR",
            "SEK",
            "SGD",
            "THB",
            "TND",
            "TRY",
            "TWD",
            "UAH",
            "USD",
        ),
        *("UYU", "VND", "ZAR"),
    )
)
_UNITS = {
    **dict.fromkeys(("k", "tsd", "thousand"), 1_000),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mln", "million"), 1_000_000),
    **dict.fromkeys(("b", "bn", "mrd", "bln", "billion"), 1_000_000_000),
}
_NUMBER = re.compile(r"\d(?:[\d.,'’\s]*\d)?")
_MONEY = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+−–])?\s*(?P<before>[^\W\d]{0,3}[€£$¥₹₩₽₺]|S?Fr\.|[A-Za-z]{3})?\s*(?P<sign2>[-+−–])?\s*"
    r"(?P<number>\d(?:[\d.,'’\s]*\d)?)(?:[.,][-–])?\s*"
    r"(?P<unit>k|mm|mn|mio|mln|million|m|tsd|thousand|bn|bln|billion|mrd|b)?\.?\s*(?P<close2>\))?\s*"
    r"(?P<after>[€£$¥₹₩₽₺]|zł|Fr\.|[A-Za-z]{3})?\s*(?P<close>\))?",
    re.I,
)
_YES = frozenset(
    (
        *("1", "y", "yes", "true", "t", "on", "x", "✓", "✔", "checked", "ja", "j", "wahr", "waar", "oui", "o", "vrai"),
        *("si", "sí", "s", "sì", "sim", "verdadero", "vero"),
    )
)
_NO = frozenset(
    (
        *("0", "n", "no", "false", "f", "off", "-", "✗", "unchecked", "nein", "falsch", "nee", "onwaar", "non", "faux"),
        *("não", "nao", "falso"),
    )
)
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]{1,64}@[^\s@<>,;:\"()\[\]]+\.[^\W\d_]{2,}")
_ADDRESSED = re.compile(r"[^<>@]{0,100}<([^<>\s]{3,254})>\s*")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.I)


class CellKind(enum.StrEnum):
    """What a cell looks like by itself."""

    EMPTY = "empty"
    NUMBER = "number"
    DATE = "date"
    EMAIL = "email"
    URL = "url"
    TEXT = "text"


def classify_cell(text: str) -> CellKind:
    """Return what one cell looks like; anything that is nothing more special is text."""
    written = text.strip()
    if not written:
        return CellKind.EMPTY
    if len(written) > 320:
        return CellKind.TEXT
    if find_address(written):
        return CellKind.EMAIL
    if _URL.fullmatch(written):
        return CellKind.URL
    if dates.looks_like_date(written):
        return CellKind.DATE
    return CellKind.NUMBER if _is_number(written) else CellKind.TEXT


def find_address(text: str) -> str:
    """Return the e-mail address that a cell consists of ("ana@x.org", "Ana <ana@x.org>"), or an empty string."""
    written = text.strip()
    named = _ADDRESSED.fullmatch(written)
    address = named[1] if named else written
    return address if len(address) <= 254 and _EMAIL.fullmatch(address) else ""


def parse_number(text: str) -> Decimal:
    """Return a number written in any of the usual ways ("1,200.5", "1.200,5", "1 200", "-3", "12 %" as 12).

    A single separator with three digits behind it parts thousands, as in money. Raises `ValueError` with a sentence.
    """
    written = text.strip().rstrip("%").strip()
    sign = -1 if written[:1] in "-−–" and written else 1
    digits = written.lstrip("-−–+").strip()
    if not _NUMBER.fullmatch(digits) or len(digits) > 60:
        raise ValueError(f"“{_short(text)}” is not a number.")
    return sign * _decimal(digits, text, scaled=False)


def parse_money(text: str, *, currency: str = "") -> money.Money:
    """Return an amount like "£1,200", "1.200,50 €", "412k", "EUR 3 mln", "(1,200)" as negative.

    `currency` (ISO 4217) is used when the cell names none. Raises `ValueError` with a sentence for people.
    """
    found = _MONEY.fullmatch(text.strip()) if len(text) <= 100 else None
    if found is None or bool(found["open"]) != bool(found["close"] or found["close2"]):
        raise ValueError(f"“{_short(text)}” is not an amount of money, like £1,200 or 1.200,50 €.")
    said = {_currency(part, text) for part in (found["before"], found["after"]) if part}
    if len(said) > 1:
        raise ValueError(f"“{_short(text)}” names two currencies.")
    code = said.pop() if said else currency
    if not code:
        raise ValueError(f"“{_short(text)}” names no currency.")
    unit = _UNITS.get((found["unit"] or "").lower(), 1)
    amount = _decimal(found["number"], text, scaled=unit > 1) * unit
    negative = bool(found["open"]) or any(found[name] in ("-", "−", "–") for name in ("sign", "sign2") if found[name])
    return money.from_major(-amount if negative else amount, code)


def parse_boolean(text: str) -> bool:
    """Return yes or no from the words that exports use, in some languages; raise `ValueError` with a sentence."""
    said = text.strip().casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise ValueError(f"“{_short(text)}” is neither yes nor no.")


def _is_number(written: str) -> bool:
    try:
        parse_number(written)
    except ValueError:
        return False
    return True


def _decimal(digits: str, text: str, *, scaled: bool) -> Decimal:
    plain = re.sub(r"['’\s]", "", digits)
    marks = re.findall(r"[.,]", plain)
    if len(set(marks)) == 2:
        decimal = marks[-1]
        if marks.count(decimal) > 1:
            raise ValueError(f"“{_short(text)}” is not a number.")
    elif len(marks) == 1 and (scaled or not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", plain)):
        decimal = marks[0]
    else:
        decimal = ""
    for mark in ",.":
        if mark != decimal:
            plain = plain.replace(mark, "")
    try:
        return Decimal(plain.replace(decimal, ".") if decimal else plain)
    except InvalidOperation:
        raise ValueError(f"“{_short(text)}” is not a number.") from None


def _currency(said: str, text: str) -> str:
    code = _SYMBOLS.get(said) or _SYMBOLS.get(said.upper()) or (said.upper() if said.upper() in _CODES else "")
    if not code:
        raise ValueError(f"“{_short(text)}” names a currency that is not known here: {said}.")
    return code


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
