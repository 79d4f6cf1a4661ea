"""Groups among a few thousand vectors: parted finely by shared neighbours, then joined as far as halves of them agree.

Sources: Leiden, Traag, Waltman & van Eck 2019, for the fine parts. How far they are joined is read off the data: see
`agreement`.
"""

from __future__ import annotations

from dataclasses import dataclass

import graspologic_native
import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import joining, neighbours
from closeknit.analysis.needs.joining import Link

LEAST_ALIKE = neighbours.LEAST_ALIKE
MOST_NEIGHBOURS = neighbours.MOST_NEIGHBOURS
# Leiden's resolution: so fine that joining, not parting, decides.
COARSEST, FINEST = 4.0, 36.0
SEED = 7
# Where nothing says how far groups are joined.
LEVEL = 0.65

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Parted:
    """Rows in fine parts: `labels` (-1: alone), the smoothed vectors, and how the parts are joined, nearest first."""

    smooth: Floats
    labels: Ints
    links: list[Link]


def group_vectors(vectors: Floats, owners: Ints | None = None, *, level: float = LEVEL) -> list[Ints]:
    """Return groups of row numbers, largest first (then lowest row), each of ≥ 2 rows; rows may be in none.

    `vectors` [n, d] are of unit length. `owners` says which rows were together before (-1: none): those are parted only
    where they are clearly apart. Parts are joined down to nearness `level`: higher gives more and finer groups.
    """
    if len(vectors) < 2:
        return []
    parted = part_finely(neighbours.turn_to_main(vectors), owners, least=level)
    return list_groups(parted.smooth, joining.join_groups(parted.labels, parted.links, level))


def list_groups(smooth: Floats, labels: Ints) -> list[Ints]:
    """Return the rows of each group (-1: of none), each at the nearest group; largest first, and none of a single row."""
    labels = _move_to_nearest(smooth, labels)
    groups = [np.flatnonzero(labels == label) for label in range(int(labels.max(initial=-1)) + 1)]
    listed = [rows for rows in groups if len(rows) > 1]
    return sorted(listed, key=lambda rows: (-len(rows), int(rows[0])))


def part_finely(vectors: Floats, owners: Ints | None = None, *, least: float = -9.0) -> Parted:
    """Return the rows in small parts, and how these are joined down to nearness `least`."""
    near, likeness = neighbours.find_neighbours(vectors, neighbours.count_neighbours(len(vectors)))
    labels = _part(near, likeness)
    smooth = neighbours.smooth(vectors, near, likeness)
    nearness = neighbours.measure_nearness(smooth, near)
    return Parted(smooth, labels, joining.link_groups(smooth, labels, nearness, owners, least=least))


def pick_resolution(n: int) -> float:
    """Return Leiden's resolution for n rows."""
    return float(np.clip(4 * (n / 30) ** 0.5, COARSEST, FINEST))


def _part(near: Ints, likeness: Floats) -> Ints:
    labels = np.full(len(near), -1, dtype=np.int64)
    ones, others, weights = neighbours.share_neighbours(near, likeness)
    if len(ones):
        names = np.arange(len(near)).astype(str).astype(object)
        edges = list(zip(names[ones].tolist(), names[others].tolist(), weights.tolist(), strict=True))
        _, found = graspologic_native.leiden(
            edges=edges,
            resolution=pick_resolution(len(near)),
            randomness=0.001,
            iterations=1,
            use_modularity=True,
            seed=SEED,
            trials=1,
        )
        labels[np.array([int(row) for row in found], dtype=np.int64)] = list(found.values())
    return labels


def _move_to_nearest(smooth: Floats, labels: Ints) -> Ints:
    """Return the labels after each grouped row went to the group whose middle is nearest to it."""
    n_groups = int(labels.max(initial=-1)) + 1
    if n_groups < 2:
        return labels
    sums = joining.sum_groups(smooth, labels, n_groups)
    middles = (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    moved = (smooth @ middles.T).argmax(axis=1)
    return np.where(labels >= 0, moved, -1)
