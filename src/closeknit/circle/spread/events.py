"""What is recorded about the spread of the message: ids, numbers and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Event, Id


@dataclass(frozen=True, kw_only=True)
class MessageTold(Event):
    """One of ours told one of theirs of promises or answered needs."""

    kind: ClassVar[str] = "message.told"
    contact: Id
    n_promises: int
    n_needs: int
    told_on: date


@dataclass(frozen=True, kw_only=True)
class ThreadsCounted(Event):
    """The accounts that hang by one thread were counted anew."""

    kind: ClassVar[str] = "threads.counted"
    n_single: int
