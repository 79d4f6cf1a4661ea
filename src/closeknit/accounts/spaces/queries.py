"""Reads about the shared site of an account, for our side."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery

from closeknit.accounts.models import Contact, Look, NamedCustomer, PersonAddress, Space, TheirPurpose
from closeknit.accounts.spaces import checks
from closeknit.kit import mail
from closeknit.kit.mail import Posted
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class SiteRow:
    """The shared site of an account as it stands: never opened, open, or closed again."""

    is_open: bool
    opened_at: datetime
    closed_at: datetime | None
    opened_by: str
    welcome: str


@dataclass(frozen=True)
class InsideRow:
    """One person of an account who is there now; `right` is empty for who cannot come in."""

    contact_id: str
    person_id: str
    name: str
    title: str
    email: str
    right: str
    given_by: str
    given_at: datetime | None
    is_by_colleague: bool


@dataclass(frozen=True)
class InvitedRow:
    """One invitation that can still be accepted, and how far its mail has come; None where there is no mail."""

    id: str
    contact_id: str
    name: str
    email: str
    right: str
    invited_by: str
    invited_at: datetime
    expires_at: datetime
    posted: Posted | None


@dataclass(frozen=True)
class LookRow:
    """That one of ours looked at the site as somebody there."""

    member: str
    contact: str
    at: datetime


@dataclass(frozen=True)
class SaidRow:
    """What the people of an account say of themselves: what they are there for, and whom they serve."""

    purpose: str
    purpose_at: datetime | None
    customers: tuple[str, ...]


def find_site(account: str, *, viewer: Viewer) -> SiteRow | None:
    """Return the shared site of an account, or None where nobody has opened it yet."""
    row = Space.objects.visible_to(viewer).select_related("opened_by").filter(pk=account).first()
    if row is None:
        return None
    opened_by = row.opened_by.name if row.opened_by else ""
    return SiteRow(row.closed_at is None, row.opened_at, row.closed_at, opened_by, row.welcome)


def list_people(account: str, *, viewer: Viewer) -> list[InsideRow]:
    """Return the people of an account who are there now, those who can come in first, each by name."""
    mails = PersonAddress.objects.visible_to(viewer).filter(person=OuterRef("person"), kind="email").order_by("-pk")
    rows = Contact.objects.visible_to(viewer).filter(account_id=account, until_on__isnull=True)
    found = rows.annotate(email=Subquery(mails.values("value")[:1])).values_list(
        *("pk", "person_id", "person__name", "title", "email", "access__right"),
        *("access__given_by__name", "access__given_by_contact__person__name", "access__given_at"),
    )
    people = [
        InsideRow(pk, person, name, title, email or "", right or "", ours or theirs or "", at, bool(theirs))
        for pk, person, name, title, email, right, ours, theirs, at in found
    ]
    return sorted(people, key=lambda one: (not one.right, one.name.casefold(), one.contact_id))


def list_invited(account: str, *, viewer: Viewer, at: datetime) -> list[InvitedRow]:
    """Return the invitations of an account that can still be accepted, the newest first."""
    rows = list(
        checks.list_open(account, viewer=viewer, at=at).select_related("invited_by", "invited_by_contact__person")
    )
    posted = mail.list_posted([row.mail for row in rows], viewer=viewer)
    return [
        InvitedRow(
            row.pk, row.contact_id or "", row.name, row.email, row.right,
            row.invited_by.name if row.invited_by
            else row.invited_by_contact.person.name if row.invited_by_contact else "",
            row.invited_at, row.expires_at, posted.get(row.mail),
        )
        for row in rows
    ]  # fmt: skip


def list_looks(account: str, *, viewer: Viewer, most: int = 5) -> list[LookRow]:
    """Return who of ours looked at the site as whom, the newest first."""
    rows = Look.objects.visible_to(viewer).filter(Q(contact__account_id=account), begun_at__isnull=False)
    found = rows.order_by("-made_at", "-pk").values_list("member__name", "contact__person__name", "made_at")
    return [LookRow(*values) for values in found[:most]]


def get_said(account: str, *, viewer: Viewer) -> SaidRow:
    """Return what the people of an account say of themselves on the shared site."""
    purpose = TheirPurpose.objects.visible_to(viewer).filter(account_id=account).order_by("-number").first()
    named = NamedCustomer.objects.visible_to(viewer).filter(account_id=account).order_by("name_key")
    customers = tuple(named.values_list("name", flat=True))
    return SaidRow(purpose.text if purpose else "", purpose.written_at if purpose else None, customers)
