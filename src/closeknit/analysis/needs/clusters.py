"""Groups among a few thousand vectors: shared nearest neighbours, then Leiden.

Sources: Jarvis & Patrick 1973 (shared neighbours); Traag, Waltman & van Eck 2019 (Leiden).
"""

from __future__ import annotations

import graspologic_native
import numpy as np
import numpy.typing as npt

MOST_NEIGHBOURS = 15
# Less alike than this, two sentences share a manner of speaking rather than a matter.
LEAST_ALIKE = 0.36
SEED = 7
_BLOCK = 1024

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def group_vectors(vectors: Floats, *, resolution: float | None = None) -> list[Ints]:
    """Return groups of row numbers, largest first (then lowest row), each of ≥ 2 rows; rows may be in none.

    `vectors` [n, d] are of unit length. `resolution` is the knob of granularity; by default it grows with n, so that a
    few dozen sentences are not cut to pieces and many thousand are not lumped together.
    """
    n = len(vectors)
    if n < 2:
        return []
    neighbours, likeness = _find_neighbours(vectors, min(max(round(n**0.5), 3), MOST_NEIGHBOURS, n - 1))
    edges = _share_neighbours(neighbours, likeness)
    if not edges:
        return []
    _, labels = graspologic_native.leiden(
        edges=edges,
        resolution=resolution or pick_resolution(n),
        randomness=0.001,
        iterations=2,
        use_modularity=True,
        seed=SEED,
        trials=1,
    )
    groups: dict[int, list[int]] = {}
    for row, label in labels.items():
        groups.setdefault(label, []).append(int(row))
    listed = [np.array(sorted(rows), dtype=np.int64) for rows in groups.values() if len(rows) > 1]
    return sorted(listed, key=lambda rows: (-len(rows), int(rows[0])))


def pick_resolution(n: int) -> float:
    """Return the resolution for n vectors: 8 from 4,000 on (measured on labelled sets), less for fewer."""
    return float(np.clip((n / 60) ** 0.5, 1.0, 8.0))


def _find_neighbours(vectors: Floats, k: int) -> tuple[Ints, Floats]:
    n = len(vectors)
    neighbours = np.empty((n, k), dtype=np.int64)
    likeness = np.empty((n, k), dtype=np.float32)
    for first in range(0, n, _BLOCK):
        block = vectors[first : first + _BLOCK] @ vectors.T
        rows = np.arange(len(block))
        block[rows, rows + first] = -2
        near = np.argpartition(-block, k - 1, axis=1)[:, :k]
        neighbours[first : first + _BLOCK] = near
        likeness[first : first + _BLOCK] = np.take_along_axis(block, near, axis=1)
    return neighbours, likeness


def _share_neighbours(neighbours: Ints, likeness: Floats) -> list[tuple[str, str, float]]:
    """Return each pair of neighbours that share neighbours, with the share (Jaccard) as its weight."""
    n, k = neighbours.shape
    circles = np.hstack([neighbours, np.arange(n)[:, None]])
    circles = np.where(np.hstack([likeness, np.ones((n, 1))]) >= LEAST_ALIKE, circles, -1 - np.arange(n)[:, None])
    edges: list[tuple[str, str, float]] = []
    for first in range(0, n, _BLOCK):
        rows = np.repeat(np.arange(first, min(first + _BLOCK, n)), k)
        others = neighbours[first : first + _BLOCK].ravel()
        kept = likeness[first : first + _BLOCK].ravel() >= LEAST_ALIKE
        rows, others = rows[kept], others[kept]
        shared = (circles[rows][:, :, None] == circles[others][:, None, :]).any(axis=2).sum(axis=1)
        weights = shared / (2 * (k + 1) - shared)
        edges.extend((str(a), str(b), float(w)) for a, b, w in zip(rows, others, weights, strict=True))
    return [edge for edge in edges if edge[2] > 0]
