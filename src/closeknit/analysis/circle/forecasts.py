"""Forecasts about an account: what may be said, when it is looked at again, and how good our forecasts are."""

import datetime
import itertools
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closeknit.analysis.kinds import Stage

# Below this many a score says more about luck than about us (design: how the numbers are made).
LEAST = 10

# The nearer an account, the sooner what we wrote of it is looked at again; a house changes these in its settings.
REVISIT_DAYS: dict[Stage, int] = {
    Stage.ALLY: 90,
    Stage.PARTNER: 90,
    Stage.ENGAGED: 120,
    Stage.ACQUAINTED: 180,
    Stage.OUTSIDE: 365,
    Stage.LET_GO: 365,
}
# Where forecasts of about the same probability are counted together, in per cent; the last one includes 100.
_EDGES = (0, 20, 40, 60, 80, 100)


class ForecastRefused(ValueError):
    """A forecast or a revisit that cannot be; `sentence` says why, for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Resolved:
    """A forecast whose day has come: how likely we called it, 0–1, and whether it came true."""

    probability: float
    came_true: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Forecasts of about the same probability: the band in per cent, how many, how many came true, and what we called them on average."""

    low: int
    high: int
    n: int
    n_true: int
    mean_share: float

    @property
    def true_share(self) -> float:
        """Return which share of them came true, 0–1."""
        return self.n_true / self.n


@dataclass(frozen=True, slots=True)
class ForecastScore:
    """How good forecasts were. `brier` 0 (perfect) to 1, None below ten; `baseline` is what always naming the overall share would score.

    `n_missing` is how many more are needed; `bands` hold what there is, in any case. `reasons` are sentences.
    """

    n: int
    n_true: int
    brier: float | None
    baseline: float | None
    n_missing: int
    bands: tuple[Band, ...]
    reasons: tuple[str, ...]


def check_probability(percent: int) -> float:
    """Return the probability 0–1 of `percent` 0–100, or raise ForecastRefused."""
    if percent > 100:
        raise ForecastRefused(f"{percent} % is more than certain. Choose a figure from 0 to 100.")
    if percent < 0:
        raise ForecastRefused(f"{percent} % is less than impossible. Choose a figure from 0 to 100.")
    return percent / 100


def check_due(due_on: datetime.date, *, made_on: datetime.date) -> None:
    """Raise ForecastRefused where the day that decides it is not ahead."""
    if due_on <= made_on:
        raise ForecastRefused("A forecast is about a day that is still ahead. Choose a later one.")


def check_revisit_days(days: int) -> None:
    """Raise ForecastRefused where a profile would be looked at again after no days, or not within ten years."""
    if not 1 <= days <= 3660:
        raise ForecastRefused(f"{days} days is no time to look again after. Choose from 1 to 3,660.")


def plan_revisit(written_on: datetime.date, days: int) -> datetime.date:
    """Return the day on which a profile written (or confirmed) on `written_on` is looked at again."""
    return written_on + datetime.timedelta(days)


def score_forecasts(resolved: Iterable[Resolved]) -> ForecastScore:
    """Return how good these forecasts were, with the Brier score from ten of them on.

    The score is the mean of (probability − outcome)², outcome 1 where it came true, else 0: Brier (1950) for an event that happens or
    not, counted once; his own sum over both outcomes is twice as large. It is proper: naming what one believes is the best one can do.
    """
    known = list(resolved)
    n, n_true = len(known), sum(one.came_true for one in known)
    missing = max(0, LEAST - n)
    share = n_true / n if n else 0.0
    brier = statistics.fmean((one.probability - one.came_true) ** 2 for one in known) if not missing else None
    baseline = share * (1 - share) if not missing else None
    return ForecastScore(n, n_true, brier, baseline, missing, _bands(known), _reasons(n, n_true, missing, baseline))


def _bands(known: Sequence[Resolved]) -> tuple[Band, ...]:
    found = []
    for low, high in itertools.pairwise(_EDGES):
        inside = [one for one in known if _is_inside(one.probability * 100, low, high)]
        if inside:
            mean = statistics.fmean(one.probability for one in inside)
            found.append(Band(low, high, len(inside), sum(one.came_true for one in inside), mean))
    return tuple(found)


def _is_inside(percent: float, low: int, high: int) -> bool:
    # Rounded, since 0.6 × 100 is a little more than 60 in binary.
    percent = round(percent, 6)
    return low <= percent < high or (high == 100 and percent >= 100)


def _reasons(n: int, n_true: int, missing: int, baseline: float | None) -> tuple[str, ...]:
    if n == 0:
        return (f"No forecast has been decided yet. The score shows from {LEAST} on",)
    said = f"{n_true} of {n} came true"
    if missing:
        return said, f"The score shows once {missing} more {'is' if missing == 1 else 'are'} decided"
    return said, f"Saying {n_true / n:.0%} each time would have scored {baseline:.2f}; lower is better"
