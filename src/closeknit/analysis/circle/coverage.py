"""Coverage: the share of the circle that was within its latest limit, day by day, counted again from the contacts' own dates.

What is counted is what two-way contacts, decisions about stages and pauses say today about each day of the past: a call that was entered
late counts on the day on which it took place. Limits are those that hold now, for every day alike: a change of limits is no change of care.
"""

import bisect
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis.circle import keeping
from closeknit.analysis.circle.cadence import Cadence, Pause
from closeknit.analysis.kinds import Stage


@dataclass(frozen=True, slots=True)
class History:
    """What is known of one account over time. Each of `moves` is a day and the stage from that day on, oldest first.

    Before the first move it stood at `first_stage`; before `known_on` there was no such account. `spoke_on` are its days of two-way
    contact, oldest first. `owner_id` is whoever looks after it today.
    """

    owner_id: str
    known_on: datetime.date
    first_stage: Stage
    moves: tuple[tuple[datetime.date, Stage], ...] = ()
    spoke_on: tuple[datetime.date, ...] = ()
    own: Cadence | None = None
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """One owner on one day: accounts with limits that did not rest, how many of them were within the latest, how many never spoken with."""

    on: datetime.date
    owner_id: str
    n_watched: int
    n_within: int
    n_never: int
    n_paused: int

    @property
    def share(self) -> float | None:
        """Return the share within its limit, 0–1; None where nobody was watched."""
        return self.n_within / self.n_watched if self.n_watched else None


def count_coverage(
    histories: Iterable[History], stages: Mapping[Stage, Cadence | None], days: Sequence[datetime.date]
) -> tuple[Coverage, ...]:
    """Return the coverage of each owner on each of these days, by day and owner; where an owner had nobody, there is no line.

    An account counts where it has limits on that day: its own, else those of the stage at which it stood then. It is within where no more
    days than the latest limit had passed since two-way contact, both ends included.
    """
    counted: dict[tuple[datetime.date, str], list[int]] = {}
    for history in histories:
        for day in days:
            found = _look(history, stages, day)
            if found is not None:
                line = counted.setdefault((day, history.owner_id), [0, 0, 0, 0])
                line[:] = [before + more for before, more in zip(line, found, strict=True)]
    return tuple(Coverage(on, owner, *counted[on, owner]) for on, owner in sorted(counted))


def sum_up(lines: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """Return the coverage of all owners together, by day; `owner_id` is then empty."""
    totals: dict[datetime.date, list[int]] = {}
    for one in lines:
        total = totals.setdefault(one.on, [0, 0, 0, 0])
        figures = (one.n_watched, one.n_within, one.n_never, one.n_paused)
        total[:] = [before + more for before, more in zip(total, figures, strict=True)]
    return tuple(Coverage(on, "", *totals[on]) for on in sorted(totals))


def _look(
    history: History, stages: Mapping[Stage, Cadence | None], day: datetime.date
) -> tuple[int, int, int, int] | None:
    """Return watched, within, never and paused, each 0 or 1; None where the account is not counted on that day."""
    stage = stage_on(history, day)
    limits = keeping.choose_limits(stages.get(stage), history.own)
    if day < history.known_on or limits is None or stage is Stage.LET_GO:
        return None
    if any(pause.since <= day <= pause.until for pause in history.pauses):
        return 0, 0, 0, 1
    place = bisect.bisect_right(history.spoke_on, day)
    if place == 0:
        return 1, 0, 1, 0
    return 1, int((day - history.spoke_on[place - 1]).days <= limits.latest_days), 0, 0


def stage_on(history: History, day: datetime.date) -> Stage:
    """Return the stage at which the account stood at the end of that day."""
    stage = history.first_stage
    for since, moved in history.moves:
        if since > day:
            break
        stage = moved
    return stage
