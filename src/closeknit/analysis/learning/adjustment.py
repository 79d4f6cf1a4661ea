"""A small correction of one signal, learned from what people of one house said; the shipped weights stay as they are.

The machine's log-odds get a bias and a product with the sentence's vector. Both are fitted by logistic regression with the machine's own
log-odds as a fixed offset, held at zero by an L2 penalty (adapting a model with a prior centred on it: Chelba & Acero 2004). The labels are
all there is to remember: the same labels give the same adjustment, and without a label its effect is gone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DIMENSIONS = 384
# So many labels of one signal must go against the machine before it is adjusted at all.
FEWEST = 3
# How hard the adjustment is held at zero. At these, one correction moves its own sentence by half a log-odd at most, and three
# like it are needed to turn one that the machine gave 0.7.
ANCHOR = 1.2
BIAS_ANCHOR = 8.0
# Log-odds are never moved further than this: what the machine is surer of than 0.92 stays, names from the house's list above all.
MOST_MOVED = 2.5
# Any two sentences are a little alike. What is moved by less than this is not about the same thing, and is not moved.
NOISE = 0.2
_STEPS = 25
_TINY = 1e-4

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Label:
    """What a person said of one sentence: its vector [384], the machine's own probability, and whether the signal holds.

    `is_sampled` tells a label of a random check from a correction that somebody came across. Only the former can say that a signal is heard
    too often or too seldom everywhere: people correct what is wrong, and seldom say what is right.
    """

    vector: Floats
    probability: float
    holds: bool
    is_sampled: bool = False

    @property
    def is_against(self) -> bool:
        """Whether the machine alone would have said otherwise."""
        return self.holds != (self.probability >= 0.5)


@dataclass(frozen=True)
class Adjustment:
    """What is added to the log-odds of a sentence: `bias` + `weights` [384] x its vector, at most 2.5 either way."""

    weights: Floats
    bias: float
    n_labels: int
    n_against: int


def learn(labels: Sequence[Label]) -> Adjustment | None:
    """Return what the labels of one signal teach, or None where fewer than three go against the machine.

    Deterministic: Newton's steps from zero until they are small, on sums in the order given.
    """
    n_against = sum(label.is_against for label in labels)
    if n_against < FEWEST:
        return None
    rows = np.zeros((len(labels), DIMENSIONS + 1), dtype=np.float64)
    rows[:, :DIMENSIONS] = [label.vector for label in labels]
    rows[:, DIMENSIONS] = [label.is_sampled for label in labels]
    offset = np.array([log_odds(label.probability) for label in labels])
    holds = np.array([label.holds for label in labels], dtype=np.float64)
    anchor = np.full(DIMENSIONS + 1, ANCHOR)
    anchor[DIMENSIONS] = BIAS_ANCHOR
    fitted = _fit(rows, offset, holds, anchor)
    return Adjustment(fitted[:DIMENSIONS].astype(np.float32), round(float(fitted[-1]), 6), len(labels), n_against)


def move_rows(vectors: Floats, adjustments: Sequence[Adjustment]) -> Doubles:
    """Return by how much the log-odds of each row of `vectors` [n, 384] are moved by each adjustment, [n, k], -2.5 to 2.5.

    A sentence's figures are bit for bit the same whatever its company.
    """
    weights = np.stack([one.weights for one in adjustments], axis=1) if adjustments else np.zeros((DIMENSIONS, 0), "f4")
    moved = np.zeros((len(vectors), len(adjustments)), dtype=np.float64)
    # Row by row: a product of many rows may round a row otherwise than alone.
    for place, vector in enumerate(vectors):
        moved[place] = vector @ weights
    beyond = np.sign(moved) * np.maximum(np.abs(moved) - NOISE, 0)
    bounded: Doubles = np.clip(beyond + np.array([one.bias for one in adjustments]), -MOST_MOVED, MOST_MOVED)
    return bounded


def apply_move(probability: float, moved: float) -> float:
    """Return a probability whose log-odds are moved, 0-1, to four digits."""
    return round(1 / (1 + math.exp(-(log_odds(probability) + moved))), 4)


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, held within 0.001-0.999: four digits say no more."""
    held = min(max(probability, 0.001), 0.999)
    return math.log(held / (1 - held))


def _fit(rows: Doubles, offset: Doubles, holds: Doubles, anchor: Doubles) -> Doubles:
    fitted = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(offset + rows @ fitted)))
        slope = rows.T @ (chance - holds) + anchor * fitted
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows
        bend[np.diag_indices_from(bend)] += anchor
        step = np.linalg.solve(bend, slope)
        # A whole step may lead too far where labels go hard against the machine: halved until it does not.
        while _loss(fitted - step, rows, offset, holds, anchor) > _loss(fitted, rows, offset, holds, anchor) + _TINY**2:
            step = step / 2
        fitted = fitted - step
        if float(np.abs(step).max()) < _TINY:
            break
    return fitted


def _loss(fitted: Doubles, rows: Doubles, offset: Doubles, holds: Doubles, anchor: Doubles) -> float:
    odds = offset + rows @ fitted
    return float((np.logaddexp(0, odds) - holds * odds).sum() + (anchor * fitted * fitted).sum() / 2)
