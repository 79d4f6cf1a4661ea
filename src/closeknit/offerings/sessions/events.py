"""What is recorded about redesign sessions: ids, codes, numbers and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class SessionMade(Event):
    kind: ClassVar[str] = "redesign.made"
    offering: Id
    n_accounts: int
    n_members: int


@dataclass(frozen=True, kw_only=True)
class SessionChanged(Event):
    """Its title, question, accounts or people were changed."""

    kind: ClassVar[str] = "redesign.changed"
    n_accounts: int
    n_members: int


@dataclass(frozen=True, kw_only=True)
class SessionHandedOver(Event):
    kind: ClassVar[str] = "redesign.handed_over"
    owner: Id


@dataclass(frozen=True, kw_only=True)
class SessionMoved(Event):
    kind: ClassVar[str] = "redesign.moved"
    from_state: Code
    to_state: Code


@dataclass(frozen=True, kw_only=True)
class SeatTaken(Event):
    """Somebody is at the table, or still there."""

    kind: ClassVar[str] = "redesign.seat_taken"


@dataclass(frozen=True, kw_only=True)
class RequirementAdded(Event):
    kind: ClassVar[str] = "requirement.added"
    session: Id
    source: Code
    on: date


@dataclass(frozen=True, kw_only=True)
class RequirementRemoved(Event):
    kind: ClassVar[str] = "requirement.removed"
    session: Id


@dataclass(frozen=True, kw_only=True)
class EntryAdded(Event):
    kind: ClassVar[str] = "sky_entry.added"
    session: Id


@dataclass(frozen=True, kw_only=True)
class EntryChanged(Event):
    kind: ClassVar[str] = "sky_entry.changed"
    session: Id


@dataclass(frozen=True, kw_only=True)
class EntryWithdrawn(Event):
    kind: ClassVar[str] = "sky_entry.withdrawn"
    session: Id


@dataclass(frozen=True, kw_only=True)
class EntrySetAside(Event):
    """An entry was set aside with a reason, or brought back."""

    kind: ClassVar[str] = "sky_entry.set_aside"
    session: Id
    is_aside: bool


@dataclass(frozen=True, kw_only=True)
class PairAnswered(Event):
    kind: ClassVar[str] = "pair.answered"
    low: Id
    high: Id
    better: Id


@dataclass(frozen=True, kw_only=True)
class EntryScored(Event):
    kind: ClassVar[str] = "sky_entry.scored"
    session: Id
    n_criteria: int


@dataclass(frozen=True, kw_only=True)
class WeightsChanged(Event):
    kind: ClassVar[str] = "redesign.weights_changed"
    purpose: int
    strengths: int
    cost: int
    time: int


@dataclass(frozen=True, kw_only=True)
class VerdictGiven(Event):
    """`entry` is empty where the verdict is about the whole, `line` where no purpose was written."""

    kind: ClassVar[str] = "redesign.verdict_given"
    session: Id
    entry: Id
    verdict: Code
    version: int
    line: Id
    revisit_on: date | None


@dataclass(frozen=True, kw_only=True)
class TalkPlanned(Event):
    kind: ClassVar[str] = "redesign.talk_planned"
    session: Id
    entry: Id
    appointment: Id


@dataclass(frozen=True, kw_only=True)
class AllyAnswered(Event):
    kind: ClassVar[str] = "redesign.ally_answered"
    session: Id
    entry: Id
    answer: Code
    answered_on: date
