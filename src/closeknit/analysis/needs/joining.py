"""Which groups are one: those that are as near to each other as within, held against what else is near to them.

Own criterion. For groups a and b: (across - beside) / (within - beside), where `across` is the mean similarity between
members of a and of b, `within` the mean of those inside a and inside b, and `beside` the mean similarity to the groups
that are next near. It is 1 where nothing parts them and 0 where b is no nearer than a's other neighbours. So the
granularity is read off the data: in a house that speaks of one thing only, everything is alike, and that does not count.
All of it comes from the groups' sums and counts.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

# Groups nearer than this are joined: the one number that says how fine needs are.
GRANULARITY = 0.65
# What was together before is parted only where it is apart by so much more, and what was apart is joined likewise.
HOLD = 0.10
NEXT_FROM, NEXT_TO = 2, 24
LEAST_SPAN = 0.02

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def join_groups(vectors: Floats, labels: Ints, owners: Ints | None = None, *, granularity: float = GRANULARITY) -> Ints:
    """Return the labels (0, 1, 2 …; -1 for rows of no group) after joining all groups that are not apart."""
    _, dense = np.unique(labels[labels >= 0], return_inverse=True)
    result = np.full(len(labels), -1, dtype=np.int64)
    result[labels >= 0] = dense
    n_groups = int(result.max(initial=-1)) + 1
    if n_groups < 2:
        return result
    sums = sum_groups(vectors, result, n_groups)
    counts = np.bincount(result[result >= 0], minlength=n_groups).astype(np.float64)
    held = _share_owners(result, owners, n_groups) if owners is not None else None
    target = _join(sums, counts, held, granularity)
    _, target = np.unique(target, return_inverse=True)
    result[result >= 0] = target[result[result >= 0]]
    return result


def sum_groups(vectors: Floats, labels: Ints, n_groups: int) -> Doubles:
    """Return the sum of the vectors of each group [n_groups, d]."""
    sums = np.zeros((n_groups, vectors.shape[1]))
    order = np.argsort(labels, kind="stable")
    order = order[labels[order] >= 0]
    firsts = np.searchsorted(labels[order], np.arange(n_groups))
    filled = np.flatnonzero(np.bincount(labels[order], minlength=n_groups))
    if len(filled):
        sums[filled] = np.add.reduceat(vectors[order].astype(np.float64), firsts[filled], axis=0)
    return sums


def score_pairs(products: Doubles, counts: Doubles) -> Doubles:
    """Return for each pair of groups how far they are one (see above); -9 on the diagonal.

    `products` are the dot products of the groups' sums. A group of one row is as alike within as `across` allows.
    """
    own = np.diag(products)
    pairs = counts * (counts - 1)
    within = np.where(pairs > 0, (own - counts) / np.maximum(pairs, 1), np.nan)
    within = np.where(np.isnan(within), np.nanmedian(within) if pairs.any() else 1.0, within)
    across = products / (counts[:, None] * counts[None, :])
    np.fill_diagonal(across, -9)
    next_near = -np.sort(-across, axis=1)[:, NEXT_FROM : min(NEXT_TO, len(counts) - 1)]
    if next_near.shape[1]:
        beside = next_near.mean(axis=1)
    else:
        total = counts.sum()
        beside = np.full(len(counts), (products.sum() - total) / max(total * (total - 1), 1))
    beside = np.maximum(beside[:, None], beside[None, :])
    inner = (within[:, None] + within[None, :]) / 2
    scores: Doubles = (across - beside) / np.maximum(inner - beside, LEAST_SPAN)
    np.fill_diagonal(scores, -9)
    return scores


def _join(sums: Doubles, counts: Doubles, held: Doubles | None, granularity: float) -> Ints:
    """Join the nearest pair again and again; return for each group the one that it went into."""
    target = np.arange(len(counts))
    alive = np.arange(len(counts))
    products = sums @ sums.T
    while len(alive) > 1:
        scores = score_pairs(products, counts)
        if held is not None:
            scores = scores + HOLD * held
        first, second = sorted(divmod(int(scores.argmax()), len(alive)))
        if scores[first, second] < granularity:
            break
        target[target == alive[second]] = alive[first]
        if held is not None:
            share = counts[[first, second]] / counts[[first, second]].sum()
            held[first] = held[[first, second]].T @ share
            held[:, first] = held[first]
            held = np.delete(np.delete(held, second, 0), second, 1)
        products[first] += products[second]
        products[:, first] += products[:, second]
        products = np.delete(np.delete(products, second, 0), second, 1)
        counts[first] += counts[second]
        counts, alive = np.delete(counts, second), np.delete(alive, second)
    return target


def _share_owners(labels: Ints, owners: Ints, n_groups: int) -> Doubles:
    """Return for each pair of groups whether their rows were together before: from -1 (apart) to 1 (together), 0 where
    nobody knows."""
    both = (labels >= 0) & (owners >= 0)
    shares = np.zeros((n_groups, int(owners.max(initial=-1)) + 1))
    np.add.at(shares, (labels[both], owners[both]), 1)
    shares /= np.maximum(np.bincount(labels[labels >= 0], minlength=n_groups), 1)[:, None]
    together, known = shares @ shares.T, shares.sum(axis=1)
    return np.asarray(2 * together - np.outer(known, known))
