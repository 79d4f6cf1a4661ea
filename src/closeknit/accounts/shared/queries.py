"""Reads for a contact, as frozen rows: their spaces, their own side, who of ours stands opposite. Nothing of what we think of them."""

from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts.models import Access, Account, Contact, CoreTeam, Space
from closeknit.accounts.spaces import checks
from closeknit.identity import queries as identity_queries
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class SpaceRow:
    """One shared site that a person can come into."""

    account_id: str
    account: str
    welcome: str


@dataclass(frozen=True)
class ColleagueRow:
    """One person of the viewer's own side who can come in, with what they may do."""

    contact_id: str
    person_id: str
    name: str
    title: str
    right: str
    is_me: bool


@dataclass(frozen=True)
class SelfRow:
    """The viewer's own place, name and language."""

    contact_id: str
    name: str
    language: str


@dataclass(frozen=True)
class OurPersonRow:
    """One of the host company who looks after the account."""

    name: str
    is_owner: bool


@dataclass(frozen=True)
class OpenInvitationRow:
    """One invitation to this side that has not been accepted yet."""

    id: str
    name: str
    email: str
    right: str
    invited_at: datetime
    expires_at: datetime


def get_space(account: str, *, viewer: Viewer) -> SpaceRow:
    """Return an open shared site that the viewer reaches, or raise NotFound."""
    rows = Space.objects.visible_to(viewer).filter(pk=account, closed_at__isnull=True).select_related("account")
    row = rows.first()
    if row is None:
        raise NotFound
    return SpaceRow(row.account_id, row.account.name, row.welcome)


def find_contact(account: str, *, viewer: Viewer) -> str:
    """Return the id of the viewer's own place at the account, or raise NotFound."""
    rows = Contact.objects.visible_to(viewer).filter(account_id=account, person_id=viewer.id, until_on__isnull=True)
    found = rows.values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    return found


def list_colleagues(account: str, *, viewer: Viewer) -> list[ColleagueRow]:
    """Return the people of the viewer's own side who can come in, by name. Whom else we know there is ours to know."""
    rows = Contact.objects.visible_to(viewer).filter(account_id=account, until_on=None, access__isnull=False)
    columns = ("pk", "person_id", "person__name", "title", "access__right")
    return [
        ColleagueRow(pk, person, name, title, right, person == viewer.id)
        for pk, person, name, title, right in rows.order_by("person__name", "pk").values_list(*columns)
    ]


def list_our_people(account: str, *, viewer: Viewer) -> list[OurPersonRow]:
    """Return who of the host company looks after the account, the owner first; or raise NotFound."""
    row = Account.objects.visible_to(viewer).select_related("owner").filter(pk=account).first()
    if row is None:
        raise NotFound
    team = CoreTeam.objects.visible_to(viewer).filter(account_id=row.pk, member__left_at__isnull=True)
    others = team.exclude(member_id=row.owner_id).order_by("member__name").values_list("member__name", flat=True)
    owner = [OurPersonRow(row.owner.name, is_owner=True)] if row.owner and row.owner.left_at is None else []
    return [*owner, *[OurPersonRow(name, is_owner=False) for name in others]]


def list_open_invitations(account: str, *, viewer: Viewer, at: datetime) -> list[OpenInvitationRow]:
    """Return the invitations to this side that can still be accepted, newest first."""
    return [
        OpenInvitationRow(row.pk, row.name, row.email, row.right, row.invited_at, row.expires_at)
        for row in checks.list_open(account, viewer=viewer, at=at)
    ]


def get_self(account: str, *, viewer: Viewer) -> SelfRow:
    """Return what the viewer is called and which language they read, or raise NotFound."""
    rows = Contact.objects.visible_to(viewer).filter(account_id=account, person_id=viewer.id, until_on__isnull=True)
    found = rows.values_list("pk", "person__name", "person__language").first()
    if found is None:
        raise NotFound
    return SelfRow(*found)


def count_inside(account: str, *, viewer: Viewer) -> int:
    """Return how many people of the account can come in."""
    return Access.objects.visible_to(viewer).filter(contact__account_id=account, contact__until_on=None).count()


def find_since(account: str, *, viewer: Viewer) -> date | None:
    """Return the house's local day since which the shared site has been open, or None."""
    opened = Space.objects.visible_to(viewer).filter(pk=account).values_list("opened_at", flat=True).first()
    return identity_queries.today_at(opened) if opened else None
