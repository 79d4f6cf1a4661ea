"""Whom one might draw further in, and who stands nearer than the facts say: a proposal with its evidence, never a move."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closeknit.analysis.circle.marks import Mark, Verdict
from closeknit.analysis.kinds import STAGES_INSIDE_OUT, Stage

# How many marks must speak for somebody before one would try the next ring inward: a stranger earns it by one, an ally by four.
FOR_NEEDED = {Stage.ACQUAINTED: 1, Stage.ENGAGED: 2, Stage.PARTNER: 3, Stage.ALLY: 4}
# So many more must speak for than against; and so many against, more than for, before one looks again at who stands near.
AHEAD = 2
AGAINST_NEEDED = 2
# Whoever was moved lately is left where they are: the facts need time to follow.
SETTLES_DAYS = 90

_Key = tuple[bool, int, float, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an account stands, since when, where we want it, and which way its marks speak (code → verdict)."""

    account_id: str
    name: str
    stage: Stage
    verdicts: Sequence[Verdict]
    stage_since: datetime.date | None = None
    aim: Stage | None = None
    worth: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that one might draw to `towards`; `why` is the rule that named it, in figures."""

    account_id: str
    towards: Stage
    n_for: int
    n_against: int
    n_unknown: int
    why: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Whom to draw inward, and who stands nearer than the facts say, each most telling first."""

    inward: tuple[Candidate, ...]
    outward: tuple[Candidate, ...]


def rank_candidates(standings: Iterable[Standing], *, as_of: datetime.date) -> Candidates:
    """Return the candidates of both directions; the same standings in any order give the same lists.

    Inward: as many marks for as the next ring asks (1, 2, 3, 4 from the rim inward), and two more for than against. Outward: partners and
    allies against whom two marks or more speak, and more than for them. Unknown marks count for neither. Who was let go, and who was moved
    within 90 days, is not named. First whom we said we want there, then by how far the marks are ahead, by worth, by name.
    """
    inward: list[tuple[_Key, str, Candidate]] = []
    outward: list[tuple[_Key, str, Candidate]] = []
    for one in standings:
        found = _look(one, as_of)
        if found is not None:
            aimed = one.aim is not None and one.aim.nearness > one.stage.nearness
            ahead = found.n_for - found.n_against
            is_inward = found.towards.nearness > one.stage.nearness
            key = (is_inward and not aimed, -ahead if is_inward else ahead, -(one.worth or 0.0), one.name.casefold())
            (inward if is_inward else outward).append((key, one.account_id, found))
    return Candidates(
        tuple(found for _, _, found in sorted(inward, key=lambda each: each[:2])),
        tuple(found for _, _, found in sorted(outward, key=lambda each: each[:2])),
    )


def split_marks(marks: Iterable[Mark]) -> dict[Verdict, tuple[Mark, ...]]:
    """Return the marks by which way they speak, each in its order."""
    known = tuple(marks)
    return {verdict: tuple(mark for mark in known if mark.verdict is verdict) for verdict in Verdict}


def _look(one: Standing, as_of: datetime.date) -> Candidate | None:
    if one.stage is Stage.LET_GO or (one.stage_since and (as_of - one.stage_since).days < SETTLES_DAYS):
        return None
    n_for, n_against = one.verdicts.count(Verdict.FOR), one.verdicts.count(Verdict.AGAINST)
    n_unknown = one.verdicts.count(Verdict.UNKNOWN)
    further = _next(one.stage, inward=True)
    if further is not None and n_for >= FOR_NEEDED[further] and n_for - n_against >= AHEAD:
        why = f"{n_for} marks speak for it, {n_against} against; {FOR_NEEDED[further]} are enough for this ring"
        return Candidate(one.account_id, further, n_for, n_against, n_unknown, why)
    back = _next(one.stage, inward=False)
    near = one.stage.nearness >= Stage.PARTNER.nearness
    if near and back is not None and n_against >= AGAINST_NEEDED and n_against > n_for:
        why = f"{n_against} marks speak against it, {n_for} for it"
        return Candidate(one.account_id, back, n_for, n_against, n_unknown, why)
    return None


def _next(stage: Stage, *, inward: bool) -> Stage | None:
    rings = STAGES_INSIDE_OUT[::-1] if inward else STAGES_INSIDE_OUT
    place = rings.index(stage)
    return rings[place + 1] if place + 1 < len(rings) else None
