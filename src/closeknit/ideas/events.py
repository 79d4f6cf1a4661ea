"""What is recorded about ideas: ids, codes, numbers and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class IdeaGiven(Event):
    kind: ClassVar[str] = "idea.given"
    number: int
    giver_kind: Code
    reader: Id
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class IdeaChanged(Event):
    """What it says was put in other words."""

    kind: ClassVar[str] = "idea.changed"


@dataclass(frozen=True, kw_only=True)
class IdeaLinked(Event):
    """It answers a need."""

    kind: ClassVar[str] = "idea.linked"
    need: Id


@dataclass(frozen=True, kw_only=True)
class IdeaUnlinked(Event):
    """It does not answer a need after all."""

    kind: ClassVar[str] = "idea.unlinked"
    need: Id


@dataclass(frozen=True, kw_only=True)
class IdeaCarried(Event):
    """An offering carries it: its giver is named there."""

    kind: ClassVar[str] = "idea.carried"
    offering: Id


@dataclass(frozen=True, kw_only=True)
class IdeaDropped(Event):
    """An offering does not carry it after all."""

    kind: ClassVar[str] = "idea.dropped"
    offering: Id


@dataclass(frozen=True, kw_only=True)
class ReaderNamed(Event):
    """Somebody else of ours answers it; its answer date stays."""

    kind: ClassVar[str] = "idea.reader_named"
    reader: Id


@dataclass(frozen=True, kw_only=True)
class IdeaAnswered(Event):
    kind: ClassVar[str] = "idea.answered"
    verdict: Id
    version: int
    answer: Code
    reason: Code
    line: Id
    revisit_on: date | None


@dataclass(frozen=True, kw_only=True)
class IdeaTold(Event):
    """People were told of something about it."""

    kind: ClassVar[str] = "idea.told"
    reply: Code
    n_people: int
    n_mails: int


@dataclass(frozen=True, kw_only=True)
class IdeaWithdrawn(Event):
    """Whoever gave it in a shared site took it back before it was answered."""

    kind: ClassVar[str] = "idea.withdrawn"


@dataclass(frozen=True, kw_only=True)
class IdeaMerged(Event):
    """Its votes count for another, each person once."""

    kind: ClassVar[str] = "idea.merged"
    into: Id
    n_votes: int


@dataclass(frozen=True, kw_only=True)
class IdeaTakenApart(Event):
    """It stands on its own again."""

    kind: ClassVar[str] = "idea.taken_apart"
    out_of: Id


@dataclass(frozen=True, kw_only=True)
class VoteCast(Event):
    kind: ClassVar[str] = "vote.cast"
    vote: Id


@dataclass(frozen=True, kw_only=True)
class VoteWithdrawn(Event):
    kind: ClassVar[str] = "vote.withdrawn"
    vote: Id


@dataclass(frozen=True, kw_only=True)
class AnswerRuleChanged(Event):
    kind: ClassVar[str] = "idea.answer_rule_changed"
    days: int
    reader: Id
