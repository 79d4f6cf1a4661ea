"""Contact: do we speak with them in time, and with more than one of them?"""

from closeknit.analysis.circle.cadence import Lateness
from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading
from closeknit.analysis.kinds import LatenessState

_LEVELS = {
    LatenessState.ON_TRACK: Level.WELL,
    LatenessState.COOLING: Level.UNEASY,
    LatenessState.LATE: Level.ILL,
    LatenessState.NEGLECTED: Level.ILL,
}
_QUESTION = "When did somebody of ours last hear how things are going there, and from whom?"
_QUESTION_ONE = "Who else should we know there?"


def read_contact(lateness: Lateness, *, n_people: int, n_in_touch: int) -> Reading:
    """Return what the days since two-way contact say; `n_in_touch` of `n_people` were spoken with within the latest limit.

    One voice alone is uneasy however fresh: it leaves with its owner.
    """
    level = _LEVELS.get(lateness.state, Level.UNKNOWN)
    one_voice = level is Level.WELL and n_people > 1 and n_in_touch < 2
    return Reading(
        gauge=Gauge.CONTACT,
        level=Level.UNEASY if one_voice else level,
        says=_says(lateness, n_people, n_in_touch, one_voice),
        on=lateness.last_on,
        coverage=n_in_touch / n_people if n_people else None,
        covered=f"{n_in_touch} of {n_people} people spoken with in time" if n_people else "nobody there is known",
        question=_QUESTION_ONE if one_voice else _QUESTION,
    )


def _says(lateness: Lateness, n_people: int, n_in_touch: int, one_voice: bool) -> str:
    if lateness.state is LatenessState.PAUSED:
        return "contact rests, as agreed"
    if lateness.days is None:
        return "we have never spoken both ways"
    if lateness.latest is None:
        return "nobody has said how often to speak with them"
    days = "today" if lateness.days == 0 else "yesterday" if lateness.days == 1 else f"{lateness.days} days ago"
    if one_voice:
        return f"we spoke {days}, but with one person only of the {n_people} we know"
    if lateness.state in {LatenessState.LATE, LatenessState.NEGLECTED}:
        return f"we last spoke {days}, and {lateness.latest} days is the latest"
    return f"we last spoke {days}"
