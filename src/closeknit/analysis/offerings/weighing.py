"""Points of several people on several criteria, as one weighted figure for each entry, with where they disagree.

A weighted sum of points (Keeney & Raiffa 1976, the additive case): the mean of the people on each criterion, then the criteria by their
weights. What nobody scored is left out and said; what only some scored is not filled in for the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis.offerings.sessions import Criterion

LEAST, MOST = 1, 5
# People who stand two points of five apart read the entry, or the criterion, differently (own choice).
APART = 2
# Kendall's W of two judges is only their rank correlation in disguise; of two entries, a coin (own choice).
FEWEST_PEOPLE, FEWEST_ENTRIES = 3, 3


@dataclass(frozen=True)
class Score:
    """What one person gives one entry on one criterion, 1 to 5 points."""

    person: str
    entry: str
    criterion: Criterion
    points: int


@dataclass(frozen=True)
class OnCriterion:
    """How an entry does on one criterion: the mean of `n` people, the fewest and most points, whether they stand apart."""

    criterion: Criterion
    mean: float
    low: int
    high: int
    n: int

    @property
    def is_apart(self) -> bool:
        """Return whether the people disagree here."""
        return self.high - self.low >= APART


@dataclass(frozen=True)
class Weighed:
    """One entry: `total` in points 1–5 (None where nobody scored it), what it is made of, what nobody scored, in words why."""

    entry: str
    place: int
    total: float | None
    parts: tuple[OnCriterion, ...]
    missing: tuple[Criterion, ...]
    n_people: int
    reasons: tuple[str, ...]

    @property
    def apart(self) -> tuple[OnCriterion, ...]:
        """Return the criteria on which the people disagree."""
        return tuple(part for part in self.parts if part.is_apart)


@dataclass(frozen=True)
class Concordance:
    """How alike people order the entries, 0–1 (Kendall's W); None where too few scored all of them, and `reasons` says so."""

    value: float | None
    n_people: int
    n_entries: int
    reasons: tuple[str, ...]


def weigh(entries: Sequence[str], scores: Iterable[Score], weights: Mapping[Criterion, int]) -> list[Weighed]:
    """Return every entry with its weighted points, the best first, those without any last; a criterion of weight 0 does not count.

    The order of entries and scores does not matter, nor does multiplying all weights. More points never lower a total.
    """
    known = sorted(set(entries))
    given: dict[str, dict[Criterion, list[Score]]] = {entry: {} for entry in known}
    for score in scores:
        if score.entry in given:
            given[score.entry].setdefault(score.criterion, []).append(score)
    rows = [_weigh_one(entry, given[entry], weights) for entry in known]
    rows.sort(key=lambda row: (row.total is None, -round(row.total or 0.0, 9), row.entry))
    return [_at(row, place) for place, row in enumerate(rows, start=1)]


def rate_concordance(entries: Sequence[str], scores: Iterable[Score], weights: Mapping[Criterion, int]) -> Concordance:
    """Return Kendall's coefficient of concordance W, with ties (Kendall & Babington Smith 1939), of whoever scored every entry.

    Below 3 such people or 3 entries it is refused. Where nobody tells any two entries apart there is no order to agree on: refused too.
    """
    known = sorted(set(entries))
    counted = [one for one, weight in weights.items() if weight]
    points = {(one.person, one.entry, one.criterion): one.points for one in scores}
    totals: dict[str, list[float]] = {}
    for person in sorted({key[0] for key in points}):
        if all((person, entry, one) in points for entry in known for one in counted):
            totals[person] = [sum(weights[c] * points[person, entry, c] for c in counted) for entry in known]
    m, n = len(totals), len(known)
    if n < FEWEST_ENTRIES or m < FEWEST_PEOPLE:
        said = f"{m} of the {FEWEST_PEOPLE} people that it takes have scored every entry"
        return Concordance(None, m, n, (f"{said}: no agreement is given yet",))
    ranks = [_rank(row) for row in totals.values()]
    sums = [sum(row[place] for row in ranks) for place in range(n)]
    ties = sum(size**3 - size for row in totals.values() for size in Counter(row).values())
    below = m * m * (n**3 - n) - m * ties
    if below <= 0:
        return Concordance(None, m, n, ("everybody gives every entry the same: there is no order to agree on",))
    squares = sum((one - m * (n + 1) / 2) ** 2 for one in sums)
    value = max(0.0, min(1.0, 12 * squares / below))
    said = "high" if value >= 0.7 else "fair" if value >= 0.5 else "low: talk about what stands apart first"
    return Concordance(value, m, n, (f"{m} people scored all {n} entries; agreement is {said}",))


def _weigh_one(entry: str, given: Mapping[Criterion, list[Score]], weights: Mapping[Criterion, int]) -> Weighed:
    parts, missing = [], []
    for criterion in Criterion:
        points = [score.points for score in given.get(criterion, [])]
        if points:
            parts.append(OnCriterion(criterion, sum(points) / len(points), min(points), max(points), len(points)))
        elif weights.get(criterion, 0):
            missing.append(criterion)
    weight = sum(weights.get(part.criterion, 0) for part in parts)
    total = sum(weights.get(part.criterion, 0) * part.mean for part in parts) / weight if weight else None
    people = {score.person for several in given.values() for score in several}
    return Weighed(entry, 0, total, tuple(parts), tuple(missing), len(people), _say(parts, missing, total))


def _say(parts: Sequence[OnCriterion], missing: Sequence[Criterion], total: float | None) -> tuple[str, ...]:
    if total is None:
        return ("nobody scored it yet",)
    apart = [f"{part.criterion}: {part.low} to {part.high}" for part in parts if part.is_apart]
    said = [f"people stand apart on {', '.join(apart)}"] if apart else []
    return (*said, *([f"nobody scored {', '.join(missing)}"] if missing else []))


def _at(row: Weighed, place: int) -> Weighed:
    return Weighed(row.entry, place, row.total, row.parts, row.missing, row.n_people, row.reasons)


def _rank(totals: Sequence[float]) -> list[float]:
    """Return the rank of each, 1 the least; those that are alike share the mean of their ranks."""
    return [sum(other < one for other in totals) + (sum(other == one for other in totals) + 1) / 2 for one in totals]
