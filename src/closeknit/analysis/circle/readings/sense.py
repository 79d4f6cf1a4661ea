"""The owner's sense: how it feels to whoever knows them best, said with a reason and a date."""

import datetime
from dataclasses import dataclass

from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading, is_stale


@dataclass(frozen=True, slots=True)
class Sense:
    """What one of us said about how it feels, and why."""

    level: Level
    why: str
    who: str
    on: datetime.date


def read_sense(sense: Sense | None, *, as_of: datetime.date) -> Reading:
    """Return what was said last; unknown where nobody ever said, stale after 90 days."""
    return Reading(
        gauge=Gauge.SENSE,
        level=sense.level if sense else Level.UNKNOWN,
        says=_say(sense),
        on=sense.on if sense else None,
        coverage=1.0 if sense else 0.0,
        covered=f"said by {sense.who}" if sense else "nobody has said",
        question="How does it feel to you, and what is the smallest thing that you noticed?",
        is_stale=is_stale(Gauge.SENSE, sense.on if sense else None, as_of=as_of),
    )


def _say(sense: Sense | None) -> str:
    if sense is None:
        return "nobody has said how it feels"
    feels = {Level.WELL: "at ease", Level.UNEASY: "uneasy", Level.ILL: "worried"}[sense.level]
    return f"{sense.who} is {feels}: {sense.why.rstrip('.')}"
