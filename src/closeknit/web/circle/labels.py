"""How rings and lateness are said on the page of the circle."""

from closeknit.analysis.circle.cadence import Lateness
from closeknit.analysis.circle.readings.alarm import AlarmLevel
from closeknit.analysis.kinds import LatenessState, Stage
from closeknit.circle.readings.queries import RaisedRow
from closeknit.kit.look import saying
from closeknit.kit.look.rows import Mark
from closeknit.web.accounts import labels

STAGES = {Stage(code): label for code, label in labels.STAGES.items()}
RINGS = {
    Stage.ALLY: "Allies",
    Stage.PARTNER: "Partners",
    Stage.ENGAGED: "Engaged",
    Stage.ACQUAINTED: "Acquainted",
    Stage.OUTSIDE: "Outside",
    Stage.LET_GO: "Let go",
}
STATES = {
    LatenessState.ON_TRACK: "on track",
    LatenessState.COOLING: "cooling",
    LatenessState.LATE: "late",
    LatenessState.NEGLECTED: "neglected",
    LatenessState.PAUSED: "paused",
    LatenessState.UNKNOWN: "not known",
}
# The same shape in a list as in the picture.
MARKS: dict[LatenessState, Mark] = {
    LatenessState.ON_TRACK: "ease",
    LatenessState.COOLING: "disagree",
    LatenessState.LATE: "alarm",
    LatenessState.NEGLECTED: "quiet",
    LatenessState.PAUSED: "ease",
    LatenessState.UNKNOWN: "unknown",
}
# What the readings raised; None: they were not taken yet.
ALARMS: dict[AlarmLevel | None, str] = {
    AlarmLevel.ALARM: "alarm",
    AlarmLevel.DISAGREE: "in doubt",
    AlarmLevel.QUIET: "something to watch",
    AlarmLevel.EASE: "at ease",
    None: "not read yet",
}
ALARM_MARKS: dict[AlarmLevel | None, Mark] = {
    AlarmLevel.ALARM: "alarm",
    AlarmLevel.DISAGREE: "disagree",
    AlarmLevel.QUIET: "quiet",
    AlarmLevel.EASE: "ease",
    # Grey by the style sheet: nobody can say yet.
    None: "ease",
}
PARTS = {"recency": "Recent", "breadth": "Broad", "turn": "Their turn"}

_ORDINALS = ("", "", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def say_lateness(lateness: Lateness, who: str = "") -> str:
    """Return where an account stands against its cadence: "late, 71 days since we spoke with Saskia"."""
    if lateness.days is None:
        return "no two-way contact on record yet"
    ago = {0: "spoke today", 1: "spoke yesterday"}.get(lateness.days, f"{lateness.days} days since we spoke")
    ago = f"{ago} with {who}" if who else ago
    return ago if lateness.state is LatenessState.UNKNOWN else f"{STATES[lateness.state]}, {ago}"


def say_alarm(alarm: RaisedRow | None) -> str:
    """Return what the readings raised: "alarm: We last spoke 71 days ago, and 60 days is the latest"."""
    return f"{ALARMS[alarm.level]}: {alarm.says}" if alarm else ALARMS[None]


def say_place(place: int, of: int, stage: Stage) -> str:
    """Return where an account stands among those of its ring: "Closest of six partners", "Farthest of 14 that are engaged"."""
    ring = {Stage.ALLY: "allies", Stage.PARTNER: "partners"}.get(stage, f"that are {STAGES[stage]}")
    if of == 1:
        return f"The only one of our {ring}" if stage.nearness >= Stage.PARTNER.nearness else f"The only one {ring[5:]}"
    if place in (1, of):
        first = "Closest" if place == 1 else "Farthest"
    else:
        first = f"{_ORDINALS[place] if place < len(_ORDINALS) else _ordinal(place)} closest"
    return f"{first} of {saying.say_count(of, ring, ring)}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
