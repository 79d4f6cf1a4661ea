"""What to worry about, in one line, and the question that would settle it. The alarm rises where gauges disagree or go stale."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading


class AlarmLevel(enum.StrEnum):
    """How loud it is."""

    ALARM = "alarm"
    DISAGREE = "disagree"
    QUIET = "quiet"
    EASE = "ease"


class WorryCode(enum.StrEnum):
    """What kind of worry it is."""

    SENSE_AGAINST_FACTS = "sense_against_facts"
    DISAGREE = "disagree"
    ILL = "ill"
    FACTS_AGAINST_SENSE = "facts_against_sense"
    STALE = "stale"
    UNEASY = "uneasy"
    UNKNOWN = "unknown"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Worry:
    """One thing to worry about: a sentence, the question that would settle it, and the gauges that it rests on."""

    code: WorryCode
    level: AlarmLevel
    says: str
    question: str
    gauges: tuple[Gauge, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """The worry that comes first, and those behind it."""

    worry: Worry
    others: tuple[Worry, ...]


# Of several ill gauges the one that can be acted on today comes first: a broken word before words, words before days.
_GRAVEST = (Gauge.PROMISES, Gauge.ANSWERS, Gauge.VOICE, Gauge.CONTACT, Gauge.MONEY, Gauge.SENSE)
_NAMES = {
    Gauge.CONTACT: "contact",
    Gauge.ANSWERS: "answers",
    Gauge.PROMISES: "promises",
    Gauge.VOICE: "their voice",
    Gauge.MONEY: "money",
    Gauge.SENSE: "how it feels to us",
}
_FEWEST_KNOWN = 3
_CHANGING = "What is changing on your side that we should know of?"


def raise_alarm(readings: Sequence[Reading]) -> Alarm:
    """Return what to worry about first, and what else: always something to read, "nothing" where all that is known is well."""
    worries = tuple(_worries(sorted(readings, key=lambda one: _GRAVEST.index(one.gauge))))
    return Alarm(worries[0], worries[1:])


def _worries(readings: Sequence[Reading]) -> Iterator[Worry]:
    known = [one for one in readings if one.counts]
    ill, well = _at(known, Level.ILL), _at(known, Level.WELL)
    sense = next((one for one in known if one.gauge is Gauge.SENSE), None)
    ill_facts = [one for one in ill if one.gauge is not Gauge.SENSE]
    if ill_facts:
        yield _ill(ill_facts, [one for one in well if one.gauge is not Gauge.SENSE], sense)
    elif sense is not None and sense.level is Level.ILL:
        says = f"{_upper(sense.says)}; nothing on record shows why"
        yield Worry(WorryCode.FACTS_AGAINST_SENSE, AlarmLevel.DISAGREE, says, _CHANGING, (Gauge.SENSE,))
    for one in _at(known, Level.UNEASY):
        yield Worry(WorryCode.UNEASY, AlarmLevel.QUIET, _upper(one.says), one.question, (one.gauge,))
    stale = [one for one in readings if one.is_stale]
    if stale:
        says = f"{_upper(_joined([_NAMES[one.gauge] for one in stale]))}: what we know is old"
        yield Worry(WorryCode.STALE, AlarmLevel.QUIET, says, stale[0].question, tuple(one.gauge for one in stale))
    missing = [one for one in readings if not one.counts and not one.is_stale]
    if missing and len(known) < _FEWEST_KNOWN:
        says = f"Too little is known to worry or not: nothing of {_joined([_NAMES[one.gauge] for one in missing])}"
        gauges = tuple(one.gauge for one in missing)
        yield Worry(WorryCode.UNKNOWN, AlarmLevel.QUIET, says, missing[0].question, gauges)
    elif not ill and not _at(known, Level.UNEASY) and not stale:
        says = f"Nothing: {len(known)} of {len(readings)} readings are known, and all of them are well"
        yield Worry(WorryCode.NOTHING, AlarmLevel.EASE, says, "What should we be worried about?", ())


def _ill(ill: Sequence[Reading], well: Sequence[Reading], sense: Reading | None) -> Worry:
    first = ill[0]
    if sense is not None and sense.level is Level.WELL:
        says = f"It feels well to us, but {first.says}"
        gauges = (first.gauge, Gauge.SENSE)
        return Worry(WorryCode.SENSE_AGAINST_FACTS, AlarmLevel.ALARM, says, first.question, gauges)
    if well:
        says = f"{_upper(well[0].says)}, but {first.says}"
        return Worry(WorryCode.DISAGREE, AlarmLevel.ALARM, says, first.question, (first.gauge, well[0].gauge))
    says = _upper(first.says) + (f"; and {ill[1].says}" if len(ill) > 1 else "")
    return Worry(WorryCode.ILL, AlarmLevel.ALARM, says, first.question, tuple(one.gauge for one in ill[:2]))


def _at(readings: Sequence[Reading], level: Level) -> list[Reading]:
    return [one for one in readings if one.level is level]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
