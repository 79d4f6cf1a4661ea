"""Adjacent needs: which needs that nothing of ours meets belong together, and how much they would be worth to whoever meets them.

Groups are found by average linkage (Sokal & Michener 1958) over the likeness of the needs' words; needs that a person hung on the same
step of a job stand nearer. Sizes are counts with their intervals (`intervals.wilson`); money is only ever what somebody typed,
widened by how sure they were of it.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt

from closeknit.analysis.intervals import Share, wilson

# Own choices, found on the words of the demo company: means of whole needs stand nearer than single sentences do.
NEAR, SAME_JOB = 0.6, 0.12
# More are not grouped at once: the most voiced first.
MOST = 400
# Below this nothing is said of the accounts that nobody has a figure for.
FEWEST_FIGURES = 3

Floats = npt.NDArray[np.float32]


class Confidence(enum.StrEnum):
    """How sure somebody is of what an account spends elsewhere."""

    GUESS = "guess"
    TOLD = "told"
    SEEN = "seen"

    @property
    def reach(self) -> float:
        """Return by how much the figure may be out, both ways, as a factor (own choice)."""
        return {Confidence.GUESS: 2.0, Confidence.TOLD: 1.25, Confidence.SEEN: 1.0}[self]


@dataclass(frozen=True, eq=False)
class Point:
    """A need that nothing meets: the mean vector of its words [384] of unit length, the step of a job it hangs on ("" for none)."""

    need: str
    statement: str
    vector: Floats
    job: str
    n_accounts: int


@dataclass(frozen=True)
class Member:
    """A need in a group: how alike its words are to its nearest's (None: it stands alone), and whether they share a step of a job."""

    need: str
    likeness: float | None
    shares_job: bool


@dataclass(frozen=True)
class Found:
    """A group, the most voiced need first, by whose statement it is called until somebody names it."""

    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Figure:
    """What one account spends elsewhere, a year, in minor units."""

    account: str
    yearly_minor: int
    confidence: Confidence


@dataclass(frozen=True)
class Range:
    """A figure and the least and most that it may be, with `n` it rests on."""

    value: int
    low: int
    high: int
    n: int


@dataclass(frozen=True)
class Size:
    """How large a group is.

    `share` of the accounts that were heard say it, so that of all `n_all` customers between `reach.low` and `reach.high` may have it.
    `worth_minor` is what those that say it pay us a year, of `n_worth` whose worth is known. `elsewhere` is what they spend with others, as
    far as somebody knows; `if_alike` what it would be were those without a figure like those with one (None below three figures).
    """

    n_accounts: int
    n_heard: int
    share: Share
    reach: Range
    worth_minor: int | None
    n_worth: int
    elsewhere: Range | None
    if_alike: Range | None


def group_needs(points: Sequence[Point], *, near: float = NEAR) -> tuple[Found, ...]:
    """Return the needs in groups whose members are on average at least `near` alike, the most voiced group first; each need once."""
    chosen = sorted(points, key=lambda one: (-one.n_accounts, one.need))[:MOST]
    if not chosen:
        return ()
    alike, jobs = _compare(chosen)
    groups = _link(np.minimum(alike + np.where(jobs, SAME_JOB, 0), 1), near)
    found = [_found(chosen, members, alike, jobs) for members in groups]
    weight = {one.need: one.n_accounts for one in chosen}
    return tuple(sorted(found, key=lambda one: (-sum(weight[m.need] for m in one.members), one.members[0].need)))


def size_group(*, worth: Mapping[str, int | None], n_heard: int, n_all: int, figures: Sequence[Figure]) -> Size:
    """Return the size of a group that the accounts in `worth` voice (None: worth unknown), of `n_heard` heard and `n_all` there are.

    Several figures of one account (for several needs of the group) are added up.
    """
    n_accounts = len(worth)
    n_heard, n_all = max(n_heard, n_accounts), max(n_all, n_heard, n_accounts)
    share = wilson(n_accounts / n_heard if n_heard else 0.0, n_heard)
    reach = Range(
        value=round(share.value * n_all),
        low=max(n_accounts, math.floor(share.low * n_all)),
        high=math.ceil(share.high * n_all),
        n=n_heard,
    )
    known = [one for one in worth.values() if one is not None]
    elsewhere = add_figures(figures)
    return Size(
        n_accounts=n_accounts,
        n_heard=n_heard,
        share=share,
        reach=reach,
        worth_minor=sum(known) if known else None,
        n_worth=len(known),
        elsewhere=elsewhere,
        if_alike=_if_alike(figures, worth),
    )


def add_figures(figures: Sequence[Figure]) -> Range | None:
    """Return the sum of what accounts spend elsewhere with its range, `n` the accounts; None where nobody knows."""
    if not figures:
        return None
    return Range(
        value=sum(one.yearly_minor for one in figures),
        low=round(sum(one.yearly_minor / one.confidence.reach for one in figures)),
        high=round(sum(one.yearly_minor * one.confidence.reach for one in figures)),
        n=len({one.account for one in figures}),
    )


def _compare(points: Sequence[Point]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    vectors = np.stack([one.vector for one in points]).astype(np.float64)
    jobs = np.array([[bool(one.job) and one.job == other.job for other in points] for one in points])
    return vectors @ vectors.T, jobs


def _link(alike: npt.NDArray[np.float64], near: float) -> list[list[int]]:
    """Return the groups as places, joined while the nearest two are on average `near` alike; of equals the first two."""
    mean = alike.copy()
    np.fill_diagonal(mean, -np.inf)
    groups: list[list[int]] = [[place] for place in range(len(alike))]
    sizes = np.ones(len(alike))
    while len(groups) > 1:
        best = int(np.argmax(mean))
        one, other = sorted(divmod(best, len(mean)))
        if mean[one, other] < near:
            break
        joined = (sizes[one] * mean[one] + sizes[other] * mean[other]) / (sizes[one] + sizes[other])
        mean[one], mean[:, one] = joined, joined
        mean[one, one] = -np.inf
        mean[other], mean[:, other] = -np.inf, -np.inf
        sizes[one] += sizes[other]
        groups[one] += groups[other]
        groups[other] = []
    return [sorted(group) for group in groups if group]


def _found(
    points: Sequence[Point],
    places: Sequence[int],
    alike: npt.NDArray[np.float64],
    jobs: npt.NDArray[np.bool_],
) -> Found:
    return Found(
        name=points[places[0]].statement,
        members=tuple(_member(points, place, places, alike, jobs) for place in places),
    )


def _member(
    points: Sequence[Point],
    place: int,
    places: Sequence[int],
    alike: npt.NDArray[np.float64],
    jobs: npt.NDArray[np.bool_],
) -> Member:
    others = [one for one in places if one != place]
    if not others:
        return Member(points[place].need, None, shares_job=False)
    nearest = max(others, key=lambda one: (alike[place, one], -one))
    likeness = min(max(float(alike[place, nearest]), 0.0), 1.0)
    return Member(points[place].need, round(likeness, 4), bool(jobs[place, others].any()))


def _if_alike(figures: Sequence[Figure], worth: Mapping[str, int | None]) -> Range | None:
    """Return what all accounts would spend if those without a figure were like those with one: at the median, the least and the most."""
    known = add_figures(figures)
    by_account: dict[str, int] = {}
    for one in figures:
        by_account[one.account] = by_account.get(one.account, 0) + one.yearly_minor
    if known is None or len(by_account) < FEWEST_FIGURES:
        return None
    rest = len(set(worth) - set(by_account))
    amounts = list(by_account.values())
    return Range(
        value=known.value + round(rest * median(amounts)),
        low=known.low + rest * min(amounts),
        high=known.high + rest * max(amounts),
        n=len(by_account),
    )
