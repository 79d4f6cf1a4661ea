"""Words and meaning as one measure: the chance that a sentence is about what was asked.

A weighted sum of both scores, put through a logistic curve. Sums of scores beat sums of ranks where the scores can be compared (Bruch,
Gai, Ingber 2023), and did so here; reciprocal rank fusion (Cormack, Clarke, Büttcher 2009) is kept to be measured beside it.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import TypeVar

# Fitted on the fifteen open queries of the IS-22 review search (Dąbrowski et al. 2023, MIT), 705 judged reviews; expected calibration
# error .05 with each query left out in turn. benchmarks/evidence.py measures both again.
_OFFSET, _OF_MEANING, _OF_WORDS = -4.22, 2.23, 5.73
# Nearer than this, a sentence without any of the words is worth showing: of such ones there about one in four was to the point, of
# those farther away none.
NEAR = 0.35
_RANK_OFFSET = 60

T = TypeVar("T", bound=Hashable)


def judge_about(nearness: float, coverage: float) -> float:
    """Return the chance, 0–1, that a sentence is about what was asked: from its cosine, and the share of the words that it holds, 0–1."""
    return 1 / (1 + math.exp(-(_OFFSET + _OF_MEANING * nearness + _OF_WORDS * coverage)))


def fuse_ranks(rankings: Sequence[Sequence[T]]) -> list[T]:
    """Return everything in any of the rankings, best first, by the sum of 1 ÷ (60 + rank) (Cormack, Clarke, Büttcher 2009)."""
    scores: dict[T, float] = {}
    for ranking in rankings:
        for rank, one in enumerate(ranking, 1):
            scores[one] = scores.get(one, 0.0) + 1 / (_RANK_OFFSET + rank)
    return sorted(scores, key=lambda one: -scores[one])
