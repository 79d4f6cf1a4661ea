"""Which groups of a tree are taken: those that one half of the words finds again in the other, near the usual level.

A level cuts a whole tree at one height, though one corner of a house speaks of many small things and another of a few large
ones. So the tree is cut where most is told: each group counts by how much it tells (p log 1/p, the share of the words in it)
times how well it is found again (Jaccard), less how far it strays from the level. The best cut of a tree is found from its
leaves up, as in HDBSCAN (Campello, Moulavi & Sander 2013).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import joining, neighbours
from closeknit.analysis.needs.agreement import Halves
from closeknit.analysis.needs.clusters import Parted

# A group found again no better than this tells nothing.
BY_CHANCE = 0.20
# How much it counts against a group that it was joined below the level, or left apart above it: by how much, squared.
PULL = 30.0
# How much it counts for a group to be a need already.
HELD = 0.05

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Tree:
    """Fine parts, then one node per join: which parts are below each, its two children, how near these are (of a part: as
    near as can be), and how near it is to what it is joined to (of a top: not at all)."""

    below: Flags  # [nodes, parts]
    children: list[tuple[int, int]]
    within: Doubles
    beside: Doubles

    @property
    def n_parts(self) -> int:
        return int(self.below.shape[1])


def choose_groups(parted: Parted, halves: Halves, level: float, owners: Ints | None = None) -> Ints:
    """Return the number of the group of each row (-1: alone). `owners` says which rows were one need before (-1: none)."""
    tree = _grow(parted)
    rows = np.bincount(parted.labels[parted.labels >= 0], minlength=tree.n_parts).astype(np.float64)
    share = tree.below @ (rows / max(rows.sum(), 1.0))
    found = _refind(tree, parted, halves) + (HELD * _known(tree, parted, owners) if owners is not None else 0.0)
    told = share * np.log(1 / np.maximum(share, 1e-12)) * (found - BY_CHANCE)
    strays = np.maximum(level - tree.within, 0) ** 2 + np.maximum(tree.beside - level, 0) ** 2
    chosen = _cut(tree, told - PULL * share * strays)
    labels = np.full(len(parted.labels), -1, dtype=np.int64)
    grouped = parted.labels >= 0
    labels[grouped] = chosen[parted.labels[grouped]]
    return labels


def _grow(parted: Parted) -> _Tree:
    n_parts = int(parted.labels.max(initial=-1)) + 1
    below = np.zeros((n_parts + len(parted.links), n_parts), dtype=np.bool_)
    below[np.arange(n_parts), np.arange(n_parts)] = True
    tops, children = list(range(n_parts)), list[tuple[int, int]]()
    for node, link in enumerate(parted.links, n_parts):
        first, second = tops[link.kept], tops[link.gone]
        children.append((first, second))
        below[node] = below[first] | below[second]
        tops[link.kept] = node
    within = np.array([np.inf] * n_parts + [link.nearness for link in parted.links])
    beside = np.full(len(within), -np.inf)
    for pair, link in zip(children, parted.links, strict=True):
        beside[list(pair)] = link.nearness
    return _Tree(below, children, within, beside)


def _refind(tree: _Tree, parted: Parted, halves: Halves) -> Doubles:
    """Return for each node how well it is found again: the rows of each half in it, and where the other half would put them."""
    found, counts = np.zeros(len(tree.below)), np.zeros(len(tree.below))
    (one, other), (rows, others) = halves.parts, halves.rows
    for teller, told, places in ((one, other, others), (other, one, rows)):
        n_parts = int(teller.labels.max(initial=-1)) + 1
        if not n_parts:
            continue
        middles = neighbours.scale_to_unit(joining.sum_groups(teller.smooth, teller.labels, n_parts).astype(np.float32))
        foretold, own = (told.smooth @ middles.T).argmax(axis=1), parted.labels[places]
        shared = _count_pairs(own, foretold, tree.n_parts, n_parts)
        overlap, n_rows = _overlap(tree.below, shared, _grow(teller).below)
        found += n_rows * overlap
        counts += n_rows
    return found / np.maximum(counts, 1)


def _known(tree: _Tree, parted: Parted, owners: Ints) -> Doubles:
    """Return for each node how much it is one need of before."""
    n_needs = int(owners.max(initial=-1)) + 1
    if not n_needs:
        return np.zeros(len(tree.below))
    shared = _count_pairs(parted.labels, owners, tree.n_parts, n_needs)
    return _overlap(tree.below, shared, np.eye(n_needs, dtype=np.bool_))[0]


def _count_pairs(ones: Ints, others: Ints, n_ones: int, n_others: int) -> npt.NDArray[np.float32]:
    both = (ones >= 0) & (others >= 0)
    counts = np.bincount(ones[both] * n_others + others[both], minlength=n_ones * n_others)
    return counts.reshape(n_ones, n_others).astype(np.float32)


def _overlap(below: Flags, shared: npt.NDArray[np.float32], others: Flags) -> tuple[Doubles, Doubles]:
    """Return for each node its best Jaccard with a node of the other tree, and how many rows it has there."""
    both = below.astype(np.float32) @ shared @ others.T.astype(np.float32)
    own, theirs = below @ shared.sum(axis=1), others @ shared.sum(axis=0)
    either = own[:, None] + theirs[None, :] - both
    return (both / np.maximum(either, 1)).max(axis=1).astype(np.float64), own.astype(np.float64)


def _cut(tree: _Tree, worth: Doubles) -> Ints:
    """Return the group of each part, numbered 0, 1, 2 …: the nodes, one above each leaf, whose worth is largest in sum."""
    best, whole = worth.copy(), np.ones(len(worth), dtype=np.bool_)
    for node, (first, second) in enumerate(tree.children, tree.n_parts):
        apart = best[first] + best[second]
        if apart > worth[node]:
            best[node], whole[node] = apart, False
    groups = np.arange(tree.n_parts)
    inner = {child for pair in tree.children for child in pair}
    waiting = [node for node in range(len(worth)) if node not in inner]
    while waiting:
        node = waiting.pop()
        if whole[node]:
            groups[tree.below[node]] = node
        else:
            waiting.extend(tree.children[node - tree.n_parts])
    return np.asarray(np.unique(groups, return_inverse=True)[1], dtype=np.int64)
