"""What the colours of the circle say of one account: how late contact is, or what its readings raised; never both."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.analysis.circle.readings.alarm import AlarmLevel
from closeknit.analysis.kinds import LatenessState
from closeknit.circle.gathering import CircleAccount
from closeknit.kit.look.rows import Mark
from closeknit.web.circle import labels
from closeknit.web.circle.asked import Asked

_LATE = (LatenessState.NEGLECTED, LatenessState.LATE, LatenessState.COOLING)
_RAISED = (AlarmLevel.ALARM, AlarmLevel.DISAGREE, AlarmLevel.QUIET)
_LATE_LEGEND = ("on_track", "cooling", "late", "neglected", "paused", "unknown")


@dataclass(frozen=True)
class Shade:
    """One meaning of a colour: its code for the style sheet, its shape in a list, its word, and the whole sentence."""

    code: str
    mark: Mark
    word: str
    said: str = ""


def shade_of(account: CircleAccount, asked: Asked) -> Shade:
    """Return what the colour of one account says."""
    if asked.by_alarm:
        level = account.alarm.level if account.alarm else None
        return Shade(_code(level), labels.ALARM_MARKS[level], labels.ALARMS[level], labels.say_alarm(account.alarm))
    state, said = account.lateness.state, labels.say_lateness(account.lateness, account.who_is_late)
    return Shade(_late_code(state), labels.MARKS[state], labels.STATES[state], said)


def legend_of(asked: Asked) -> tuple[Shade, ...]:
    """Return every meaning that a colour of the picture can have."""
    if asked.by_alarm:
        return tuple(Shade(_code(level), labels.ALARM_MARKS[level], word) for level, word in labels.ALARMS.items())
    return tuple(
        Shade(_late_code(state), labels.MARKS[state], labels.STATES[state])
        for state in map(LatenessState, _LATE_LEGEND)
    )


def worries_of(accounts: Iterable[CircleAccount], asked: Asked) -> tuple[Shade, ...]:
    """Return what is not well with how many, the worst first: "3 late"."""
    if asked.by_alarm:
        n_raised = Counter(row.alarm.level for row in accounts if row.alarm)
        return tuple(
            Shade(_code(level), labels.ALARM_MARKS[level], f"{n_raised[level]} {labels.ALARMS[level]}")
            for level in _RAISED
            if n_raised[level]
        )
    n_late = Counter(row.lateness.state for row in accounts)
    return tuple(
        Shade(_late_code(state), labels.MARKS[state], f"{n_late[state]} {labels.STATES[state]}")
        for state in _LATE
        if n_late[state]
    )


def _code(level: AlarmLevel | None) -> str:
    return f"raised-{level.value if level else 'unknown'}"


def _late_code(state: LatenessState) -> str:
    return state.value.replace("_", "-")
