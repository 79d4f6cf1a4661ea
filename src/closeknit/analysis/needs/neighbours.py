"""Who stands next to whom among many vectors, and the vectors smoothed over their neighbours.

Sources: shared neighbours, Jarvis & Patrick 1973; smoothing as in blurring mean shift, Cheng 1995.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

MOST_NEIGHBOURS = 15
# Less alike than this, two sentences share a manner of speaking rather than a matter.
LEAST_ALIKE = 0.36
# More rows than this are compared along so many main directions of all: a fraction of the work.
MAIN_DIRECTIONS, MANY = 96, 1500
STEPS = 3
_BLOCK = 512
_LANES = 64

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def turn_to_main(vectors: Floats) -> Floats:
    """Return the vectors along the main directions of all of them, of unit length; as they are where they are few."""
    if len(vectors) <= MANY:
        return vectors
    spread = vectors.T @ vectors
    directions = np.linalg.eigh(spread.astype(np.float64))[1][:, ::-1][:, :MAIN_DIRECTIONS]
    return scale_to_unit(vectors @ directions.astype(np.float32))


def count_neighbours(n: int) -> int:
    """Return how many neighbours each of n rows has: 15, fewer among few."""
    return int(min(max(round(float(n) ** 0.5), 3), MOST_NEIGHBOURS, n - 1))


def find_neighbours(vectors: Floats, k: int) -> tuple[Ints, Floats]:
    """Return for each row its k nearest others, nearest first, and how alike they are."""
    n = len(vectors)
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


def share_neighbours(neighbours: Ints, likeness: Floats) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """Return each pair of neighbours that share neighbours, once, and the share (Jaccard) of both their views."""
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
    one_way = shared / (2 * (k + 1) - shared)
    pairs, place = np.unique(np.minimum(rows, others) * n + np.maximum(rows, others), return_inverse=True)
    weights = np.asarray(np.bincount(place, one_way, len(pairs)), dtype=np.float64)
    some = weights > 0
    return np.asarray(pairs[some] // n), np.asarray(pairs[some] % n), weights[some]


def smooth(vectors: Floats, neighbours: Ints, likeness: Floats) -> Floats:
    """Return the vectors drawn to the middle of their neighbours, three times: manners of speaking cancel, the matter stays."""
    weights = np.maximum(likeness, 0)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)
    for _ in range(STEPS):
        drawn = np.empty_like(vectors)
        for first in range(0, len(vectors), _BLOCK):
            part = slice(first, first + _BLOCK)
            middle = np.matmul(weights[part, None, :], vectors[neighbours[part]])[:, 0]
            drawn[part] = vectors[part] + middle
        vectors = scale_to_unit(drawn)
    return vectors


def measure_nearness(vectors: Floats, neighbours: Ints) -> float:
    """Return the mean similarity of neighbours."""
    alike = 0.0
    for first in range(0, len(vectors), _BLOCK):
        part = slice(first, first + _BLOCK)
        alike += float(np.matmul(vectors[neighbours[part]], vectors[part, :, None]).sum(dtype=np.float64))
    return alike / max(neighbours.size, 1)


def scale_to_unit(vectors: Floats) -> Floats:
    """Return the vectors at the length of one."""
    unit: Floats = np.ascontiguousarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6))
    return unit


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
