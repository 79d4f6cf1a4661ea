"""Money as whole minor units with a currency (ISO 4217), and how it is written for members.

Customers' screens format money by locale through the framework; this is the one English way for all others.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "INR": "₹", "KRW": "₩", "BRL": "R$"}
# ISO 4217 gives every other currency in use two decimals.
_DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"), 0),
    **dict.fromkeys(("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
_STEPS = (
    (Decimal(10) ** 12, "tn"),
    (Decimal(10) ** 9, "bn"),
    (Decimal(10) ** 6, "m"),
    (Decimal(10) ** 3, "k"),
    (Decimal(1), ""),
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (pence, cents) of one currency; it may be negative."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"a currency is three capital letters, like EUR: {self.currency!r}")


def decimals(currency: str) -> int:
    """Return how many decimals a currency has: 2 for most, 0 for the yen, 3 for the dinar."""
    return _DECIMALS.get(currency, 2)


def from_major(amount: Decimal | int | str, currency: str) -> Money:
    """Return the amount of whole units ("412000.50") as `Money`, halves rounded away from zero."""
    scaled = Decimal(amount).scaleb(decimals(currency))
    return Money(int(scaled.to_integral_value(ROUND_HALF_UP)), currency)


def add(amounts: tuple[Money, ...]) -> Money:
    """Return the sum of at least one amount, or raise `ValueError` when the currencies differ: we never convert."""
    currencies = sorted({amount.currency for amount in amounts})
    if len(currencies) != 1:
        raise ValueError(f"cannot add amounts in {', '.join(currencies) or 'no currency'}")
    return Money(sum(amount.minor for amount in amounts), currencies[0])


def format_full(money: Money) -> str:
    """Return the exact amount with separators, without empty decimals: "£412,000", "€9.50", "−$1,200"."""
    amount = _major(money)
    places = 0 if amount == amount.to_integral_value() else decimals(money.currency)
    return _written(money, f"{abs(amount):,.{places}f}")


def format_compact(money: Money) -> str:
    """Return at most three significant digits and a unit: "£412k", "€1.25m", "$950", "¥3bn"; exact below ten.

    Between ten and a thousand it is whole units, because "£12.5" reads like a mistake. Halves
    are rounded away from zero and carry into the next unit: £999,500 is "£1m", never "£1000k".
    """
    amount = abs(_major(money))
    if amount < 10:
        return format_full(money)
    digits = max(0, amount.adjusted() - 2)
    amount = amount.quantize(Decimal(1).scaleb(digits), ROUND_HALF_UP)
    size, unit = next(step for step in _STEPS if amount >= step[0])
    number = f"{(amount / size):,.2f}".rstrip("0").rstrip(".")
    return _written(money, number + unit)


def _major(money: Money) -> Decimal:
    return Decimal(money.minor).scaleb(-decimals(money.currency))


def _written(money: Money, digits: str) -> str:
    symbol = _SYMBOLS.get(money.currency, f"{money.currency}\N{NO-BREAK SPACE}")
    return f"{'−' if money.minor < 0 else ''}{symbol}{digits}"
