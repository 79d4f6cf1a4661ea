"""What is recorded about questions on the shared site: ids only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Event, Id


@dataclass(frozen=True, kw_only=True)
class QuestionSent(Event):
    """A standing question waits for somebody on the shared site."""

    kind: ClassVar[str] = "sent_question.sent"
    contact: Id
    question: Id


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    """They answered it there, in their own words."""

    kind: ClassVar[str] = "sent_question.answered"
    contact: Id
    question: Id
    answer: Id


@dataclass(frozen=True, kw_only=True)
class QuestionClosed(Event):
    """It waits no longer: we took it back, or they put it away."""

    kind: ClassVar[str] = "sent_question.closed"
    contact: Id
    question: Id
