"""A number with its unit, and how it is written for members."""

from decimal import Decimal

# The same limit as the store has: eighteen digits, four of them behind the point.
MOST = Decimal(10) ** 13


def say_measure(value: Decimal, unit: str) -> str:
    """Return "14 h", "98 %" or "1,200.5 portions": separators, no empty decimals, a real minus."""
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    digits = f"{abs(plain):,f}"
    return f"{'−' if value < 0 else ''}{digits}{f' {unit}' if unit else ''}"


def is_share(unit: str) -> bool:
    """Return whether the unit is a share of something: shares of different wholes are never added up."""
    return unit.strip().casefold() in ("%", "percent", "per cent", "percentage", "points", "percentage points")
