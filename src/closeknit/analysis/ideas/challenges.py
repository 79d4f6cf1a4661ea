"""Answers to a challenge, compared on the customers' own criteria: weighted sums with their spread, and whether their order would hold.

A weighted sum of scores is the additive value model of Keeney & Raiffa (1976); how far one weight may move before another answer comes
first is its one-at-a-time sensitivity (Triantaphyllou & Sánchez 1997), with the other weights kept in proportion.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

MOST_POINTS = 10
# Two people who are so many points apart on one thing have seen different things (own choice).
FAR_APART = 4


class AnsweredBy(enum.StrEnum):
    """How an answer came to us."""

    SELF = "self"
    MAIL = "mail"
    TALK = "talk"


class GuestState(enum.StrEnum):
    """Where somebody stands whom a challenge is put to."""

    CHOSEN = "chosen"
    ASKED = "asked"
    REFUSED = "refused"
    NO_ADDRESS = "no_address"


class TookPart(enum.StrEnum):
    """Why somebody is told what became of a challenge, the strongest reason first."""

    ANSWERED = "answered"
    CRITERION = "criterion"
    WORDS = "words"
    SCORED = "scored"


@dataclass(frozen=True)
class Scored:
    """What one person gave one answer on one criterion: 0–10 points."""

    answer: str
    criterion: str
    who: str
    points: float


@dataclass(frozen=True)
class Cell:
    """One answer on one criterion: the mean of those who scored it, the least and the most. `is_far` tells that they are far apart."""

    mean: float
    low: float
    high: float
    n: int
    is_far: bool


@dataclass(frozen=True)
class Standing:
    """One answer with its weighted sum, 0–10: over the criteria that somebody scored it on (`covered`, the share of all weight).

    `low` and `high` are the least and the most of the sums that single people give it, of the `n_people` who scored it on all that anybody
    did; None where nobody scored it. `place` is from 1, 0 while nobody scored it; equals share one.
    """

    answer: str
    place: int
    total: float | None
    low: float | None
    high: float | None
    n_people: int
    covered: float
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Turn:
    """The order would turn: `rival` would come first were the weight of `criterion` `weight` instead of `now` (1–10)."""

    criterion: str
    rival: str
    now: float
    weight: float


@dataclass(frozen=True)
class Comparison:
    """Answers side by side, the best first; `turns` are the moves of single weights that would put another first, the smallest first.

    With `is_comparable` false the first are not scored on the same criteria, so that their sums do not compare.
    """

    standings: tuple[Standing, ...]
    turns: tuple[Turn, ...]
    is_comparable: bool


def compare_answers(answers: Sequence[str], weights: Mapping[str, float], scores: Sequence[Scored]) -> Comparison:
    """Return the answers compared on the criteria in `weights` (each above 0)."""
    cells = _cells(answers, weights, scores)
    sums = {one: _weigh({c: cell.mean for c, cell in cells[one].items()}, weights) for one in answers}
    order = sorted(answers, key=lambda one: (-_or_least(sums[one]), list(answers).index(one)))
    standings = tuple(_standing(one, sums, cells[one], weights, scores) for one in order)
    scored = [one for one in standings if one.total is not None]
    same = len({frozenset(one.cells) for one in scored}) <= 1
    return Comparison(standings, _turns(scored, weights) if same else (), same)


def count_days_left(closes_on: date, *, as_of: date) -> int:
    """Return how many days answers can still be given, today included; 0 when the day has passed."""
    return max(0, (closes_on - as_of).days + 1)


def _cells(
    answers: Sequence[str], weights: Mapping[str, float], scores: Sequence[Scored]
) -> dict[str, dict[str, Cell]]:
    points: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in scores:
        points[one.answer, one.criterion].append(one.points)
    return {
        answer: {
            criterion: _cell(points[answer, criterion]) for criterion in weights if points.get((answer, criterion))
        }
        for answer in answers
    }


def _cell(points: Sequence[float]) -> Cell:
    low, high = min(points), max(points)
    return Cell(fmean(points), low, high, len(points), is_far=high - low >= FAR_APART)


def _weigh(points: Mapping[str, float], weights: Mapping[str, float]) -> float | None:
    total = sum(weights[one] for one in points)
    return sum(weights[one] * value for one, value in points.items()) / total if total else None


def _standing(
    answer: str,
    sums: Mapping[str, float | None],
    cells: Mapping[str, Cell],
    weights: Mapping[str, float],
    scores: Sequence[Scored],
) -> Standing:
    own = _sums_of_people(answer, cells, weights, scores)
    total = sums[answer]
    better = sum(1 for one in sums.values() if total is not None and one is not None and one > total + 1e-9)
    return Standing(
        answer=answer,
        place=better + 1 if total is not None else 0,
        total=total,
        low=min(own) if own else None,
        high=max(own) if own else None,
        n_people=len(own),
        covered=sum(weights[one] for one in cells) / sum(weights.values()) if weights else 0.0,
        cells=cells,
    )


def _sums_of_people(
    answer: str, cells: Mapping[str, Cell], weights: Mapping[str, float], scores: Sequence[Scored]
) -> list[float]:
    by_person: dict[str, dict[str, float]] = defaultdict(dict)
    for one in scores:
        if one.answer == answer and one.criterion in weights:
            by_person[one.who][one.criterion] = one.points
    whole = [points for points in by_person.values() if set(points) == set(cells)]
    return [total for points in whole if (total := _weigh(points, weights)) is not None]


def _turns(scored: Sequence[Standing], weights: Mapping[str, float]) -> tuple[Turn, ...]:
    """Return for each criterion the smallest move of its weight within 0–10 that puts another answer first."""
    if len(scored) < 2 or len(scored[0].cells) < 2 or scored[1].place == 1:
        return ()
    first, rest = scored[0], scored[1:]
    found = []
    for criterion in first.cells:
        moves = [turn for rival in rest if (turn := _turn(criterion, first, rival, weights)) is not None]
        if moves:
            found.append(min(moves, key=lambda one: (abs(one.weight - one.now), one.rival)))
    return tuple(sorted(found, key=lambda one: (abs(one.weight - one.now), one.criterion)))


def _turn(criterion: str, first: Standing, rival: Standing, weights: Mapping[str, float]) -> Turn | None:
    """Return the weight of `criterion` at which the rival draws level: Σ w·d = 0 for the differences d, solved for this w."""
    ahead = {one: first.cells[one].mean - rival.cells[one].mean for one in first.cells}
    if abs(ahead[criterion]) < 1e-9:
        return None
    others = sum(weights[one] * value for one, value in ahead.items() if one != criterion)
    # Without + 0.0 nought could be a negative one.
    level = -others / ahead[criterion] + 0.0
    if not 0 <= level <= MOST_POINTS:
        return None
    return Turn(criterion, rival.answer, weights[criterion], round(level, 2))


def _or_least(total: float | None) -> float:
    return -1.0 if total is None else total
