"""Readings as the pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.urls import reverse

from closeknit.analysis.circle.readings.alarm import Worry
from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading
from closeknit.kit.look.rows import Quote
from closeknit.verbatims.queries import VerbatimRow
from closeknit.web import quotes

NAMES = {
    Gauge.CONTACT: "Contact",
    Gauge.ANSWERS: "Answers",
    Gauge.PROMISES: "Promises",
    Gauge.VOICE: "Their voice",
    Gauge.MONEY: "Money",
    Gauge.SENSE: "How it feels to us",
}
_MARKS: dict[Level, Literal["ease", "disagree", "alarm", "quiet"]] = {
    Level.WELL: "ease",
    Level.UNEASY: "disagree",
    Level.ILL: "alarm",
    Level.UNKNOWN: "quiet",
}
_SAID = {Level.WELL: "well", Level.UNEASY: "uneasy", Level.ILL: "ill", Level.UNKNOWN: "not known"}


@dataclass(frozen=True)
class ReadingRow:
    """One reading as it opens below the worry."""

    code: str
    name: str
    mark: Literal["ease", "disagree", "alarm", "quiet"]
    state: str
    says: str
    on: date | None
    covered: str
    coverage: float | None
    question: str
    is_stale: bool
    is_open: bool
    words: tuple[Quote, ...]
    links: tuple[tuple[str, str], ...]


def row_of(reading: Reading, worry: Worry, words: Mapping[str, VerbatimRow]) -> ReadingRow:
    """Return a reading with the words it rests on; those that the worry rests on stand open."""
    links = [(f"promise {place}", reverse("promise", args=[one])) for place, one in enumerate(reading.promise_ids, 1)]
    links += [
        (f"message {place}", reverse("touchpoint", args=[one])) for place, one in enumerate(reading.touchpoint_ids, 1)
    ]
    return ReadingRow(
        code=reading.gauge,
        name=NAMES[reading.gauge],
        mark="quiet" if reading.is_stale else _MARKS[reading.level],
        state="old" if reading.is_stale else _SAID[reading.level],
        says=reading.says[:1].upper() + reading.says[1:],
        on=reading.on,
        covered=reading.covered,
        coverage=reading.coverage,
        question=reading.question,
        is_stale=reading.is_stale,
        is_open=reading.gauge in worry.gauges,
        words=tuple(quotes.quote_of(words[one], with_account=False) for one in reading.verbatim_ids if one in words),
        links=tuple(links),
    )


def words_wanted(readings: Sequence[Reading]) -> list[str]:
    """Return the ids of the words that the readings rest on."""
    return [one for reading in readings for one in reading.verbatim_ids]
