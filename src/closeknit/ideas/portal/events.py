"""What is recorded about the open portal: ids, codes, numbers and dates only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class PortalChanged(Event):
    kind: ClassVar[str] = "portal.changed"
    is_open: bool
    is_moderated: bool
    is_public: bool
    a_week: int


@dataclass(frozen=True, kw_only=True)
class EmbedKeyMade(Event):
    """The form for web pages has another address; the one before opens nothing any more."""

    kind: ClassVar[str] = "portal.embed_key_made"


@dataclass(frozen=True, kw_only=True)
class Submitted(Event):
    kind: ClassVar[str] = "submission.given"
    origin: Code
    state: Code


@dataclass(frozen=True, kw_only=True)
class SubmissionMoved(Event):
    """Its turn came on the waiting list."""

    kind: ClassVar[str] = "submission.moved"


@dataclass(frozen=True, kw_only=True)
class SubmissionAccepted(Event):
    kind: ClassVar[str] = "submission.accepted"
    idea: Id
    number: int


@dataclass(frozen=True, kw_only=True)
class SubmissionDeclined(Event):
    kind: ClassVar[str] = "submission.declined"
    reason: Code


@dataclass(frozen=True, kw_only=True)
class SubmissionWithdrawn(Event):
    kind: ClassVar[str] = "submission.withdrawn"


@dataclass(frozen=True, kw_only=True)
class IdeaShown(Event):
    """An idea is shown outside from now on, or to others than before."""

    kind: ClassVar[str] = "idea.shown"
    audience: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class IdeaHidden(Event):
    kind: ClassVar[str] = "idea.hidden"


@dataclass(frozen=True, kw_only=True)
class ChallengeOpened(Event):
    """A challenge is open to others outside than before."""

    kind: ClassVar[str] = "challenge.opened_outside"
    audience: Code
    n_accounts: int
