"""What is recorded about the ledger: ids, codes, numbers and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class BaselineAgreed(Event):
    kind: ClassVar[str] = "ledger.baseline_agreed"
    agreed_on: date
    contact: Id


@dataclass(frozen=True, kw_only=True)
class EntryProposed(Event):
    kind: ClassVar[str] = "ledger.proposed"
    line: Code
    side: Code
    proposed_by: Code
    baseline: Id


@dataclass(frozen=True, kw_only=True)
class EntryAnswered(Event):
    """One side confirmed, corrected or disputed a line; `by` is the side, `contact` who of theirs."""

    kind: ClassVar[str] = "ledger.answered"
    state: Code
    by: Code
    contact: Id
    answered_on: date


@dataclass(frozen=True, kw_only=True)
class EntryWithdrawn(Event):
    kind: ClassVar[str] = "ledger.withdrawn"
    by: Code


@dataclass(frozen=True, kw_only=True)
class EntryOpened(Event):
    """A line lies before the other side now, or only before us."""

    kind: ClassVar[str] = "ledger.opened"
    audience: Code
