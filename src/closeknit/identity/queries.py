"""Reads of our own side, as frozen rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from closeknit.identity import links
from closeknit.identity.models import CalendarAddress, Department, House, Invitation, Login, Member
from closeknit.identity.roles import CAPABILITIES, Role
from closeknit.kit import clock
from closeknit.kit import viewer as viewers
from closeknit.kit.fixed import Fixed
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer, ViewerKind


@dataclass(frozen=True)
class HouseRow:
    """The house as every page needs it."""

    name: str
    notice: str
    zone: str
    currency: str
    logo: str
    logo_type: str
    is_demo: bool
    colour: str


@dataclass(frozen=True)
class MemberRow:
    """One member of ours."""

    id: str
    name: str
    email: str
    role: str
    department_id: str
    department: str
    joined_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class InvitationRow:
    """One invitation that is still open."""

    id: str
    email: str
    name: str
    role: str
    invited_at: datetime
    expires_at: datetime


_HOUSE = Fixed(
    lambda ours: (
        House.objects.visible_to(ours)
        .order_by("pk")
        .values_list("name", "notice", "zone", "currency", "logo", "logo_type", "is_demo", "colour")
    )
)
_remembered: ContextVar[list[HouseRow] | None] = ContextVar("the house", default=None)


@contextmanager
def remembering_house() -> Iterator[None]:
    """Within the block, such as one request, the house is read once; `forget_house` makes it be read again."""
    token = _remembered.set([])
    try:
        yield
    finally:
        _remembered.reset(token)


def forget_house(**_: object) -> None:
    """Say that the house changed (as a receiver of its saving), so that the rest of the block sees what it is now."""
    remembered = _remembered.get()
    if remembered is not None:
        remembered.clear()


def find_house() -> HouseRow | None:
    """Return the house, or None before the first run. Its name stands on the sign-in page, so nobody has to be known."""
    remembered = _remembered.get()
    if remembered:
        return remembered[0]
    found = _read_house()
    if remembered is not None and found is not None:
        remembered.append(found)
    return found


def _read_house() -> HouseRow | None:
    found = _HOUSE.ask(viewer=viewers.house("the sign-in page shows the house's name"))
    return HouseRow(*found[0]) if found else None


def get_house() -> HouseRow:
    """Return the house, or raise NotFound before the first run."""
    found = find_house()
    if found is None:
        raise NotFound("This house has not been set up yet.")
    return found


def find_house_name() -> str:
    """Return what the house is called, an empty string before the first run."""
    found = find_house()
    return found.name if found else ""


def today_at(at: datetime) -> date:
    """Return the house's local day of a moment, or raise NotFound before the first run."""
    return clock.local_date(at, get_house().zone)


def zone_column() -> Coalesce:
    """Return the house's zone as a column of another room's query: a list that needs it asks once, not twice. UTC before the first run."""
    houses = House.objects.unscoped(reason="every list shows local days")
    return Coalesce(Subquery(houses.values("zone")[:1]), Value("UTC"))


def find_viewer_of_login(login_id: int) -> Viewer | None:
    """Return the viewer of a member's login, or None where the login is no active member's."""
    members = Member.objects.unscoped(reason="a viewer is made from a login").filter(
        login_id=login_id, left_at__isnull=True
    )
    member = members.filter(login__is_active=True).first()
    return _viewer(member) if member else None


def find_viewer_of(login: Login) -> Viewer | None:
    """Return the viewer of a login that came with its member, without asking again; None where it is no active member's."""
    member: Member | None = getattr(login, "member", None)
    return _viewer(member) if member and member.left_at is None and login.is_active else None


def find_viewer(member_id: str) -> Viewer | None:
    """Return the viewer of an active member, for tasks that act for one, or None."""
    member = (
        Member.objects.unscoped(reason="a viewer is made for a task").filter(pk=member_id, left_at__isnull=True).first()
    )
    return _viewer(member) if member else None


def find_viewer_of_calendar(secret: str) -> Viewer | None:
    """Return the viewer of the active member whose calendar address has this secret, or None."""
    known = CalendarAddress.objects.unscoped(reason="a viewer is made from a calendar's address")
    address = (
        known.filter(secret_hash=links.hash_secret(secret), member__left_at__isnull=True)
        .select_related("member")
        .first()
    )
    return _viewer(address.member) if address else None


def has_calendar(*, viewer: Viewer) -> bool:
    """Return whether the viewer has opened a calendar address."""
    return CalendarAddress.objects.visible_to(viewer).filter(pk=viewer.id).exists()


def list_members(*, viewer: Viewer, with_left: bool = False) -> list[MemberRow]:
    """Return the members, by name; those who left only where asked for."""
    rows = Member.objects.visible_to(viewer).select_related("department").order_by("name", "pk")
    return [_member(row) for row in (rows if with_left else rows.filter(left_at__isnull=True))]


def get_member(member_id: str, *, viewer: Viewer) -> MemberRow:
    """Return one member, or raise NotFound."""
    row = Member.objects.visible_to(viewer).select_related("department").filter(pk=member_id).first()
    if row is None:
        raise NotFound
    return _member(row)


def find_member_by_name(name: str, *, viewer: Viewer) -> MemberRow | None:
    """Return the member whose name or address is `name`, or None."""
    for row in list_members(viewer=viewer):
        if name.casefold() in (row.name.casefold(), row.email.casefold()):
            return row
    return None


def list_departments(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name) of each department, by name."""
    return list(Department.objects.visible_to(viewer).order_by("name").values_list("pk", "name"))


def list_open_invitations(*, viewer: Viewer, at: datetime) -> list[InvitationRow]:
    """Return the invitations that can still be accepted, newest first."""
    rows = Invitation.objects.visible_to(viewer).filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    return [
        InvitationRow(row.pk, row.email, row.name, row.role, row.invited_at, row.expires_at)
        for row in rows.order_by("-invited_at", "pk")
    ]


def _viewer(member: Member) -> Viewer:
    return Viewer(ViewerKind.MEMBER, member.pk, member.name, CAPABILITIES[Role(member.role)], None)


def _member(row: Member) -> MemberRow:
    department = row.department
    return MemberRow(
        row.pk,
        row.name,
        row.email,
        row.role,
        department.pk if department else "",
        department.name if department else "",
        row.joined_at,
        row.left_at,
    )
