"""What is recorded about challenges: ids, codes, numbers and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class ChallengeMade(Event):
    kind: ClassVar[str] = "challenge.made"


@dataclass(frozen=True, kw_only=True)
class ChallengeChanged(Event):
    kind: ClassVar[str] = "challenge.changed"
    revision: int


@dataclass(frozen=True, kw_only=True)
class CriterionKept(Event):
    """A criterion was added, said otherwise, or weighed otherwise."""

    kind: ClassVar[str] = "challenge.criterion_kept"
    criterion: Id
    weight: int


@dataclass(frozen=True, kw_only=True)
class CriterionRemoved(Event):
    kind: ClassVar[str] = "challenge.criterion_removed"
    criterion: Id


@dataclass(frozen=True, kw_only=True)
class BriefChanged(Event):
    """Words were laid into what goes out, said in a sentence of ours, or taken out."""

    kind: ClassVar[str] = "challenge.brief_changed"
    n_lines: int


@dataclass(frozen=True, kw_only=True)
class GuestsChosen(Event):
    kind: ClassVar[str] = "challenge.guests_chosen"
    n_added: int
    n_removed: int


@dataclass(frozen=True, kw_only=True)
class ChallengeOpened(Event):
    kind: ClassVar[str] = "challenge.opened"
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class GuestsAsked(Event):
    """The challenge was put to those chosen: how many mails wait, how many may not be asked now, how many have no address."""

    kind: ClassVar[str] = "challenge.asked"
    n_asked: int
    n_refused: int
    n_without_address: int


@dataclass(frozen=True, kw_only=True)
class ClosingMoved(Event):
    kind: ClassVar[str] = "challenge.closing_moved"
    from_on: date | None
    to_on: date


@dataclass(frozen=True, kw_only=True)
class ChallengeClosed(Event):
    kind: ClassVar[str] = "challenge.closed"
    n_answers: int


@dataclass(frozen=True, kw_only=True)
class ChallengeReopened(Event):
    kind: ClassVar[str] = "challenge.reopened"
    from_state: Code
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class ChallengeAnswered(Event):
    kind: ClassVar[str] = "challenge.answered"
    answer: Id
    how: Code


@dataclass(frozen=True, kw_only=True)
class AnswerChanged(Event):
    kind: ClassVar[str] = "challenge.answer_changed"
    answer: Id
    revision: int


@dataclass(frozen=True, kw_only=True)
class AnswerBecameIdea(Event):
    kind: ClassVar[str] = "challenge.answer_became_idea"
    answer: Id
    idea: Id


@dataclass(frozen=True, kw_only=True)
class AnswerScored(Event):
    kind: ClassVar[str] = "challenge.scored"
    answer: Id
    n_criteria: int


@dataclass(frozen=True, kw_only=True)
class ChallengeDecided(Event):
    kind: ClassVar[str] = "challenge.decided"
    number: int
    n_chosen: int
    line: Id


@dataclass(frozen=True, kw_only=True)
class DecisionTold(Event):
    """Somebody who took part was told; `by_mail` where a letter went into the outbox."""

    kind: ClassVar[str] = "challenge.decision_told"
    number: int
    contact: Id
    member: Id
    by_mail: bool


@dataclass(frozen=True, kw_only=True)
class EveryoneTold(Event):
    kind: ClassVar[str] = "challenge.told"
    number: int


@dataclass(frozen=True, kw_only=True)
class ChallengePassedOn(Event):
    """It has another owner, because the one before left."""

    kind: ClassVar[str] = "challenge.passed_on"
    owner: Id
