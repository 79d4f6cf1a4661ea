"""What is recorded about proposed promises, objections, and what is shown to the other side: ids, codes and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class PromiseProposed(Event):
    """One of theirs offers a promise (theirs), or asks one of us (ours)."""

    kind: ClassVar[str] = "promise.proposed"
    direction: Code
    due_on: date | None
    contact: Id


@dataclass(frozen=True, kw_only=True)
class ProposalAnswered(Event):
    """A proposed promise was accepted, declined, or taken back by who proposed it."""

    kind: ClassVar[str] = "promise.proposal_answered"
    state: Code
    promise: Id


@dataclass(frozen=True, kw_only=True)
class PromiseObjected(Event):
    """One of theirs says that a promise should read otherwise, or is not so."""

    kind: ClassVar[str] = "promise.objected"
    promise: Id
    objection: Code
    contact: Id


@dataclass(frozen=True, kw_only=True)
class PromiseSaidDone(Event):
    """One of theirs says that a promise of their side is kept."""

    kind: ClassVar[str] = "promise.said_done"
    contact: Id


@dataclass(frozen=True, kw_only=True)
class PromiseRetold(Event):
    """What the other side reads of how a promise ended was written or changed afterwards."""

    kind: ClassVar[str] = "promise.retold"
    settlement: Id


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(Event):
    """An objection was put right, left as it was, or taken back by who raised it."""

    kind: ClassVar[str] = "promise.objection_answered"
    promise: Id
    state: Code


@dataclass(frozen=True, kw_only=True)
class PromiseOpened(Event):
    """A promise is now read by the other side too, or only by us."""

    kind: ClassVar[str] = "promise.opened"
    audience: Code
