"""How much a need is worth answering: importance and satisfaction from ratings where there are enough, else an estimate from evidence.

The score is Ulwick's (2005, What Customers Want): importance + max(importance - satisfaction, 0), 0 to 20. It never stands without its
number of ratings and an interval, and it ranks nothing below a minimum. Weight is by account: a person counts within theirs.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from closeknit.analysis import intervals

# Below so many people, or accounts, ratings show a direction and rank nothing.
FEWEST_PEOPLE = 12
FEWEST_ACCOUNTS = 3
HIGHEST = 10.0
HALF_LIFE_DAYS = 180.0
# Before anybody has said anything it is as likely met as not: one account on each side (Laplace 1774, rule of succession). In the same way
# one account more is taken to be silent about it: of a house that heard a single one, not all is known.
PRIOR = 1.0
# Student's t for 95 % on both sides, by degrees of freedom from 1 to 30 (Fisher & Yates 1963).
_T = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
      2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042)  # fmt: skip


class Basis(StrEnum):
    """What a place on the landscape rests on."""

    RATINGS = "ratings"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Rated:
    """What one person says: importance and satisfaction, 0-10 each."""

    account: str
    importance: float
    satisfaction: float


@dataclass(frozen=True)
class Heard:
    """All accounts that said anything at all: how many, what they weigh together, and the sum of their squared weights."""

    n_accounts: int
    weight: float
    squared: float


@dataclass(frozen=True)
class Voice:
    """What one account said of a need: how heavy it is (its worth; 0 where it only says otherwise), how long ago it last said it, the mood.

    `is_pain` and `is_praise` are whether any of its words are; words that contradict or settle the need count as praise.
    """

    account: str
    weight: float
    days_ago: float
    is_pain: bool
    is_praise: bool


@dataclass(frozen=True)
class Voiced:
    """What all accounts said of a need, in sum: what they weigh, each halved every 180 days since it last did; how many say it, and in
    which mood."""

    weight: float
    n_accounts: int
    n_pain: int
    n_praise: int


@dataclass(frozen=True)
class Range:
    """A figure with the interval in which it lies 95 times in 100."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Opportunity:
    """Where a need stands: `score` 0-20, the others 0-10; `n` people (ratings) or accounts (evidence) at `n_accounts`.

    `is_ranked` is False where there is too little to put it before or behind another; `why` says in a sentence what it rests on.
    """

    basis: Basis
    importance: Range
    satisfaction: Range
    score: Range
    n: int
    n_accounts: int
    is_ranked: bool
    why: str


def score_opportunity(importance: float, satisfaction: float) -> float:
    """Return importance + max(importance - satisfaction, 0), 0-20, of two figures from 0 to 10 (Ulwick 2005)."""
    return importance + max(importance - satisfaction, 0.0)


def rate(ratings: Sequence[Rated]) -> Opportunity:
    """Return what ratings say of a need, or raise ValueError where there are none.

    Each account is the mean of its people; the figures are means of accounts with Student's interval (1908). The score is the larger of
    two straight lines, importance and 2 x importance - satisfaction: its interval is that of the larger ends.
    """
    if not ratings:
        raise ValueError("nobody has rated it")
    means = _means_by_account(ratings)
    importance = _mean_range([one[0] for one in means], HIGHEST)
    satisfaction = _mean_range([one[1] for one in means], HIGHEST)
    gap = _mean_range([2 * i - s for i, s in means], 2 * HIGHEST, least=-HIGHEST)
    score = Range(
        max(importance.value, gap.value), max(importance.low, gap.low), min(max(importance.high, gap.high), 20.0)
    )
    n, n_accounts = len(ratings), len(means)
    is_ranked = n >= FEWEST_PEOPLE and n_accounts >= FEWEST_ACCOUNTS
    why = f"{n} {_people(n)} rated it at {n_accounts} {_accounts(n_accounts)}."
    if not is_ranked:
        why += f" It takes {FEWEST_PEOPLE} people at {FEWEST_ACCOUNTS} accounts to rank it."
    return Opportunity(Basis.RATINGS, importance, satisfaction, score, n, n_accounts, is_ranked, why)


def weigh_heard(weights: Iterable[float]) -> Heard:
    """Return what the accounts weigh together that said anything at all; those that weigh nothing (or less) count for nothing."""
    some = [one for one in weights if one > 0]
    return Heard(len(some), float(sum(some)), float(sum(one * one for one in some)))


def sum_up(voices: Sequence[Voice]) -> Voiced:
    """Return what these accounts said in sum."""
    return Voiced(
        sum(one.weight * 0.5 ** (max(one.days_ago, 0.0) / HALF_LIFE_DAYS) for one in voices),
        sum(one.weight > 0 for one in voices),
        sum(one.is_pain for one in voices),
        sum(one.is_praise for one in voices),
    )


def estimate(voiced: Voiced, *, heard: Heard) -> Opportunity:
    """Return what evidence lets one expect of a need, never ranked. `heard` is what all accounts weigh that said anything at all.

    Importance is 10 x the root of breadth: the share of what was heard and of one usual account more, by weight, that says it, each
    account halved every 180 days since it last did. The root is ours: what one account in ten brings up by itself is important to more
    than those. Satisfaction is the share of accounts with praise among those with praise or pain. Intervals are Wilson's (1927) on
    Kish's effective number (1965).
    """
    breadth = (
        min(voiced.weight / (heard.weight + PRIOR * heard.weight / heard.n_accounts), 1.0) if heard.weight else 0.0
    )
    effective = heard.weight**2 / heard.squared if heard.squared else 0.0
    spread = intervals.wilson(breadth, effective)
    importance = Range(*(HIGHEST * math.sqrt(one) for one in (breadth, spread.low, spread.high)))
    praise, moods = voiced.n_praise + PRIOR, voiced.n_praise + voiced.n_pain + 2 * PRIOR
    mood = intervals.wilson(praise / moods, moods)
    satisfaction = Range(HIGHEST * praise / moods, HIGHEST * mood.low, HIGHEST * mood.high)
    score = Range(
        score_opportunity(importance.value, satisfaction.value),
        score_opportunity(importance.low, satisfaction.high),
        score_opportunity(importance.high, satisfaction.low),
    )
    n, why = voiced.n_accounts, _why(voiced, heard.n_accounts)
    return Opportunity(Basis.EVIDENCE, importance, satisfaction, score, n, n, False, why)


def line_at(score: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the two ends (importance, satisfaction) of the line on which needs have this score, 10-20, within 0-10.

    Above the diagonal the score is importance alone; the line drawn is that where satisfaction is the smaller: s = 2i - score.
    """
    return (score / 2, 0.0), (HIGHEST, 2 * HIGHEST - score)


def _means_by_account(ratings: Iterable[Rated]) -> list[tuple[float, float]]:
    several: dict[str, list[Rated]] = {}
    for one in ratings:
        several.setdefault(one.account, []).append(one)
    return [
        (sum(one.importance for one in own) / len(own), sum(one.satisfaction for one in own) / len(own))
        for own in several.values()
    ]


def _mean_range(values: Sequence[float], most: float, least: float = 0.0) -> Range:
    """Return the mean with Student's interval, within what is possible; of one value nothing is known but the bounds."""
    n, mean = len(values), sum(values) / len(values)
    if n < 2:
        return Range(mean, least, most)
    variance = sum((one - mean) ** 2 for one in values) / (n - 1)
    # A few who agree exactly do not make it certain: half a point is what one step on the scale leaves open.
    reach = _student(n - 1) * max(math.sqrt(variance), 0.5) / math.sqrt(n)
    return Range(mean, max(mean - reach, least), min(mean + reach, most))


def _student(freedom: int) -> float:
    """Return Student's t for 95 %; past 30 degrees by the first terms of its expansion (Abramowitz & Stegun 1964, 26.7.5)."""
    return _T[freedom - 1] if freedom <= len(_T) else intervals.Z + (intervals.Z**3 + intervals.Z) / (4 * freedom)


def _why(voiced: Voiced, n_heard: int) -> str:
    return (
        f"Estimated from words: {voiced.n_accounts} of {n_heard} accounts that were heard say it, {voiced.n_pain} with pain, "
        f"{voiced.n_praise} with praise or that it is settled."
    )


def _people(n: int) -> str:
    return "person" if n == 1 else "people"


def _accounts(n: int) -> str:
    return "account" if n == 1 else "accounts"
