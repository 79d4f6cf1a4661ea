"""Laying a sentence beside the known needs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import sketch
from closeknit.analysis.needs.sketch import Sketch, State

# The bar of a need is its own inner likeness less this many deviations: the knob between coverage and late discovery.
LOOSENESS = 1.5
LOWEST_BAR, HIGHEST_BAR = 0.30, 0.75
# What is believed of a young need's likeness before its members have shown it, and for how many members that counts.
PRIOR_LIKENESS, PRIOR_SPREAD, PRIOR_MEMBERS = 0.60, 0.06, 4
CANDIDATES = 6

Floats = npt.NDArray[np.float32]


class Index:
    """The centroids of all sketches in one array, so that a sentence is compared with a few samples only."""

    def __init__(self, state: State) -> None:
        """Index the sketches of `state`; make a new one when needs come or go."""
        self.state = state
        self.bars = [bar_of(need) for need in state.sketches]
        self.centroids = np.zeros((len(state.sketches), sketch.DIMENSIONS), dtype=np.float32)
        for place in range(len(state.sketches)):
            self.refresh(place)

    def place(self, verbatim: str, vector: Floats) -> tuple[int, float, float] | None:
        """Return the need (its place), the likeness and the bar, or None when no need accepts the sentence."""
        best: tuple[int, float, float] | None = None
        for place in self._candidates(vector):
            need = self.state.sketches[place]
            likeness = likeness_to(need, vector)
            if likeness < self.bars[place] or (best is not None and likeness <= best[1]):
                continue
            if (verbatim, need.need) not in self.state.cannot:
                best = place, likeness, self.bars[place]
        return best

    def nearest(self, vector: Floats, live: Sequence[int]) -> tuple[str, float]:
        """Return the nearest of the `live` needs, accepted or not."""
        order = np.argsort(-(self.centroids[list(live)] @ vector), kind="stable")[:CANDIDATES]
        likeness, place = max((likeness_to(self.state.sketches[live[i]], vector), -live[i]) for i in order)
        return self.state.sketches[-place].need, likeness

    def refresh(self, place: int) -> None:
        """Bring the index up to date with one changed sketch."""
        need = self.state.sketches[place]
        self.centroids[place] = need.total / max(float(np.linalg.norm(need.total)), 1e-9)
        self.bars[place] = bar_of(need)

    def _candidates(self, vector: Floats) -> list[int]:
        # einsum, since a threaded product of this size costs more in waking threads than in multiplying.
        near = np.einsum("nd,d->n", self.centroids, vector)
        if len(near) <= CANDIDATES:
            return list(range(len(near)))
        return sorted(np.argpartition(-near, CANDIDATES)[:CANDIDATES].tolist())


def nearest_needs(state: State, vectors: Floats) -> list[tuple[str, float] | None]:
    """Return for each row the nearest need that is not dismissed and its likeness, whatever the bar; None without needs."""
    live = [place for place, need in enumerate(state.sketches) if not need.dismissed]
    index = Index(state)
    return [index.nearest(vector, live) if live else None for vector in vectors]


def bar_of(need: Sketch) -> float:
    """Return the likeness (0.30–0.75) from which a sentence is accepted by a need."""
    trust = len(need.members) / (len(need.members) + PRIOR_MEMBERS)
    likeness = trust * need.likeness + (1 - trust) * PRIOR_LIKENESS
    spread = trust * need.spread + (1 - trust) * PRIOR_SPREAD
    return min(max(likeness - LOOSENESS * spread, LOWEST_BAR), HIGHEST_BAR)


def likeness_to(need: Sketch, vector: Floats) -> float:
    """Return the mean similarity of a sentence to the five nearest members of a need's sample."""
    near = need.sample @ vector
    if len(near) > 5:
        near.partition(len(near) - 5)
        near = near[-5:]
    return float(near.sum()) / len(near) if len(near) else -1.0
