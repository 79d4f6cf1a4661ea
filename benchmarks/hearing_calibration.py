"""How right chances are: as shipped, after fifty judgements of the set itself, and the least that a perfect forecaster would show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.text import calibrating

BINS = 10
JUDGED, ROUNDS, FEWEST_ROWS = 50, 8, 150

Chances = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Calibration:
    """Expected calibration errors: `shipped`; `judged`, on the rest after 50 rows drawn by lot were judged; `least`, of chance alone."""

    shipped: float
    judged: float | None
    least: float


def measure(chances: Chances, truth: Truth) -> Calibration:
    """Return the calibration errors of one set; sets of fewer than 150 rows are too small to spare fifty."""
    lot = np.random.default_rng(7)
    least = np.mean([ece(chances, lot.random(len(chances)) < chances) for _ in range(ROUNDS)])
    judged = None
    if len(chances) >= FEWEST_ROWS:
        judged = float(np.mean([_judge(chances, truth, lot.permutation(len(chances))) for _ in range(ROUNDS)]))
    return Calibration(ece(chances, truth), judged, float(least))


def ece(chances: Chances, truth: Truth) -> float:
    """Return the expected calibration error (Guo et al. 2017, ten bins of equal width)."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs(chances[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(sum(gaps))


def _judge(chances: Chances, truth: Truth, order: npt.NDArray[np.int_]) -> float:
    seen, rest = order[:JUDGED], order[JUDGED:]
    shift = calibrating.learn_shift([(float(chances[row]), bool(truth[row])) for row in seen])
    return ece(np.array([shift.apply(float(chances[row])) for row in rest]), truth[rest])
