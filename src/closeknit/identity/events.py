"""What is recorded about our own side."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class HouseMade(Event):
    kind: ClassVar[str] = "house.made"


@dataclass(frozen=True, kw_only=True)
class HouseChanged(Event):
    kind: ClassVar[str] = "house.changed"
    what: Code


@dataclass(frozen=True, kw_only=True)
class WallCheckAsked(Event):
    kind: ClassVar[str] = "wall_check.asked"


@dataclass(frozen=True, kw_only=True)
class DepartmentAdded(Event):
    kind: ClassVar[str] = "department.added"


@dataclass(frozen=True, kw_only=True)
class DepartmentChanged(Event):
    kind: ClassVar[str] = "department.changed"
    what: Code


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Event):
    kind: ClassVar[str] = "member.invited"
    role: Code


@dataclass(frozen=True, kw_only=True)
class CalendarOpened(Event):
    kind: ClassVar[str] = "calendar.opened"


@dataclass(frozen=True, kw_only=True)
class CalendarClosed(Event):
    kind: ClassVar[str] = "calendar.closed"


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    kind: ClassVar[str] = "invitation.withdrawn"


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    kind: ClassVar[str] = "member.joined"
    role: Code


@dataclass(frozen=True, kw_only=True)
class MemberChanged(Event):
    kind: ClassVar[str] = "member.changed"
    what: Code


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    """Rooms above hear this and pass what the member held to the successor, in the same transaction."""

    kind: ClassVar[str] = "member.left"
    successor: Id


@dataclass(frozen=True, kw_only=True)
class MemberReturned(Event):
    """Somebody who had left is here again; what they held stays with whom it went to."""

    kind: ClassVar[str] = "member.returned"
