"""How right chances are: as shipped, after 50 or 100 judgements of the set itself, and the least that a perfect forecaster shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.text import calibrating

BINS = 10
ROUNDS, FEWEST_LEFT = 8, 150

Chances = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Calibration:
    """Expected calibration errors: `shipped`; on the rest after 50 or 100 rows drawn by lot were judged; `least`, of chance alone."""

    shipped: float
    after_50: float | None
    after_100: float | None
    least: float


def measure(chances: Chances, truth: Truth) -> Calibration:
    """Return the calibration errors of one set; None where fewer than 150 rows would be left to measure on."""
    lot = np.random.default_rng(7)
    least = np.mean([ece(chances, lot.random(len(chances)) < chances) for _ in range(ROUNDS)])
    after_50, after_100 = (_measure_judged(chances, truth, n) for n in (50, 100))
    return Calibration(ece(chances, truth), after_50, after_100, float(least))


def ece(chances: Chances, truth: Truth) -> float:
    """Return the expected calibration error (Guo et al. 2017, ten bins of equal width)."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs(chances[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(sum(gaps))


def _measure_judged(chances: Chances, truth: Truth, n: int) -> float | None:
    if len(chances) < n + FEWEST_LEFT:
        return None
    lot = np.random.default_rng(n)
    return float(np.mean([_judge(chances, truth, lot.permutation(len(chances)), n) for _ in range(ROUNDS)]))


def _judge(chances: Chances, truth: Truth, order: npt.NDArray[np.int_], n: int) -> float:
    seen, rest = order[:n], order[n:]
    shift = calibrating.learn_shift([(float(chances[row]), bool(truth[row])) for row in seen])
    return ece(np.array([shift.apply(float(chances[row])) for row in rest]), truth[rest])
