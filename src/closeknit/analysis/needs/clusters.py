"""Groups among a few thousand vectors: shared nearest neighbours, then Leiden, then what is not apart is joined.

Sources: Jarvis & Patrick 1973 (shared neighbours); Traag, Waltman & van Eck 2019 (Leiden); smoothing over neighbours as
in blurring mean shift (Cheng 1995). Leiden parts finely; `joining` says what belongs together after all.
"""

from __future__ import annotations

import graspologic_native
import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import joining

MOST_NEIGHBOURS = 15
# Less alike than this, two sentences share a manner of speaking rather than a matter.
LEAST_ALIKE = 0.36
FINEST = 9.0
SEED = 7
# For more rows than this, neighbours are looked for among so many main directions of all: a fraction of the work.
MAIN_DIRECTIONS, MANY = 96, 1500
_BLOCK = 512
_LANES = 64

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def group_vectors(
    vectors: Floats, owners: Ints | None = None, *, granularity: float = joining.GRANULARITY
) -> list[Ints]:
    """Return groups of row numbers, largest first (then lowest row), each of ≥ 2 rows; rows may be in none.

    `vectors` [n, d] are of unit length. `owners` says which rows were together before (-1: none): those are parted only
    where they are clearly apart. `granularity` (0–1) is the knob: higher gives more and finer groups.
    """
    n = len(vectors)
    if n < 2:
        return []
    neighbours, likeness = find_neighbours(vectors, min(max(round(n**0.5), 3), MOST_NEIGHBOURS, n - 1))
    labels = _part_finely(neighbours, likeness)
    smooth = _smooth(vectors, neighbours, likeness)
    labels = joining.join_groups(vectors, labels, owners, granularity=granularity)
    labels = _move_to_nearest(smooth, labels)
    groups = [np.flatnonzero(labels == label) for label in range(int(labels.max(initial=-1)) + 1)]
    listed = [rows for rows in groups if len(rows) > 1]
    return sorted(listed, key=lambda rows: (-len(rows), int(rows[0])))


def find_neighbours(vectors: Floats, k: int) -> tuple[Ints, Floats]:
    """Return for each row its k nearest others, nearest first, and how alike they are (for many rows: nearly)."""
    n = len(vectors)
    if n > MANY:
        vectors = _turn_to_main(vectors)
    lanes = _LANES if n > 4 * _LANES else 1
    width = -(-n // lanes)
    turned = np.zeros((vectors.shape[1], lanes * width), dtype=np.float32)
    turned[:, :n] = vectors.T
    neighbours, likeness = np.empty((n, k), dtype=np.int64), np.empty((n, k), dtype=np.float32)
    for first in range(0, n, _BLOCK):
        block = vectors[first : first + _BLOCK] @ turned
        block[:, n:] = -3
        rows = np.arange(len(block))
        block[rows, rows + first] = -2
        near = _find_largest(block, lanes, k)
        alike = np.take_along_axis(block, near, axis=1)
        order = np.argsort(-alike, axis=1, kind="stable")
        neighbours[first : first + _BLOCK] = np.take_along_axis(near, order, axis=1)
        likeness[first : first + _BLOCK] = np.take_along_axis(alike, order, axis=1)
    return neighbours, likeness


def _find_largest(block: Floats, lanes: int, k: int) -> Ints:
    """Return the columns of the k largest of each row. They lie in the k places whose best over all lanes is largest."""
    width = block.shape[1] // lanes
    if lanes > 1 and width > k:
        best = block.reshape(len(block), lanes, width).max(axis=1)
        places = np.argpartition(-best, k - 1, axis=1)[:, :k]
        among = (places[:, :, None] + np.arange(lanes) * width).reshape(len(block), -1)
        chosen = np.take_along_axis(block, among, axis=1)
        nearest = np.argpartition(-chosen, k - 1, axis=1)[:, :k]
        return np.take_along_axis(among, nearest, axis=1)
    return np.argpartition(-block, k - 1, axis=1)[:, :k]


def _turn_to_main(vectors: Floats) -> Floats:
    spread = vectors.T @ vectors
    directions = np.linalg.eigh(spread.astype(np.float64))[1][:, ::-1][:, :MAIN_DIRECTIONS]
    turned = vectors @ directions.astype(np.float32)
    return np.ascontiguousarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-6))


def _part_finely(neighbours: Ints, likeness: Floats) -> Ints:
    """Return a number of a small community for each row, -1 for a row that stands alone."""
    n = len(neighbours)
    labels = np.full(n, -1, dtype=np.int64)
    edges = _share_neighbours(neighbours, likeness)
    if edges:
        _, found = graspologic_native.leiden(
            edges=edges,
            resolution=pick_resolution(n),
            randomness=0.001,
            iterations=1,
            use_modularity=True,
            seed=SEED,
            trials=1,
        )
        labels[np.array([int(row) for row in found], dtype=np.int64)] = list(found.values())
    return labels


def pick_resolution(n: int) -> float:
    """Return Leiden's resolution for n rows: fine enough that joining, not parting, decides."""
    return float(np.clip((n / 30) ** 0.5, 1.0, FINEST))


def _share_neighbours(neighbours: Ints, likeness: Floats) -> list[tuple[str, str, float]]:
    """Return each pair of neighbours that share neighbours, once, with the share (Jaccard) as its weight."""
    n, k = neighbours.shape
    circles = np.hstack([neighbours, np.arange(n)[:, None]])
    circles = np.where(np.hstack([likeness, np.ones((n, 1))]) >= LEAST_ALIKE, circles, -1 - np.arange(n)[:, None])
    rows = np.repeat(np.arange(n), k)
    others = neighbours.ravel()
    kept = likeness.ravel() >= LEAST_ALIKE
    rows, others = rows[kept], others[kept]
    shared = np.empty(len(rows), dtype=np.int64)
    for first in range(0, len(rows), _BLOCK * MOST_NEIGHBOURS):
        part = slice(first, first + _BLOCK * MOST_NEIGHBOURS)
        same = circles[rows[part]][:, :, None] == circles[others[part]][:, None, :]
        shared[part] = same.any(axis=2).sum(axis=1)
    weights = shared / (2 * (k + 1) - shared)
    pairs, place = np.unique(np.minimum(rows, others) * n + np.maximum(rows, others), return_inverse=True)
    weights = np.bincount(place, weights, len(pairs))
    return [
        (str(pair // n), str(pair % n), weight)
        for pair, weight in zip(pairs.tolist(), weights.tolist(), strict=True)
        if weight > 0
    ]


def _smooth(vectors: Floats, neighbours: Ints, likeness: Floats) -> Floats:
    """Return the vectors drawn halfway to the middle of their neighbours: manners of speaking cancel, the matter stays."""
    weights = np.maximum(likeness, 0)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)
    smooth = np.empty_like(vectors)
    for first in range(0, len(vectors), _BLOCK):
        part = slice(first, first + _BLOCK)
        smooth[part] = vectors[part] + np.einsum("nk,nkd->nd", weights[part], vectors[neighbours[part]])
    smooth /= np.maximum(np.linalg.norm(smooth, axis=1, keepdims=True), 1e-6)
    return smooth


def _move_to_nearest(smooth: Floats, labels: Ints) -> Ints:
    """Return the labels after each grouped row went to the group whose middle is nearest to it."""
    n_groups = int(labels.max(initial=-1)) + 1
    if n_groups < 2:
        return labels
    sums = joining.sum_groups(smooth, labels, n_groups)
    middles = (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    moved = (smooth @ middles.T).argmax(axis=1)
    return np.where(labels >= 0, moved, -1)
