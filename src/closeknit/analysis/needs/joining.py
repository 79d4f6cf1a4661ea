"""Which groups are one: the nearest two are joined again and again, as long as they are near enough.

Average linkage (Sokal & Michener 1958) over groups of smoothed vectors. How near two groups are is told on a scale that
means the same in every house: 0 where they are no more alike than any two sentences, 1 where they are as alike as
neighbours are. So in a house that speaks of one thing only, where everything is alike, that does not count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# How fine needs are, as people set it; at this value the data say it alone.
GRANULARITY = 0.65
# What was together before is parted only where it is apart by so much more, and what was apart is joined likewise.
HOLD = 0.05
LEAST_SPAN = 0.02
# How alike any two sentences of a house are, drawn together as they are here, where there are too few to say it for
# themselves: three that are all alike would else be as near to each other as any two, and found no need.
USUALLY_ALIKE, FEW_PAIRS, FEW = 0.40, 60.0, 240
_NEVER = -9.0

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Link:
    """Group `gone` goes into `kept` (their numbers), at this nearness."""

    kept: int
    gone: int
    nearness: float


def link_groups(
    vectors: Floats, labels: Ints, near: float, owners: Ints | None = None, *, least: float = _NEVER
) -> list[Link]:
    """Return how groups (labels 0, 1, 2 …; -1 for rows of none) are joined, the nearest first, down to nearness `least`.

    `near` is how alike neighbours are. `owners` says which rows were together before (-1: nobody knows).
    """
    n_groups = int(labels.max(initial=-1)) + 1
    sums = sum_groups(vectors, labels, n_groups)
    counts = np.bincount(labels[labels >= 0], minlength=n_groups).astype(np.float64)
    products = sums @ sums.T
    total = counts.sum()
    beside = _expect_likeness(float(products.sum() - total), float(total))
    span = max(near - beside, LEAST_SPAN)
    held = _share_owners(labels, owners, n_groups) if owners is not None else np.zeros_like(products)
    scores = (products / (counts[:, None] * counts[None, :]) - beside) / span + HOLD * held
    np.fill_diagonal(scores, _NEVER)
    alive, links = np.ones(n_groups, dtype=np.bool_), list[Link]()
    for _ in range(n_groups - 1):
        first, second = sorted(divmod(int(scores.argmax()), n_groups))
        nearness = float(scores[first, second])
        if nearness < least:
            break
        links.append(Link(first, second, nearness))
        share = counts[[first, second]] / counts[[first, second]].sum()
        held[first] = held[[first, second]].T @ share
        held[:, first] = held[first]
        products[first] += products[second]
        products[:, first] += products[:, second]
        counts[first] += counts[second]
        alive[second] = False
        anew = (products[first] / (counts[first] * counts) - beside) / span + HOLD * held[first]
        scores[second] = scores[:, second] = _NEVER
        anew[~alive] = anew[first] = _NEVER
        scores[first] = scores[:, first] = anew
    return links


def _expect_likeness(alike: float, n: float) -> float:
    """Return how alike any two of n rows are, from the sum over ordered pairs; drawn to the usual where there are few."""
    pairs = n * (n - 1)
    few = 2 * FEW_PAIRS if n < FEW else 0.0
    return (alike + few * USUALLY_ALIKE) / max(pairs + few, 1.0)


def join_groups(labels: Ints, links: list[Link], level: float) -> Ints:
    """Return the labels, renumbered, after all links of at least this nearness; the first that is farther ends it."""
    target = np.arange(int(labels.max(initial=-1)) + 1)
    for link in links:
        if link.nearness < level:
            break
        target[target == link.gone] = link.kept
    result = np.full(len(labels), -1, dtype=np.int64)
    grouped = labels >= 0
    result[grouped] = np.unique(target[labels[grouped]], return_inverse=True)[1]
    return result


def sum_groups(vectors: Floats | Doubles, labels: Ints, n_groups: int) -> Doubles:
    """Return the sum of the vectors of each group [n_groups, d]."""
    sums = np.zeros((n_groups, vectors.shape[1]))
    order = np.argsort(labels, kind="stable")
    order = order[labels[order] >= 0]
    firsts = np.searchsorted(labels[order], np.arange(n_groups))
    filled = np.flatnonzero(np.bincount(labels[order], minlength=n_groups))
    if len(filled):
        sums[filled] = np.add.reduceat(vectors[order].astype(np.float64), firsts[filled], axis=0)
    return sums


def _share_owners(labels: Ints, owners: Ints, n_groups: int) -> Doubles:
    """Return for each pair of groups whether their rows were together before: from -1 (apart) to 1 (together), 0 where
    nobody knows."""
    both = (labels >= 0) & (owners >= 0)
    shares = np.zeros((n_groups, int(owners.max(initial=-1)) + 1))
    np.add.at(shares, (labels[both], owners[both]), 1)
    shares /= np.maximum(np.bincount(labels[labels >= 0], minlength=n_groups), 1)[:, None]
    together, known = shares @ shares.T, shares.sum(axis=1)
    return np.asarray(2 * together - np.outer(known, known))
