"""What is recorded about research: ids, codes and counts only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class QuestionAdded(Event):
    """A question stands in the bank."""

    kind: ClassVar[str] = "question.added"
    certainty: Code = ""


@dataclass(frozen=True, kw_only=True)
class QuestionReworded(Event):
    """A question is asked in other words from now on; old answers keep theirs."""

    kind: ClassVar[str] = "question.reworded"
    version: int


@dataclass(frozen=True, kw_only=True)
class QuestionMoved(Event):
    kind: ClassVar[str] = "question.moved"
    place: int


@dataclass(frozen=True, kw_only=True)
class QuestionRetired(Event):
    """A question is no longer asked."""

    kind: ClassVar[str] = "question.retired"


@dataclass(frozen=True, kw_only=True)
class QuestionBroughtBack(Event):
    kind: ClassVar[str] = "question.brought_back"


@dataclass(frozen=True, kw_only=True)
class CertaintyChosen(Event):
    """Somebody said what the answers to a question mostly speak of."""

    kind: ClassVar[str] = "question.certainty_chosen"
    certainty: Code


@dataclass(frozen=True, kw_only=True)
class QuestionsAsked(Event):
    """Standing questions were put in a conversation, which is the subject."""

    kind: ClassVar[str] = "questions.asked"
    n_asked: int
    n_answered: int


@dataclass(frozen=True, kw_only=True)
class AnswerLinked(Event):
    """Words that were there answer a question."""

    kind: ClassVar[str] = "answer.linked"
    question: Id
    verbatim: Id


@dataclass(frozen=True, kw_only=True)
class AnswerSettled(Event):
    """Somebody said what an answer led to."""

    kind: ClassVar[str] = "answer.settled"
    outcome: Code
    signal: Code


@dataclass(frozen=True, kw_only=True)
class AnswerRemoved(Event):
    """These words do not answer that question after all; the words stay."""

    kind: ClassVar[str] = "answer.removed"
    question: Id


@dataclass(frozen=True, kw_only=True)
class AnswersMarked(Event):
    """The words of answers carry the signal that somebody took them for."""

    kind: ClassVar[str] = "answers.marked"
    n_marked: int


@dataclass(frozen=True, kw_only=True)
class ObservationAdded(Event):
    """Somebody of theirs wrote on the shared site what they saw at work."""

    kind: ClassVar[str] = "observation.added"
    step: Code
    n_photos: int = 0


@dataclass(frozen=True, kw_only=True)
class ObservationTakenBack(Event):
    kind: ClassVar[str] = "observation.taken_back"


@dataclass(frozen=True, kw_only=True)
class PhotoAsked(Event):
    """Somebody was given the address of a picture for a few minutes."""

    kind: ClassVar[str] = "observation.photo_asked"
    observation: Id
