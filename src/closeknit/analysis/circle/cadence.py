"""Lateness: how the days since the last two-way contact compare with the two limits of a cadence.

Computed whenever it is asked for, from dates alone; nothing nightly can make it wrong.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.analysis import periods
from closeknit.analysis.kinds import LatenessState, Stage


class CadenceRefused(ValueError):
    """Limits that nobody could keep. `sentence` is written for the person who typed them."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Cadence:
    """The ideal and the latest number of days between two-way contacts. Raises `CadenceRefused` for nonsense."""

    ideal_days: int
    latest_days: int

    def __post_init__(self) -> None:
        if self.ideal_days < 1:
            raise CadenceRefused(f"The ideal must be at least 1 day, not {self.ideal_days}. The old limits still hold.")
        if self.latest_days < self.ideal_days:
            raise CadenceRefused(
                f"The latest limit ({self.latest_days} days) lies before the ideal ({self.ideal_days} days). "
                "Make it the same or longer. The old limits still hold."
            )


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which nobody is asked to call: from `since` to `until`, both included, and why."""

    since: datetime.date
    until: datetime.date
    reason: str


@dataclass(frozen=True, slots=True)
class Lateness:
    """A state and what it rests on.

    `days` since two-way contact (None if there never was one); `due_on` is the last day that is still on track,
    `latest_on` the last that is not late; both None without a cadence or contact. While a pause lasts neither lies
    before the day after it: nobody is asked for earlier. `reasons` are sentences.
    """

    state: LatenessState
    days: int | None
    ideal: int | None
    latest: int | None
    last_on: datetime.date | None
    due_on: datetime.date | None
    latest_on: datetime.date | None
    reasons: tuple[str, ...]


# What a house begins with; it changes them in its settings. Whoever stands outside is watched only when asked for.
CADENCE_BY_STAGE: dict[Stage, Cadence | None] = {
    Stage.ALLY: Cadence(14, 30),
    Stage.PARTNER: Cadence(30, 60),
    Stage.ENGAGED: Cadence(45, 90),
    Stage.ACQUAINTED: Cadence(90, 180),
    Stage.OUTSIDE: None,
    Stage.LET_GO: None,
}

WORST_FIRST = (
    LatenessState.NEGLECTED,
    LatenessState.LATE,
    LatenessState.COOLING,
    LatenessState.UNKNOWN,
    LatenessState.ON_TRACK,
    LatenessState.PAUSED,
)


def classify_lateness(
    last_on: datetime.date | None,
    cadence: Cadence | None,
    *,
    as_of: datetime.date,
    pause: Pause | None = None,
) -> Lateness:
    """Return on track ≤ ideal < cooling ≤ latest < late ≤ 2 × latest < neglected, in days since `last_on`.

    `last_on` is the day of the newest two-way contact; a day after `as_of` (a traveller's time zone) counts as today.
    Paused while a pause lasts, whatever the days say; unknown without a contact or without a cadence.
    """
    days = None if last_on is None else max(0, (as_of - last_on).days)
    holds = pause if pause and pause.since <= as_of <= pause.until else None
    state = _state(days, cadence, paused=holds is not None)
    return Lateness(
        state=state,
        days=days,
        ideal=cadence.ideal_days if cadence else None,
        latest=cadence.latest_days if cadence else None,
        last_on=last_on,
        due_on=_limit(last_on, cadence.ideal_days, holds) if cadence else None,
        latest_on=_limit(last_on, cadence.latest_days, holds) if cadence else None,
        reasons=_reasons(state, days, last_on, cadence, pause, as_of),
    )


def worst_of(latenesses: Iterable[Lateness]) -> Lateness | None:
    """Return the worst of several (an account and the contacts that matter there), or None of none.

    Neglected is worst, then late, cooling, unknown, on track, paused; among equals the one with the most days.
    """
    return min(latenesses, key=lambda one: (WORST_FIRST.index(one.state), -(one.days or 0)), default=None)


def _limit(last_on: datetime.date | None, days: int, pause: Pause | None) -> datetime.date | None:
    if last_on is None:
        return None
    limit = last_on + datetime.timedelta(days)
    return max(limit, pause.until + datetime.timedelta(1)) if pause else limit


def _state(days: int | None, cadence: Cadence | None, *, paused: bool) -> LatenessState:
    if paused:
        return LatenessState.PAUSED
    if days is None or cadence is None:
        return LatenessState.UNKNOWN
    if days <= cadence.ideal_days:
        return LatenessState.ON_TRACK
    if days <= cadence.latest_days:
        return LatenessState.COOLING
    return LatenessState.LATE if days <= 2 * cadence.latest_days else LatenessState.NEGLECTED


def _reasons(
    state: LatenessState,
    days: int | None,
    last_on: datetime.date | None,
    cadence: Cadence | None,
    pause: Pause | None,
    as_of: datetime.date,
) -> tuple[str, ...]:
    reasons = []
    if pause and state is LatenessState.PAUSED:
        reasons.append(f"Paused until {periods.say_day(pause.until, as_of=as_of).text}: {pause.reason}")
    if days is None or last_on is None:
        reasons.append("No two-way contact on record yet")
    else:
        said = periods.say_day(last_on, as_of=as_of).text
        ago = "" if days <= 1 else f", {days} days ago"
        reasons.append(f"Last in two-way contact {said}{ago}")
    if cadence is None:
        reasons.append("No cadence is set")
    else:
        reasons.append(f"Ideal every {cadence.ideal_days} days, {cadence.latest_days} at the latest")
    return tuple(reasons)
