"""How well needs are met by what we ship: the level that holds in a cell, the best of a row, and the gaps, those worth most first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from closeknit.analysis.offerings.kinds import FitLevel

# The part of an opportunity that stays open, by the best that anything we ship does for the need. What nobody has judged is open whole.
_OPEN_SHARE = {None: 1.0, FitLevel.NOT: 1.0, FitLevel.PARTLY: 0.5, FitLevel.WELL: 0.0}


class Basis(StrEnum):
    """Whose judgement a cell shows."""

    OWN = "own"
    OVERALL = "overall"
    NOBODY = "nobody"


@dataclass(frozen=True)
class NeedFacts:
    """One need as a gap is weighed by it: its opportunity (0-20), whether enough ratings rank it, how much it is said, the best we do.

    `n` counts accounts, or the sentences of one account; `said` puts that in words.
    """

    id: str
    score: float
    is_ranked: bool
    n: int
    said: str
    best: FitLevel | None


@dataclass(frozen=True)
class Gap:
    """A need that is not met well: `weight` is the part of its opportunity that stays open, 0-20, 0 where nothing ranks it."""

    id: str
    weight: float
    why: str


def settle_level(own: FitLevel | None, overall: FitLevel | None) -> tuple[FitLevel | None, Basis]:
    """Return what holds for one account, and whose judgement it is: what was said of the account itself goes before the overall."""
    if own is not None:
        return own, Basis.OWN
    return (overall, Basis.OVERALL) if overall is not None else (None, Basis.NOBODY)


def best_of(levels: Iterable[FitLevel | None]) -> FitLevel | None:
    """Return the best of these levels; None where nobody has said anything."""
    return max((level for level in levels if level is not None), key=lambda level: level.degree, default=None)


def rank_gaps(needs: Iterable[NeedFacts]) -> list[Gap]:
    """Return the needs that are not met well, those worth most first.

    A need counts with its opportunity (Ulwick 2005), the half of it where it is partly met. Those that enough people rated stand first;
    an estimate from words ranks nothing: those follow by how much they are said.
    """
    several = list(needs)
    weights = {one.id: one.score * _OPEN_SHARE[one.best] if one.is_ranked else 0.0 for one in several}
    gaps = [one for one in several if one.best is not FitLevel.WELL]
    gaps.sort(
        key=lambda one: (
            not one.is_ranked,
            -weights[one.id] if one.is_ranked else -one.n * _OPEN_SHARE[one.best],
            one.id,
        )
    )
    return [Gap(one.id, weights[one.id], _why(one)) for one in gaps]


def begin_quarter(day: date, *, back: int = 0) -> date:
    """Return the first day of the quarter of `day`, or of the one `back` quarters earlier."""
    quarters = day.year * 4 + (day.month - 1) // 3 - back
    return date(quarters // 4, quarters % 4 * 3 + 1, 1)


def first_levels(changes: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return what each cell said before the first of `changes` [(cell, level before)], which are in the order of time."""
    first: dict[str, str] = {}
    for cell, before in changes:
        first.setdefault(cell, before)
    return first


def _why(one: NeedFacts) -> str:
    said = f"opportunity {one.score:.1f} of 20" if one.is_ranked else one.said
    met = {None: "nobody has judged what we ship by it", FitLevel.NOT: "nothing that we ship meets it"}
    return f"{said}, and {met.get(one.best, 'we meet it partly')}"
