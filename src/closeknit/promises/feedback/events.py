"""What is recorded about feedback: ids, codes, numbers and dates only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class FeedbackAsked(Event):
    """Somebody was asked for feedback, or it was noted to be asked in the next talk."""

    kind: ClassVar[str] = "feedback.asked"
    contact: Id
    channel: Code
    state: Code


@dataclass(frozen=True, kw_only=True)
class AskedMoved(Event):
    """What we asked for came one step on: asked in a talk, reminded, declined, given up."""

    kind: ClassVar[str] = "feedback.ask_moved"
    state: Code


@dataclass(frozen=True, kw_only=True)
class FeedbackGot(Event):
    """They answered; their words stand in the touchpoint."""

    kind: ClassVar[str] = "feedback.got"
    touchpoint: Id


@dataclass(frozen=True, kw_only=True)
class FeedbackActedOn(Event):
    """We said what we do about it: a promise, an idea, or nothing."""

    kind: ClassVar[str] = "feedback.acted_on"
    acted_by: Code
    promise: Id
    idea: Id


@dataclass(frozen=True, kw_only=True)
class FeedbackTold(Event):
    """They were told what became of it."""

    kind: ClassVar[str] = "feedback.told"
    touchpoint: Id
    channel: Code


@dataclass(frozen=True, kw_only=True)
class FeedbackMarked(Event):
    """The words of answers carry the signal feedback."""

    kind: ClassVar[str] = "feedback.marked"
    n_marked: int


@dataclass(frozen=True, kw_only=True)
class FeedbackDrafted(Event):
    """A version of feedback that we give was written; `n_unmet` checks are not content with it."""

    kind: ClassVar[str] = "feedback.drafted"
    version: int
    n_unmet: int


@dataclass(frozen=True, kw_only=True)
class ReaderAsked(Event):
    """A colleague was asked to read a draft before it is given."""

    kind: ClassVar[str] = "feedback.reader_asked"
    reader: Id
    version: int


@dataclass(frozen=True, kw_only=True)
class FeedbackRead(Event):
    """The second reader approved, or suggested other words."""

    kind: ClassVar[str] = "feedback.read"
    version: int
    is_approved: bool


@dataclass(frozen=True, kw_only=True)
class GivenMoved(Event):
    """What we give came one step on: ready, taken back from the reader, withdrawn."""

    kind: ClassVar[str] = "feedback.moved"
    state: Code
    is_despite: bool = False


@dataclass(frozen=True, kw_only=True)
class FeedbackGiven(Event):
    """It was sent or said."""

    kind: ClassVar[str] = "feedback.given"
    touchpoint: Id
    channel: Code
    version: int


@dataclass(frozen=True, kw_only=True)
class FeedbackAnswered(Event):
    """They answered what we gave; their words stand in the touchpoint."""

    kind: ClassVar[str] = "feedback.answered"
    touchpoint: Id
