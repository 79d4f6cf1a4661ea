"""Laying sentences beside the known needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import likeness, sketch
from closeknit.analysis.needs.sketch import Sketch, State

# The bar of a need is its own inner likeness less this many deviations: the knob between coverage and late discovery.
LOOSENESS = 1.5
LOWEST_BAR, HIGHEST_BAR = 0.30, 0.75
# What is believed of a young need's likeness before its members have shown it, and for how many members that counts.
PRIOR_LIKENESS, PRIOR_SPREAD, PRIOR_MEMBERS = 0.60, 0.06, 4
# A person's statement says what a need is, and few words of many shapes may stand for it: a sentence is held against the
# statement and its two nearest words, and is one of them from here on (demo company: half of what passes was meant).
STATED_BAR, NEAREST_OF_STATED = 0.42, 2
CANDIDATES = 6
_BLOCK = 512
_NOT_ALIKE = -2.0

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """The need that accepts a sentence, how alike it is to the nearest members, and the bar that it passed."""

    need: str
    likeness: float
    bar: float


class Index:
    """The middles of all sketches in one array, so that a sentence is compared with a few samples only."""

    def __init__(self, sketches: Sequence[Sketch], before: Index | None = None, changed: Collection[str] = ()) -> None:
        """Index these sketches; what `before` knows of those that are not `changed` is taken over."""
        self.names = [need.need for need in sketches]
        self.samples = [need.sample for need in sketches]
        self.stated = [need.stated for need in sketches]
        self.places = {name: place for place, name in enumerate(self.names)}
        self.middles: Floats
        self.bars: npt.NDArray[np.float64]
        if before is not None and before.names == self.names:
            self.middles, self.bars = before.middles.copy(), before.bars.copy()
            anew = [self.places[name] for name in sorted(changed)]
        else:
            self.middles = np.zeros((len(sketches), likeness.DIMENSIONS), dtype=np.float32)
            self.bars = np.zeros(len(sketches))
            anew = list(range(len(sketches)))
        if anew:
            totals = np.array([_sum_up(sketches[place]) for place in anew])
            lengths = np.maximum(np.linalg.norm(totals, axis=1, keepdims=True), 1e-9)
            self.middles[anew] = likeness.to_grid(totals / lengths)
            self.bars[anew] = [bar_of(sketches[place]) for place in anew]

    def place(
        self, vectors: Floats, verbatims: Sequence[str], cannot: Collection[tuple[str, str]] = ()
    ) -> list[Found | None]:
        """Return for each sentence the most alike need that accepts it, or None when no need does."""
        if not self.names or not len(vectors):
            return [None] * len(vectors)
        candidates, alike = self._compare(vectors)
        alike = np.where(alike >= self.bars[candidates], alike, -9)
        if cannot:
            barred = {verbatim for verbatim, _ in cannot}
            for row, verbatim in enumerate(verbatims):
                if verbatim in barred:
                    kept_out = [(verbatim, self.names[place]) in cannot for place in candidates[row]]
                    alike[row, kept_out] = -9
        best = alike.argmax(axis=1)
        rows = np.arange(len(vectors))
        places, scores = candidates[rows, best], alike[rows, best]
        return [
            Found(self.names[place], score, bar) if score > -9 else None
            for place, score, bar in zip(places.tolist(), scores.tolist(), self.bars[places].tolist(), strict=True)
        ]

    def nearest(self, vectors: Floats) -> list[tuple[str, float]]:
        """Return for each sentence the most alike need, accepted or not, and the likeness."""
        candidates, alike = self._compare(vectors)
        best = alike.argmax(axis=1)
        rows = np.arange(len(vectors))
        found = zip(candidates[rows, best].tolist(), alike[rows, best].tolist(), strict=True)
        return [(self.names[place], score) for place, score in found]

    def _compare(self, vectors: Floats) -> tuple[Ints, npt.NDArray[np.float64]]:
        """Return the nearest needs of each sentence by their middles, and its likeness to the five nearest of each."""
        near = vectors @ self.middles.T
        n = near.shape[1]
        if n > CANDIDATES:
            candidates = np.sort(np.argpartition(-near, CANDIDATES - 1, axis=1)[:, :CANDIDATES], axis=1)
        else:
            candidates = np.broadcast_to(np.arange(n), near.shape).copy()
        flat = candidates.ravel()
        # Sentences that are laid beside the same need are laid there in one go.
        order = np.argsort(flat, kind="stable")
        places, firsts = np.unique(flat[order], return_index=True)
        rows, few = vectors[order // candidates.shape[1]], list[tuple[int, int, int]]()
        alike = np.full((len(flat), sketch.RESERVOIR), _NOT_ALIKE, dtype=np.float32)
        for place, first, end in zip(places.tolist(), firsts.tolist(), [*firsts[1:].tolist(), len(flat)], strict=True):
            sample = self.samples[place]
            if len(sample) < likeness.NEAREST or len(self.stated[place]):
                few.append((place, first, end))
            else:
                alike[first:end, : len(sample)] = rows[first:end] @ sample.T
        found = np.empty(len(flat))
        found[order] = likeness.average_top(alike)
        for place, first, end in few:
            found[order[first:end]] = _alike(rows[first:end], self.samples[place], self.stated[place])
        return candidates, found.reshape(candidates.shape)


def _sum_up(need: Sketch) -> npt.NDArray[np.float64]:
    return np.asarray(need.total + need.stated.sum(axis=0, dtype=np.float64))


def _alike(rows: Floats, sample: Floats, stated: Floats) -> npt.NDArray[np.float64]:
    """Return how alike each row is to a need: to its five nearest members, or to its statement and the two nearest."""
    if not len(stated):
        return likeness.average_top(rows @ sample.T) if len(sample) else np.full(len(rows), -1.0)
    said = (rows @ stated.T)[:, 0].astype(np.float64)
    return (said + likeness.average_top(rows @ sample.T, NEAREST_OF_STATED)) / 2 if len(sample) else said


def nearest_needs(state: State, vectors: Floats) -> list[tuple[str, float] | None]:
    """Return for each row the nearest need that is not dismissed and its likeness, whatever the bar; None without needs."""
    live = [need for need in state.sketches if not need.dismissed and len(need.sample)]
    if not live:
        return [None] * len(vectors)
    index, found = Index(live), list[tuple[str, float] | None]()
    for first in range(0, len(vectors), _BLOCK):
        found.extend(index.nearest(likeness.to_grid(vectors[first : first + _BLOCK])))
    return found


def bar_of(need: Sketch) -> float:
    """Return the likeness (0.30–0.75) from which a sentence is accepted by a need."""
    if len(need.stated):
        return STATED_BAR
    n_members = min(len(need.rows), sketch.RESERVOIR)
    trust = n_members / (n_members + PRIOR_MEMBERS)
    alike = trust * need.likeness + (1 - trust) * PRIOR_LIKENESS
    spread = trust * need.spread + (1 - trust) * PRIOR_SPREAD
    return min(max(alike - LOOSENESS * spread, LOWEST_BAR), HIGHEST_BAR)
