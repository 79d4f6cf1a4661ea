"""Reads of readings and alarms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.analysis.circle.readings import alarm, answers, contact, money, promises, sense, voice
from closeknit.analysis.circle.readings.alarm import Alarm
from closeknit.analysis.circle.readings.reading import Reading
from closeknit.circle.models import Alarm as AlarmRow
from closeknit.circle.models import Sense as SenseRow
from closeknit.circle.readings import gathering
from closeknit.circle.readings.gathering import Facts
from closeknit.circle.readings.kept import RaisedRow, find_alarm, list_raised
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer

__all__ = [
    "RaisedRow",
    "Read",
    "SenseSaid",
    "find_alarm",
    "list_changed",
    "list_raised",
    "list_senses",
    "read_accounts",
]


@dataclass(frozen=True)
class Read:
    """One account's readings as of a day, and what they raise."""

    account_id: str
    readings: tuple[Reading, ...]
    alarm: Alarm


@dataclass(frozen=True)
class SenseSaid:
    """How it felt to one of us on a day, and why."""

    level: str
    why: str
    who: str
    felt_on: date


def read_accounts(accounts: Sequence[str], *, viewer: Viewer, at: datetime) -> list[Read]:
    """Return the readings of these accounts as of `at`, taken from what is stored now; the same number of statements for any number.

    Money is left out where it is not for this viewer, and for departments of ours.
    """
    zone = identity_queries.get_house().zone
    today = clock.local_date(at, zone)
    return [_read(facts, today) for facts in gathering.gather(accounts, viewer=viewer, at=at, zone=zone)]


def list_changed(reads: Sequence[Read], *, viewer: Viewer) -> list[Read]:
    """Return those whose alarm is not the one that is kept: what stayed need not be written again."""
    kept = AlarmRow.objects.visible_to(viewer).in_bulk([read.account_id for read in reads])
    return [read for read in reads if _as_kept(kept.get(read.account_id)) != _as_raised(read)]


def list_senses(account: str, *, viewer: Viewer) -> list[SenseSaid]:
    """Return how it felt, the newest first."""
    rows = SenseRow.objects.visible_to(viewer).filter(account=account).order_by("-felt_on", "-pk")
    return [
        SenseSaid(level, why, who or "somebody", on)
        for level, why, who, on in rows.values_list("level", "why", "member__name", "felt_on")[:20]
    ]


def _read(facts: Facts, today: date) -> Read:
    readings = [
        contact.read_contact(facts.lateness, n_people=facts.n_people, n_in_touch=facts.n_in_touch),
        answers.read_answers(facts.exchanges, owed_since=facts.owed_since, as_of=today),
        promises.read_promises(facts.promises, as_of=today),
        voice.read_voice(facts.voice, as_of=today),
        sense.read_sense(facts.sense, as_of=today),
    ]
    if facts.sees_money:
        of_money = money.read_money(
            worth=facts.worth, history=facts.was_worth, renewal_on=facts.renewal_on, as_of=today
        )
        readings.insert(4, of_money)
    return Read(facts.account_id, tuple(readings), alarm.raise_alarm(readings))


def _as_kept(row: AlarmRow | None) -> tuple[object, ...] | None:
    return (row.level, row.worry, row.gauges, row.says, row.question) if row else None


def _as_raised(read: Read) -> tuple[object, ...]:
    worry = read.alarm.worry
    return worry.level, worry.code, [gauge.value for gauge in worry.gauges], worry.says, worry.question
