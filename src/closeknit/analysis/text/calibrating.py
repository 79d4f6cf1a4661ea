"""How a house's own judgements shift the chances of one signal: houses differ in how much of a thing is said at all.

A head's chance is right on average over the sources that it was trained on, and too high or too low in any one of them: in one
house every second sentence is a wish, in another every thirtieth, and no sentence alone tells which house it is from. A few
dozen judgements do. Slope and shift of the log-odds (Platt 1999), held near "as it is" by how far sources differ.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# How far the sources that `make train` holds out lie apart: standard deviations of the shift and of the slope's logarithm.
SHIFT_SPREAD, SLOPE_SPREAD = 1.2, 0.3
FEWEST_JUDGED = 20
_LEAST = 1e-4
_STEPS = 50


@dataclass(frozen=True)
class Shift:
    """How chances of one signal are put right in a house: log-odds × `slope` + `shift`, learnt from `n` judgements."""

    slope: float = 1.0
    shift: float = 0.0
    n: int = 0

    def apply(self, chance: float) -> float:
        """Return the chance, 0–1, as it is in this house; a shift of nothing gives back what it got."""
        if self.slope == 1.0 and self.shift == 0.0:
            return chance
        return 1 / (1 + math.exp(-(self.slope * _to_odds(chance) + self.shift)))


def learn_shift(judged: Sequence[tuple[float, bool]]) -> Shift:
    """Return the likeliest shift after judgements (the chance that was heard, and whether it holds).

    They must be of sentences drawn by lot: corrections of what looked wrong say only that something looked wrong. Fewer
    than 20 change nothing. The order of `judged` does not matter but for rounding.
    """
    if len(judged) < FEWEST_JUDGED:
        return Shift(n=len(judged))
    odds = np.array([_to_odds(chance) for chance, _ in judged])
    holds = np.array([float(one) for _, one in judged])
    # Newton's method on the logarithm of the posterior, which has one peak; steps are halved where they go too far.
    slope, shift = 0.0, 0.0
    height = _height(slope, shift, odds, holds)
    for _ in range(_STEPS):
        step = _newton_step(slope, shift, odds, holds)
        while (higher := _height(slope + step[0], shift + step[1], odds, holds)) < height and abs(step).max() > 1e-9:
            step = step / 2
        slope, shift = slope + float(step[0]), shift + float(step[1])
        if higher - height < 1e-10:
            break
        height = higher
    return Shift(math.exp(slope), shift, len(judged))


def _height(slope: float, shift: float, odds: np.ndarray, holds: np.ndarray) -> float:
    line = math.exp(slope) * odds + shift
    fit = holds * line - np.logaddexp(0, line)
    return float(fit.sum() - (slope / SLOPE_SPREAD) ** 2 / 2 - (shift / SHIFT_SPREAD) ** 2 / 2)


def _newton_step(slope: float, shift: float, odds: np.ndarray, holds: np.ndarray) -> np.ndarray:
    tilted = math.exp(slope) * odds
    chances = 1 / (1 + np.exp(-np.clip(tilted + shift, -30, 30)))
    gap, spread = holds - chances, chances * (1 - chances)
    uphill = np.array([gap @ tilted - slope / SLOPE_SPREAD**2, gap.sum() - shift / SHIFT_SPREAD**2])
    # Fisher's information instead of the exact curvature: never the wrong way.
    mixed = spread @ tilted
    bend = np.array([[spread @ tilted**2 + SLOPE_SPREAD**-2, mixed], [mixed, spread.sum() + SHIFT_SPREAD**-2]])
    step: np.ndarray = np.linalg.solve(bend, uphill)
    return step


def _to_odds(chance: float) -> float:
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
