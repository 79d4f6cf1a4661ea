"""What is recorded about the circle: ids, codes and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class StageDecided(Event):
    """Somebody moved an account; `subject` is the decision."""

    kind: ClassVar[str] = "stage.decided"
    from_stage: Code
    to_stage: Code
    decided_on: date
    aim: Code
    review_on: date | None


@dataclass(frozen=True, kw_only=True)
class AimSet(Event):
    kind: ClassVar[str] = "aim.set"
    aim: Code
    review_on: date | None


@dataclass(frozen=True, kw_only=True)
class CadenceChanged(Event):
    """The limits of a stage changed; 0 days mean that nobody there is watched."""

    kind: ClassVar[str] = "cadence.changed"
    stage: Code
    ideal_days: int
    latest_days: int


@dataclass(frozen=True, kw_only=True)
class CircleDrawn(Event):
    """The picture was laid out anew; where each account was drawn is kept."""

    kind: ClassVar[str] = "circle.drawn"
    n_accounts: int


@dataclass(frozen=True, kw_only=True)
class OwnCadenceChanged(Event):
    """The limits of one account or contact changed; 0 days mean that those above it hold. `subject` is whose they are."""

    kind: ClassVar[str] = "cadence.own_changed"
    ideal_days: int
    latest_days: int
    matters: Code


@dataclass(frozen=True, kw_only=True)
class ContactPaused(Event):
    """Nobody asks for a call through a day; `contact` is empty where the account as a whole rests."""

    kind: ClassVar[str] = "contact.paused"
    contact: Id
    since_on: date
    until_on: date


@dataclass(frozen=True, kw_only=True)
class ContactTakenUp(Event):
    """A pause was ended before its last day."""

    kind: ClassVar[str] = "contact.taken_up"
    contact: Id


@dataclass(frozen=True, kw_only=True)
class CoverageCounted(Event):
    """How much of the circle was within its limit, week by week, was worked out anew."""

    kind: ClassVar[str] = "coverage.counted"
    n_weeks: int


@dataclass(frozen=True, kw_only=True)
class SenseSaid(Event):
    """Somebody said how it feels with an account; `subject` is what was said."""

    kind: ClassVar[str] = "sense.said"
    level: Code
    felt_on: date


@dataclass(frozen=True, kw_only=True)
class AlarmsTaken(Event):
    """The readings of one account or of many were taken; for `n_new` of them something else is to worry about than before."""

    kind: ClassVar[str] = "alarms.taken"
    n_accounts: int
    n_new: int


@dataclass(frozen=True, kw_only=True)
class MarksCounted(Event):
    """The marks of some accounts were read and counted: what candidates are found by."""

    kind: ClassVar[str] = "marks.counted"
    n_accounts: int
