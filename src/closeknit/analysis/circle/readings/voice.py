"""Voice: what do they say, and do they still say anything?"""

import datetime
import math
from dataclasses import dataclass

from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading, is_stale
from closeknit.analysis.needs.trends import judge_trend

LATELY_DAYS = 90
BEFORE_DAYS = 360
_FEWEST = 3
# Whoever buys help speaks of trouble: it takes this many sentences, and this many for each of praise, to stand out; and more of it than
# before to be ill, or two accounts in three would be.
_MANY, _MUCH_MORE = 5, 4
_TALKATIVE = 12  # sentences in the nine months before, below which silence means nothing


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """What was heard in the last 90 days, and how much in the 270 before; ids are the newest first, all of them of the last 90."""

    newest_on: datetime.date | None
    n_lately: int
    n_before: int
    n_speakers: int
    n_people: int
    pain_ids: tuple[str, ...] = ()
    praise_ids: tuple[str, ...] = ()
    leaving_ids: tuple[str, ...] = ()
    n_pains_before: int = 0


def read_voice(heard: VoiceFacts, *, as_of: datetime.date) -> Reading:
    """Return what their words say: leaving is ill, and four times as much pain as praise where that is more than before; silence is uneasy.

    Whether it is more is asked of the share of their sentences that speak of pain, as a rate ratio whose interval must exclude 1.
    """
    level, says = _say(heard)
    return Reading(
        gauge=Gauge.VOICE,
        level=level,
        says=says,
        on=heard.newest_on,
        coverage=min(1.0, heard.n_speakers / heard.n_people) if heard.n_people else None,
        covered=f"{heard.n_speakers} of {heard.n_people} people heard in {LATELY_DAYS} days"
        if heard.n_people
        else "nobody there is known",
        question="What would have to change for you to stay, and who decides it?"
        if heard.leaving_ids
        else "What is the one thing that you would have us change?",
        is_stale=is_stale(Gauge.VOICE, heard.newest_on, as_of=as_of),
        verbatim_ids=(heard.leaving_ids or (heard.pain_ids if level is not Level.WELL else heard.praise_ids))[:5],
    )


def _say(heard: VoiceFacts) -> tuple[Level, str]:
    pains, praises = len(heard.pain_ids), len(heard.praise_ids)
    if heard.leaving_ids:
        return Level.ILL, "somebody there spoke of leaving"
    if heard.n_lately == 0 and heard.n_before >= _TALKATIVE:
        return (
            Level.UNEASY,
            f"they have fallen silent: nothing in {LATELY_DAYS} days, {heard.n_before} sentences before",
        )
    if heard.n_lately < _FEWEST:
        return Level.UNKNOWN, f"too little was heard in {LATELY_DAYS} days to say how they feel"
    if pains >= _MANY and pains >= _MUCH_MORE * praises:
        beside = f" for {praises} of praise" if praises else " and none of praise"
        level, before = _beside_before(heard)
        return level, f"they speak of pain in {pains} sentences{beside}{before}"
    if pains > praises:
        return Level.UNEASY, f"there is more pain than praise in what they say, {pains} to {praises}"
    if praises:
        return Level.WELL, f"they praise us at least as often as they complain, {praises} to {pains}"
    return Level.WELL, f"{heard.n_lately} sentences without a complaint"


def _beside_before(heard: VoiceFacts) -> tuple[Level, str]:
    """Return how much pain stands out beside what they said before: a customer who always speaks of trouble is at work with us."""
    if heard.n_before < _TALKATIVE:
        return Level.UNEASY, ""
    pains = len(heard.pain_ids)
    trend = judge_trend(pains, heard.n_pains_before, heard_lately=heard.n_lately, heard_before=heard.n_before)
    if trend.way != "rising":
        return Level.UNEASY, ", as they did before"
    return Level.ILL, f", {_times(trend.ratio)} as often as before" if math.isfinite(
        trend.ratio
    ) else ", as never before"


def _times(ratio: float) -> str:
    return "twice" if round(ratio, 1) == 2 else f"{ratio:.1f} times".replace(".0 ", " ")
