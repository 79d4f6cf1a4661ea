"""What is recorded about help: ids, codes, numbers and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class HelpAsked(Event):
    """Somebody is to decide whether we can help."""

    kind: ClassVar[str] = "help.asked"
    need: Id
    decider: Id
    by_on: date | None
    version: int


@dataclass(frozen=True, kw_only=True)
class HelpAnswered(Event):
    """It was decided whether we can help, or the answer was said otherwise."""

    kind: ClassVar[str] = "help.answered"
    need: Id
    answer: Code
    version: int


@dataclass(frozen=True, kw_only=True)
class HelpWasTold(Event):
    """One of those whose words stood behind the need was told the answer."""

    kind: ClassVar[str] = "help.told"
    need: Id
    contact: Id
    answer: Code
    version: int
    by_mail: bool
