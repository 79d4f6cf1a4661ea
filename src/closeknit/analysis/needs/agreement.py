"""How fine the groups of a house are: as fine as one half of its words would find again what the other half found.

Prediction strength (Tibshirani & Walther 2005) with adjusted mutual information (Vinh, Epps & Bailey 2010) in place of the
worst cluster's share: groups of one half say where the rows of the other would stand, and that is held against the other
half's own groups, at each level of joining.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import clusters, joining, lanes, neighbours
from closeknit.analysis.needs.clusters import Parted

# Fewer rows than this have no halves that say anything.
FEWEST, MOST = 240, 8_000
LEVELS = np.round(np.arange(0.20, 1.001, 0.05), 2)
# Agreement is nearly the same over a wide range; of levels that agree alike, the one nearest to the usual is taken. That is
# higher where groups are few rows each, since smoothing over neighbours makes small groups more alike than they are.
USUAL, PULL, BLURRED = 0.75, 0.20, 8.0
# A level once found is given up only for one that agrees better by so much: needs should not change with chance.
STAYS = 0.007
_SEED, _SHUFFLES = 1, 2

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Halves:
    """Two halves of the rows (8,000 of them at most), each parted by itself; `rows` are the numbers of their rows."""

    rows: tuple[Ints, Ints]
    parts: tuple[Parted, Parted]


def halve(vectors: Floats) -> Halves:
    """Return two halves of the rows, drawn by lot and the same for the same rows. Fewer than 240 say nothing: ValueError."""
    if len(vectors) < FEWEST:
        raise ValueError(f"{len(vectors)} rows have no halves that say anything")
    chosen = np.random.default_rng(_SEED).permutation(len(vectors))[:MOST]
    rows = np.sort(chosen[: len(chosen) // 2]), np.sort(chosen[len(chosen) // 2 :])
    parts = lanes.run_both(
        lambda: clusters.part_finely(vectors[rows[0]]), lambda: clusters.part_finely(vectors[rows[1]])
    )
    return Halves(rows, parts)


def find_level(halves: Halves, before: float | None = None) -> float:
    """Return the nearness (0.2–1) down to which groups should be joined. `before` is the level until now."""
    one, other = halves.parts
    agreed = sum(lanes.run_both(lambda: _agree(one, other), lambda: _agree(other, one))) / 2
    usual = USUAL + BLURRED * (_list_shares(one) + _list_shares(other)) / 2
    agreed = np.convolve(np.pad(agreed, 1, mode="edge"), [0.25, 0.5, 0.25], "valid") - PULL * (LEVELS - usual) ** 2
    best = int(agreed.argmax())
    if before is not None and agreed[best] < agreed[int(np.abs(LEVELS - before).argmin())] + STAYS:
        return before
    return float(LEVELS[best])


def adjust_information(ones: Ints, others: Ints) -> float:
    """Return the mutual information of two labellings over its most, less what chance gives in both: 1 where they are alike."""
    draw = np.random.default_rng(_SEED)
    _, ones = np.unique(ones, return_inverse=True)
    _, others = np.unique(others, return_inverse=True)
    shared, most = _share_information(ones, others)
    chance = float(np.mean([_share_information(draw.permutation(ones), others)[0] for _ in range(_SHUFFLES)]))
    return (shared - chance) / max(most - chance, 1e-9)


def _agree(one: Parted, other: Parted) -> Doubles:
    """Return for each level how well the groups of one half foretell those of the other."""
    found = np.zeros(len(LEVELS))
    parts, others = _number_parts(one), _number_parts(other)
    sums = joining.sum_groups(one.smooth, one.labels, len(parts))
    grouped = other.labels >= 0
    rows, own_parts = other.smooth[grouped], other.labels[grouped]
    for place, level in enumerate(LEVELS.tolist()):
        groups = joining.join_groups(parts, one.links, level)
        own = joining.join_groups(others, other.links, level)
        n_groups = int(groups.max(initial=-1)) + 1
        if n_groups < 2 or int(own.max(initial=-1)) < 1:
            continue
        middles = neighbours.scale_to_unit(joining.sum_groups(sums, groups, n_groups).astype(np.float32))
        foretold = (rows @ middles.T).argmax(axis=1)
        found[place] = adjust_information(foretold, own[own_parts])
    return found


def _number_parts(parted: Parted) -> Ints:
    return np.arange(int(parted.labels.max(initial=-1)) + 1)


def _list_shares(parted: Parted) -> Doubles:
    """Return for each level how many groups there are a row, groups counted by weight (inverse Simpson)."""
    found, parts = np.zeros(len(LEVELS)), _number_parts(parted)
    rows = np.bincount(parted.labels[parted.labels >= 0], minlength=len(parts)).astype(np.float64)
    for place, level in enumerate(LEVELS.tolist()):
        sizes = np.bincount(joining.join_groups(parts, parted.links, level), rows)
        found[place] = sizes.sum() / max(float((sizes**2).sum()), 1.0)
    return found


def _share_information(ones: Ints, others: Ints) -> tuple[float, float]:
    """Return the mutual information of two dense labellings, and the mean of their entropies."""
    width = int(others.max()) + 1
    counts = np.bincount(ones * width + others, minlength=(int(ones.max()) + 1) * width).reshape(-1, width)
    chances = counts / max(len(ones), 1)
    rows, columns = chances.sum(axis=1), chances.sum(axis=0)
    some = chances > 0
    shared = float((chances[some] * np.log(chances[some] / np.outer(rows, columns)[some])).sum())
    return shared, (_entropy(rows) + _entropy(columns)) / 2


def _entropy(chances: Doubles) -> float:
    some = chances[chances > 0]
    return float(-(some * np.log(some)).sum())
