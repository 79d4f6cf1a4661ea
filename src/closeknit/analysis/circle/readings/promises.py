"""Promises: does each side do what it said?"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading
from closeknit.analysis.kinds import PromiseDirection, Settlement

_GOOD_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """A promise of the last year, of either side."""

    id: str
    text: str
    direction: PromiseDirection
    due_on: datetime.date | None
    settlement: Settlement | None
    settled_on: datetime.date | None


def read_promises(promises: Sequence[PromiseFact], *, as_of: datetime.date) -> Reading:
    """Return what became of the promises of both sides in a year.

    A promise of ours past its day is ill at once; of theirs, uneasy. Fewer than four in five kept is uneasy. Withdrawn ones do not count.
    """
    known = [one for one in promises if one.settlement is not Settlement.WITHDRAWN]
    past = [one for one in known if one.settlement is None and one.due_on is not None and one.due_on < as_of]
    kept = [one for one in known if one.settlement is Settlement.KEPT]
    ended = kept + [one for one in known if one.settlement is Settlement.MISSED]
    ours = _ours(past)
    level, says = _say(ours, [one for one in past if one not in ours], kept, ended, as_of)
    days = [one.settled_on for one in ended if one.settled_on] + [one.due_on for one in past if one.due_on]
    telling = past or [one for one in ended if one not in kept] or kept
    due = len(ended) + len(past)
    return Reading(
        gauge=Gauge.PROMISES,
        level=level,
        says=says,
        on=max(days, default=None),
        coverage=len(ended) / due if due else None,
        covered=f"{len(ended)} of {due} that were due have ended" if due else "none was due",
        question=_QUESTION_PAST
        if ours
        else "Which of the things we agreed on matters most to you, and is it on its way?",
        promise_ids=tuple(one.id for one in telling[:5]),
    )


_QUESTION_PAST = "What can we honestly say today about when it comes?"


def _ours(promises: Sequence[PromiseFact]) -> list[PromiseFact]:
    return [one for one in promises if one.direction is PromiseDirection.OURS]


def _say(
    ours_past: Sequence[PromiseFact],
    theirs_past: Sequence[PromiseFact],
    kept: Sequence[PromiseFact],
    ended: Sequence[PromiseFact],
    as_of: datetime.date,
) -> tuple[Level, str]:
    if ours_past:
        oldest = min(ours_past, key=lambda one: one.due_on or as_of)
        late = (as_of - (oldest.due_on or as_of)).days
        more = f", and {len(ours_past) - 1} more" if len(ours_past) > 1 else ""
        return (
            Level.ILL,
            f"a promise of ours is {late} {'day' if late == 1 else 'days'} past its day: “{oldest.text}”{more}",
        )
    if theirs_past:
        return Level.UNEASY, f"they have not done what they said: “{theirs_past[0].text}”"
    if not ended:
        return Level.UNKNOWN, "neither side has had a promise to keep"
    if len(ended) == 1:
        became = "kept" if kept else "missed"
        return (Level.WELL if kept else Level.UNEASY), f"the one promise that came due was {became}"
    if len(kept) / len(ended) >= _GOOD_SHARE:
        return Level.WELL, f"{len(kept)} of {len(ended)} promises of both sides were kept"
    missed = len(ended) - len(kept)
    return Level.UNEASY, f"{missed} of {len(ended)} promises of both sides {'was' if missed == 1 else 'were'} missed"
