"""How alike sentences are, and a grid on which that is exact."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

DIMENSIONS = 384
# Vectors stand on multiples of 2^-12 and are no longer than 1, so each product and each partial sum of a similarity is a
# whole number of 2^-24 below 2^24 of them: a float32 holds it exactly. A similarity is then the same bit for bit in
# whatever order, block or thread it is added up, and so is all that follows from it.
GRID = 4096.0
_LENGTH = 4080.0
# How alike a sentence is to many is how alike it is to so many of them, the nearest.
NEAREST = 5

Floats = npt.NDArray[np.float32]


def to_grid(vectors: npt.NDArray[np.floating]) -> Floats:
    """Return vectors of unit length on the grid (0.4 % shorter, rounded by 0.0001)."""
    return (np.round(np.asarray(vectors, dtype=np.float32) * _LENGTH) / GRID).astype(np.float32)


def average_top(alike: Floats, most: int = NEAREST) -> npt.NDArray[np.float64]:
    """Return for each row the mean of its `most` largest (fewer where there are fewer)."""
    if alike.shape[1] > most:
        alike = np.partition(alike, alike.shape[1] - most, axis=1)[:, -most:]
    return np.asarray(alike.sum(axis=1, dtype=np.float64) / max(alike.shape[1], 1))


def inner_likeness(vectors: Floats, most: int = NEAREST) -> npt.NDArray[np.float64]:
    """Return, for each row, its mean similarity to the `most` nearest other rows; 1 for a single row."""
    if len(vectors) < 2:
        return np.ones(len(vectors))
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -2)
    return average_top(alike, min(most, len(vectors) - 1))


def inner_likeness_of_many(vectors: Floats, most: int = NEAREST) -> npt.NDArray[np.float64]:
    """Return the same for many groups at a time: `vectors` [groups, rows, d] gives [groups, rows]; more rows than `most`."""
    n_groups, n_rows, _ = vectors.shape
    alike = np.matmul(vectors, vectors.transpose(0, 2, 1))
    alike[:, np.arange(n_rows), np.arange(n_rows)] = -2
    return average_top(alike.reshape(n_groups * n_rows, n_rows), most).reshape(n_groups, n_rows)


def cross_likeness(these: Floats, those: Floats, most: int = NEAREST) -> float:
    """Return the mean similarity of each of `these` to the `most` nearest of `those`; -1 when either is empty."""
    if not len(these) or not len(those):
        return -1.0
    return float(average_top(these @ those.T, most).mean())


def stack(vectors: list[Floats]) -> Floats:
    """Return the vectors as rows of one array [n, 384]."""
    if not vectors:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    return np.concatenate(vectors).reshape(len(vectors), DIMENSIONS)
