"""How well hearing agrees with people: precision, recall, F1 and kappa of one signal, each with its interval and its n.

Sentences may have been drawn with unequal chances (see `sampling`): each counts by the inverse of its own, so that the figures are those
of all words and not of the sample (Hansen & Hurwitz 1943; as ratios of sums: Hájek 1971).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis.intervals import Share, Z, count_effective, wilson

# Below so many sentences a share is not given: its interval would span half of what is possible.
FEWEST = 10


@dataclass(frozen=True)
class Judged:
    """One sentence and one signal: what the first judge says, what the second, and how many sentences it stands for."""

    first: bool
    second: bool
    weight: float = 1.0


@dataclass(frozen=True)
class Figure:
    """A figure where there are enough sentences to give it, else None; `n` there are, `n_missing` more are needed."""

    share: Share | None
    n: int
    n_missing: int


@dataclass(frozen=True)
class Quality:
    """How well the machine (first) does by the people's word (second), of `n` sentences.

    `precision` is of the sentences heard as the signal, `recall` of those that people say it is, `f1` of all that either says, `kappa` of
    all. 1 is best; kappa is 0 where the two agree as often as chance would have it, and may be below.
    """

    n: int
    precision: Figure
    recall: Figure
    f1: Figure
    kappa: Figure


def rate_agreement(judged: Sequence[Judged]) -> Quality:
    """Return how well the first judge does by the second's word."""
    return Quality(
        n=len(judged),
        precision=_share([one for one in judged if one.first]),
        recall=_share([one for one in judged if one.second]),
        f1=_f1([one for one in judged if one.first or one.second]),
        kappa=rate_kappa(judged),
    )


def rate_kappa(judged: Sequence[Judged]) -> Figure:
    """Return Cohen's kappa (1960) of two judges, −1 to 1, with the interval of Fleiss, Cohen & Everitt (1969).

    It is given where each of the two answers was given at all: judges who always say no agree on nothing but that.
    """
    n = len(judged)
    either = sum(one.first or one.second for one in judged)
    not_both = sum(not (one.first and one.second) for one in judged)
    if n < FEWEST or not either or not not_both:
        return Figure(None, n, max(FEWEST - n, 1))
    total = sum(one.weight for one in judged)
    cells = {
        (a, b): sum(one.weight for one in judged if (one.first, one.second) == (a, b)) / total
        for a in (True, False)
        for b in (True, False)
    }
    rows = {a: cells[a, True] + cells[a, False] for a in (True, False)}
    columns = {b: cells[True, b] + cells[False, b] for b in (True, False)}
    same = cells[True, True] + cells[False, False]
    by_chance = sum(rows[a] * columns[a] for a in (True, False))
    if by_chance >= 1:
        return Figure(None, n, 1)
    kappa = (same - by_chance) / (1 - by_chance)
    # Fleiss, Cohen & Everitt 1969, formula 13: the variance where the true kappa is not nought.
    on = sum(cells[a, a] * (1 - by_chance - (rows[a] + columns[a]) * (1 - same)) ** 2 for a in (True, False))
    off = (1 - same) ** 2 * sum(
        cells[a, b] * (columns[a] + rows[b]) ** 2 for a in (True, False) for b in (True, False) if a != b
    )
    odd = (same * by_chance - 2 * by_chance + same) ** 2
    variance = max(on + off - odd, 0.0) / ((1 - by_chance) ** 4 * count_effective([one.weight for one in judged]))
    reach = Z * math.sqrt(variance)
    return Figure(Share(kappa, max(kappa - reach, -1.0), min(kappa + reach, 1.0)), n, 0)


def _share(among: Sequence[Judged]) -> Figure:
    """Of sentences that one of the two says it of, the share that the other says it of as well."""
    n = len(among)
    if n < FEWEST:
        return Figure(None, n, FEWEST - n)
    total = sum(one.weight for one in among)
    both = sum(one.weight for one in among if one.first and one.second)
    return Figure(wilson(both / total, count_effective([one.weight for one in among])), n, 0)


def _f1(either: Sequence[Judged]) -> Figure:
    """F1 (van Rijsbergen 1979) is 2 s / (1 + s) of the share s on which both agree among all that either says.

    That share (F*: Hand, Christen & Kirielle 2021) is a plain one and has Wilson's interval; F1 rises with it, so its ends carry over.
    """
    found = _share(either)
    if found.share is None:
        return found
    ends = (2 * one / (1 + one) for one in (found.share.value, found.share.low, found.share.high))
    return Figure(Share(*ends), found.n, 0)
