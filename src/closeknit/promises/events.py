"""What is recorded about promises: ids, codes and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class PromiseMade(Event):
    kind: ClassVar[str] = "promise.made"
    direction: Code
    due_on: date | None
    keeper: Id


@dataclass(frozen=True, kw_only=True)
class PromiseChanged(Event):
    """What it says, or whose it is, was corrected."""

    kind: ClassVar[str] = "promise.changed"


@dataclass(frozen=True, kw_only=True)
class PromiseMoved(Event):
    kind: ClassVar[str] = "promise.moved"
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, kw_only=True)
class PromiseSettled(Event):
    kind: ClassVar[str] = "promise.settled"
    settlement: Code
    settled_on: date


@dataclass(frozen=True, kw_only=True)
class PromiseReopened(Event):
    kind: ClassVar[str] = "promise.reopened"


@dataclass(frozen=True, kw_only=True)
class PromisePassedOn(Event):
    """It has another keeper, because the one before left."""

    kind: ClassVar[str] = "promise.passed_on"
    keeper: Id


@dataclass(frozen=True, kw_only=True)
class PromisePutAtRisk(Event):
    """Somebody fears that it is not kept by its day."""

    kind: ClassVar[str] = "promise.put_at_risk"


@dataclass(frozen=True, kw_only=True)
class PromiseTakenOffRisk(Event):
    kind: ClassVar[str] = "promise.taken_off_risk"


@dataclass(frozen=True, kw_only=True)
class PromiseConnected(Event):
    """Somebody said which words, need or idea it answers."""

    kind: ClassVar[str] = "promise.connected"
