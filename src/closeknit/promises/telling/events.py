"""What is recorded about telling: ids, codes and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class ContactTold(Event):
    """Somebody was told how a promise ended."""

    kind: ClassVar[str] = "promise.told"
    promise: Id
    contact: Id
    way: Code
    told_on: date
    touchpoint: Id = ""


@dataclass(frozen=True, kw_only=True)
class WordCame(Event):
    """Somebody who was told has answered by mail; a member reads it over."""

    kind: ClassVar[str] = "promise.word_came"
    told: Id
    guess: Code


@dataclass(frozen=True, kw_only=True)
class WordKept(Event):
    """Somebody said whether it settles it: yes or no."""

    kind: ClassVar[str] = "promise.word_kept"
    promise: Id
    told: Id
    answer: Code


@dataclass(frozen=True, kw_only=True)
class WordPutAside(Event):
    """What they wrote is no answer to the question."""

    kind: ClassVar[str] = "promise.word_put_aside"


@dataclass(frozen=True, kw_only=True)
class WordsLaid(Event):
    """Words of those who answered have become evidence."""

    kind: ClassVar[str] = "promise.words_laid"
    n_laid: int
