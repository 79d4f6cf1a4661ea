"""What is recorded about Today: ids, codes and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class CallHandedOn(Event):
    """A member asked another to make a call."""

    kind: ClassVar[str] = "call.handed_on"
    to_member: Id
    by_on: date


@dataclass(frozen=True, kw_only=True)
class ReferralClosed(Event):
    """The talk that was asked for took place."""

    kind: ClassVar[str] = "referral.closed"
    touchpoint: Id


@dataclass(frozen=True, kw_only=True)
class ReferralEnded(Event):
    """Whoever was asked declined, or whoever asked took it back."""

    kind: ClassVar[str] = "referral.ended"
    ended: Code


@dataclass(frozen=True, kw_only=True)
class ReferralPassedOn(Event):
    """Whoever was asked left; their successor is asked."""

    kind: ClassVar[str] = "referral.passed_on"
    to_member: Id


@dataclass(frozen=True, kw_only=True)
class DatedEventChanged(Event):
    kind: ClassVar[str] = "dated_event.changed"
    what: Code
    on: date


@dataclass(frozen=True, kw_only=True)
class PartChanged(Event):
    """Somebody does something else at their account."""

    kind: ClassVar[str] = "contact.part_changed"
    on: date


@dataclass(frozen=True, kw_only=True)
class PersonSeenTo(Event):
    kind: ClassVar[str] = "contact.seen_to"
    what: Code
    on: date


@dataclass(frozen=True, kw_only=True)
class LetterWritten(Event):
    """A mail of ours went into the outbox and is kept as our message."""

    kind: ClassVar[str] = "letter.written"
    mail: Id
    contact: Id


@dataclass(frozen=True, kw_only=True)
class CallPutOff(Event):
    kind: ClassVar[str] = "call.put_off"
    until_on: date
    class_code: Code


@dataclass(frozen=True, kw_only=True)
class DigestMade(Event):
    """A member's digest of a week was made; `mail` is empty where there was nothing to say."""

    kind: ClassVar[str] = "digest.made"
    week_on: date
    mail: Id


@dataclass(frozen=True, kw_only=True)
class DigestChanged(Event):
    kind: ClassVar[str] = "digest.changed"
    is_on: bool
