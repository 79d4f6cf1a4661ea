"""Whether a need is said by more accounts than before: a rate ratio with an interval, never a bare difference."""

import math
from dataclasses import dataclass

Z = 1.96
FEWEST = 4


@dataclass(frozen=True)
class Trend:
    """`way` is rising, falling, steady or unsure (too few to say); the ratio of the two rates lies within `low`–`high`."""

    way: str
    n_lately: int
    n_before: int
    low: float
    high: float


def judge_trend(n_lately: int, n_before: int, *, heard_lately: int, heard_before: int) -> Trend:
    """Return how the share of accounts that say it changed between two periods of the same length.

    `heard_lately` and `heard_before` are the accounts that said anything at all, so that a busy quarter is not taken for a rising
    need. Given their sum, n_lately is binomial (Przyborowski & Wilenski 1940); its share gets Wilson's interval (1927) at 95 %.
    """
    total = n_lately + n_before
    if total < FEWEST or not heard_lately or not heard_before:
        return Trend("unsure", n_lately, n_before, 0.0, math.inf)
    share = n_lately / total
    middle = (share + Z * Z / (2 * total)) / (1 + Z * Z / total)
    reach = Z / (1 + Z * Z / total) * math.sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    exposure = heard_before / heard_lately
    low, high = (_odds(max(0.0, middle - reach)) * exposure, _odds(min(1.0, middle + reach)) * exposure)
    way = "rising" if low > 1 else "falling" if high < 1 else "steady"
    return Trend(way, n_lately, n_before, low, high)


def _odds(share: float) -> float:
    return math.inf if share >= 1 else share / (1 - share)
