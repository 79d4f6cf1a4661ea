"""How often decisions came true: of the accounts that were moved inward, how many still stood there, and how many reached their aim.

A rate is shown from ten decisions on; below that it would say more about chance than about us, so only how many are missing is said.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from closeknit.analysis import intervals
from closeknit.analysis.kinds import Stage

FEWEST = 10
# A decision without a review date is looked at after a year, as the form proposes.
LOOK_AFTER_DAYS = 365


@dataclass(frozen=True, slots=True)
class Decision:
    """One move of an account: the ring it went to, the aim that was said with it, and when it was to be looked at again."""

    id: str
    account_id: str
    on: datetime.date
    from_stage: Stage
    to_stage: Stage
    aim: Stage | None = None
    review_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class HitRate:
    """Of `n` decisions that could be looked at, `n_hit` came true; `share` and its interval (95 %, Wilson 1927) from n = 10 on.

    `n_missing` more are needed before it is shown; `next_on` is the day on which the next decision can be looked at.
    """

    n: int
    n_hit: int
    share: float | None
    low: float | None
    high: float | None
    n_missing: int
    next_on: datetime.date | None
    decision_ids: tuple[str, ...]


def rate_stays(decisions: Iterable[Decision], to_stage: Stage | None, *, as_of: datetime.date) -> HitRate:
    """Return how many of those moved inward to `to_stage` (None: to any ring) stood there or nearer on their review day."""
    return _rate(_inward(decisions, to_stage), _stays, as_of)


def rate_aims(decisions: Iterable[Decision], *, as_of: datetime.date) -> HitRate:
    """Return how many of the decisions that named an aim further in had reached it by their review day."""
    known = _by_account(decisions)
    aimed = [(one, later) for one, later in known if one.aim is not None and one.aim.nearness > one.to_stage.nearness]
    return _rate(aimed, lambda one, later: one.aim is not None and _reached(one, later, one.aim), as_of)


def review_day(decision: Decision) -> datetime.date:
    """Return the day on which a decision is looked at: its review date, else a year after it was made."""
    return decision.review_on or decision.on + datetime.timedelta(LOOK_AFTER_DAYS)


_Followed = tuple[Decision, Sequence[Decision]]


def _by_account(decisions: Iterable[Decision]) -> list[_Followed]:
    """Return each decision with those about the same account that followed it, oldest first."""
    ordered = sorted(decisions, key=lambda one: (one.on, one.id))
    histories: dict[str, list[Decision]] = {}
    for one in ordered:
        histories.setdefault(one.account_id, []).append(one)
    return [(one, history[place + 1 :]) for history in histories.values() for place, one in enumerate(history)]


def _inward(decisions: Iterable[Decision], to_stage: Stage | None) -> list[_Followed]:
    return [
        (one, later)
        for one, later in _by_account(decisions)
        if one.to_stage.nearness > one.from_stage.nearness and to_stage in (None, one.to_stage)
    ]


def _stays(decision: Decision, later: Sequence[Decision]) -> bool:
    return _stood_on(decision, later).nearness >= decision.to_stage.nearness


def _stood_on(decision: Decision, later: Sequence[Decision]) -> Stage:
    stage, day = decision.to_stage, review_day(decision)
    for one in later:
        if one.on <= day:
            stage = one.to_stage
    return stage


def _reached(decision: Decision, later: Sequence[Decision], aim: Stage) -> bool:
    day = review_day(decision)
    return any(one.on <= day and one.to_stage.nearness >= aim.nearness for one in later)


def _rate(
    followed: Sequence[_Followed], came_true: Callable[[Decision, Sequence[Decision]], bool], as_of: datetime.date
) -> HitRate:
    ripe = [(one, later) for one, later in followed if review_day(one) <= as_of]
    ahead = sorted(review_day(one) for one, _ in followed if review_day(one) > as_of)
    hits = [one.id for one, later in ripe if came_true(one, later)]
    n, n_missing = len(ripe), max(0, FEWEST - len(ripe))
    share = intervals.wilson(len(hits) / n, n) if n >= FEWEST else None
    return HitRate(
        n=n,
        n_hit=len(hits),
        share=share.value if share else None,
        low=share.low if share else None,
        high=share.high if share else None,
        n_missing=n_missing,
        next_on=ahead[0] if ahead else None,
        decision_ids=tuple(one.id for one, _ in ripe),
    )
