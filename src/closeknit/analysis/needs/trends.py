"""Whether a need is said by more accounts than before: a rate ratio with an interval, never a bare difference."""

from __future__ import annotations

import math
from dataclasses import dataclass

from closeknit.analysis import intervals

# Below so many accounts in both periods together nothing is claimed.
FEWEST = 4


@dataclass(frozen=True)
class Trend:
    """`way` is rising (`low` > 1), falling (`high` < 1), steady, or unsure (too few to say).

    `ratio` is how many times the earlier rate the later one is: n_lately ÷ heard_lately by n_before ÷ heard_before; at 95 % it lies
    within `low`–`high`. All three are infinite or 0 where a period is empty. The counts are the reasons.
    """

    way: str
    n_lately: int
    n_before: int
    low: float
    high: float
    ratio: float
    heard_lately: int
    heard_before: int


def judge_trend(n_lately: int, n_before: int, *, heard_lately: int, heard_before: int) -> Trend:
    """Return how the share of accounts that say it changed between two periods of the same length.

    `heard_lately` and `heard_before` are the accounts that said anything at all, so that a busy quarter is not taken for a rising
    need. Given the sum of both counts, the later one is binomial (Przyborowski & Wilenski 1940, Biometrika 31); its share gets
    Wilson's score interval (1927, JASA 22), and the odds of its ends, times the ratio of those heard, are the ends for the
    ratio of rates (Graham, Mayne & Harris 2003 compare such intervals, Statistics in Medicine 22).
    """
    total = n_lately + n_before
    if total < FEWEST or heard_lately <= 0 or heard_before <= 0:
        return Trend(
            "unsure", n_lately, n_before, 0.0, math.inf, _ratio(n_lately, n_before), heard_lately, heard_before
        )
    exposure = heard_before / heard_lately
    share = intervals.wilson(n_lately / total, total)
    low, high = _odds(share.low) * exposure, _odds(share.high) * exposure
    way = "rising" if low > 1 else "falling" if high < 1 else "steady"
    ratio = _ratio(n_lately, n_before) * exposure
    return Trend(way, n_lately, n_before, low, high, ratio, heard_lately, heard_before)


def _odds(share: float) -> float:
    return math.inf if share >= 1 else share / (1 - share)


def _ratio(n_lately: int, n_before: int) -> float:
    if n_before:
        return n_lately / n_before
    return math.inf if n_lately else 1.0
