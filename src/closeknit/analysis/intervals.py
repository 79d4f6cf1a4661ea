"""Intervals of shares: what a count of so many allows one to say."""

from __future__ import annotations

import math
from dataclasses import dataclass

# The normal deviate within which 95 of 100 lie.
Z = 1.959964


@dataclass(frozen=True)
class Share:
    """A figure with the interval in which it lies 95 times in 100."""

    value: float
    low: float
    high: float


def wilson(share: float, n: float) -> Share:
    """Return a share 0-1 of `n` with its interval (Wilson 1927); of nothing nothing is known: 0 to 1."""
    if n <= 0:
        return Share(share, 0.0, 1.0)
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    reach = Z / (1 + Z * Z / n) * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    # The ends never pass the share itself, which rounding could make them do at 0 and 1.
    return Share(share, min(max(0.0, middle - reach), share), max(min(1.0, middle + reach), share))


def count_effective(weights: list[float]) -> float:
    """Return how many equally weighted ones say as much as these (Kish 1965): the square of the sum by the sum of squares."""
    squares = sum(weight * weight for weight in weights)
    return sum(weights) ** 2 / squares if squares else 0.0
