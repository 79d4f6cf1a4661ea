"""Who stands next to whom among many vectors, and the vectors smoothed over their neighbours.

Sources: shared neighbours, Jarvis & Patrick 1973; smoothing as in blurring mean shift, Cheng 1995.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import lanes

MOST_NEIGHBOURS = 15
# Less alike than this, two sentences share a manner of speaking rather than a matter.
LEAST_ALIKE = 0.36
# More rows than this are compared along so many main directions of all: a fraction of the work.
MAIN_DIRECTIONS, MANY = 96, 1500
STEPS = 3
_BLOCK = 512
# Rows compared at a time, and strips of columns of which the best is looked at first: so that what is compared stays near at hand.
_FEW_ROWS, _STRIPS = 128, 24

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
    n_strips = _STRIPS if n > 4 * _STRIPS else 1
    width = -(-n // n_strips)
    turned = np.zeros((vectors.shape[1], n_strips * width), dtype=np.float32)
    turned[:, :n] = vectors.T
    neighbours, likeness = np.empty((n, k), dtype=np.int64), np.empty((n, k), dtype=np.float32)

    def compare(parts: Sequence[slice]) -> None:
        alike = np.empty((_FEW_ROWS, n_strips * width), dtype=np.float32)
        for part in parts:
            block = np.matmul(vectors[part], turned, out=alike[: part.stop - part.start])
            block[:, n:] = -3
            rows = np.arange(len(block))
            block[rows, rows + part.start] = -2
            neighbours[part], likeness[part] = _find_largest(block, n_strips, k)

    lanes.run_in_lanes(compare, n, _FEW_ROWS)
    order = np.argsort(-likeness, axis=1, kind="stable")
    return np.take_along_axis(neighbours, order, axis=1), np.take_along_axis(likeness, order, axis=1)


def share_neighbours(neighbours: Ints, likeness: Floats) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """Return each pair of neighbours that share neighbours, once, and the share (Jaccard) of both their views."""
    n, k = neighbours.shape
    circles = np.hstack([neighbours, np.arange(n)[:, None]])
    circles = np.where(np.hstack([likeness, np.ones((n, 1))]) >= LEAST_ALIKE, circles, -1 - np.arange(n)[:, None])
    circles = circles.astype(np.int32)
    rows, others = np.repeat(np.arange(n), k), neighbours.ravel()
    kept = likeness.ravel() >= LEAST_ALIKE
    rows, others = rows[kept], others[kept]
    pairs, views = np.unique(np.minimum(rows, others) * n + np.maximum(rows, others), return_counts=True)
    ones, others = pairs // n, pairs % n
    shared = np.empty(len(pairs), dtype=np.int64)

    def count(parts: Sequence[slice]) -> None:
        for part in parts:
            same = circles[ones[part]][:, :, None] == circles[others[part]][:, None, :]
            shared[part] = np.count_nonzero(same.reshape(len(same), -1), axis=1)

    lanes.run_in_lanes(count, len(pairs), _BLOCK)
    weights = np.asarray(views * (shared / (2 * (k + 1) - shared)), dtype=np.float64)
    some = weights > 0
    return np.asarray(ones[some]), np.asarray(others[some]), weights[some]


def smooth(vectors: Floats, neighbours: Ints, likeness: Floats) -> Floats:
    """Return the vectors drawn to the middle of their neighbours, three times: manners of speaking cancel, the matter stays."""
    weights = np.maximum(likeness, 0)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)
    for _ in range(STEPS):
        vectors = _draw_together(vectors, neighbours, weights)
    return vectors


def _draw_together(vectors: Floats, neighbours: Ints, weights: Floats) -> Floats:
    drawn = np.empty_like(vectors)

    def draw(parts: Sequence[slice]) -> None:
        for part in parts:
            middle = np.matmul(weights[part, None, :], vectors[neighbours[part]])[:, 0]
            drawn[part] = scale_to_unit(vectors[part] + middle)

    lanes.run_in_lanes(draw, len(vectors), _BLOCK)
    return drawn


def measure_nearness(vectors: Floats, neighbours: Ints) -> float:
    """Return the mean similarity of neighbours."""
    alike = np.zeros(-(-len(vectors) // _BLOCK))

    def measure(parts: Sequence[slice]) -> None:
        for part in parts:
            near = np.matmul(vectors[neighbours[part]], vectors[part, :, None])
            alike[part.start // _BLOCK] = near.sum(dtype=np.float64)

    lanes.run_in_lanes(measure, len(vectors), _BLOCK)
    return sum(alike.tolist()) / max(neighbours.size, 1)


def scale_to_unit(vectors: Floats) -> Floats:
    """Return the vectors at the length of one."""
    unit: Floats = np.ascontiguousarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6))
    return unit


def _find_largest(block: Floats, n_strips: int, k: int) -> tuple[Ints, Floats]:
    """Return the columns of the k largest of each row, and these. They lie in the k places whose best over all strips is largest."""
    width = block.shape[1] // n_strips
    rows = np.arange(len(block))[:, None]
    if n_strips == 1 or width <= k:
        nearest = np.argpartition(-block, k - 1, axis=1)[:, :k]
        return nearest, block[rows, nearest]
    best = block.reshape(len(block), n_strips, width).max(axis=1)
    places = np.argpartition(-best, k - 1, axis=1)[:, :k]
    among = (places[:, :, None] + np.arange(n_strips) * width).reshape(len(block), -1)
    chosen = block.ravel()[among + rows * block.shape[1]]
    nearest = np.argpartition(-chosen, k - 1, axis=1)[:, :k]
    return among[rows, nearest], chosen[rows, nearest]
