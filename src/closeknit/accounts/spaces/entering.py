"""Inviting somebody to a shared site, and letting them in: the same for who is invited by us and by a colleague."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from closeknit.accounts import checks as account_checks
from closeknit.accounts import events, naming
from closeknit.accounts.models import Access, Account, Contact, Person, PersonAddress, SpaceInvitation
from closeknit.accounts.passkeys.ending import forget_where_gone
from closeknit.accounts.spaces import checks, letters
from closeknit.analysis.kinds import SpaceRight
from closeknit.identity import links
from closeknit.identity.models import Login
from closeknit.kit import ids, typed, undo
from closeknit.kit import viewer as kit_viewers
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer, ViewerKind

NO_NAME = gettext_noop("Say what they are called. Nobody was invited.")


def invite(
    account: str, name: str, email: str, right: str, *, viewer: Viewer, at: datetime, contact: Contact | None = None
) -> str:
    """Keep an invitation, put its mail into the outbox, and return the secret of its link; an older open one to the address ends.

    Raises NotOpen, BadInvitation or NothingSaid.
    """
    space = checks.get_open_space(account, viewer=viewer)
    address, may = checks.read_email(email), checks.read_right(right)
    checks.check_not_too_many(account, viewer=viewer, at=at)
    open_ones = checks.list_open(account, viewer=viewer, at=at).filter(email=address)
    for old in open_ones:
        withdraw(old, viewer=viewer, at=at)
    expired = SpaceInvitation.objects.visible_to(viewer).filter(account_id=account, email=address)
    expired.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)
    secret = links.make_secret()
    row = SpaceInvitation(
        id=ids.new("spaceinvitation", account), account=space.account, contact=contact,
        name=typed.check_line(name, gettext(NO_NAME), most=200), email=address, right=may,
        secret_hash=links.hash_secret(secret), invited_by_id=viewer.member,
        invited_by_contact=_own_place(account, viewer), invited_at=at, expires_at=at + checks.HOLDS,
    )  # fmt: skip
    SpaceInvitation.objects.add(row)
    Login.objects.get_or_create(email=address, defaults={"made_at": at, "password": make_password(None)})
    language = contact.person.language if contact else ""
    row.change(mail=letters.send_invitation(row, secret, viewer.name, language=language, viewer=viewer, at=at))
    record(events.SpaceInvited(subject=row.pk, account=account, right=may), viewer=viewer, at=at)
    return secret


def withdraw(invitation: SpaceInvitation, *, viewer: Viewer, at: datetime) -> None:
    """End an open invitation; a mail that has not gone out yet does not."""
    letters.forget_mail(invitation)
    invitation.change(withdrawn_at=at)
    record(events.SpaceInvitationWithdrawn(subject=invitation.pk, account=invitation.account_id), viewer=viewer, at=at)


def shut_out(place: Contact, *, viewer: Viewer, at: datetime) -> None:
    """Let somebody who has lost a place, or their right there, in by no older link and, where nothing else is open to them, no passkey."""
    _withdraw_all(place, viewer=viewer, at=at)
    forget_where_gone(place, viewer=viewer, at=at)


def _withdraw_all(place: Contact, *, viewer: Viewer, at: datetime) -> None:
    # A colleague who takes a right away sees no addresses.
    ours = kit_viewers.house("who may not come in any more is not invited either")
    addresses = PersonAddress.objects.visible_to(ours).filter(kind="email", person=place.person_id).values("value")
    waiting = SpaceInvitation.objects.visible_to(ours).filter(account_id=place.account_id, accepted_at__isnull=True)
    for one in waiting.filter(Q(contact=place) | Q(email__in=addresses), withdrawn_at__isnull=True):
        withdraw(one, viewer=viewer, at=at)


def let_in(invitation: SpaceInvitation, login: Login, *, viewer: Viewer, at: datetime) -> Contact:
    """Give whoever has shown that they read at the invited address their place and right, and return the place.

    Raises OneOfUs where the login is a member's, and KnownByAnother where that person has a login with another address: two logins of one
    person would be two voices, and one of them would lead nowhere.
    """
    checks.check_no_member(login, viewer=viewer)
    person = _person(invitation, login, viewer=viewer, at=at)
    here = Contact.objects.visible_to(viewer).filter(person=person, account_id=invitation.account_id, until_on=None)
    contact = here.first() or _new_place(invitation.account, person, viewer=viewer, at=at)
    known = Access.objects.visible_to(viewer).filter(pk=contact.pk).first()
    if known is None:
        Access.objects.add(
            Access(
                contact=contact, right=invitation.right, given_by_id=invitation.invited_by_id,
                given_by_contact_id=invitation.invited_by_contact_id, given_at=at,
            )
        )  # fmt: skip
    elif _weight(invitation.right) > _weight(known.right):
        known.change(right=invitation.right)
    entered = events.SpaceEntered(
        subject=contact.pk, account=invitation.account_id, person=person.pk, right=invitation.right
    )
    record(entered, viewer=viewer, at=at)
    return contact


def _person(invitation: SpaceInvitation, login: Login, *, viewer: Viewer, at: datetime) -> Person:
    persons = Person.objects.visible_to(viewer)
    known = persons.filter(login=login).first()
    if known is None:
        address = PersonAddress.objects.visible_to(viewer).filter(kind="email", value=login.email)
        found = address.select_related("person").first()
        known = found.person if found else None
    if known is None and invitation.contact_id:
        known = account_checks.get_contact(invitation.contact_id, viewer=viewer).person
    if known is not None and known.login_id not in (None, login.pk):
        raise checks.KnownByAnother(
            gettext("We know you by another address. Sign in with that one, and ask for an invitation to it.")
        )
    if known is None:
        name = invitation.name
        known = Person(
            id=ids.new("person", invitation.account_id), name=name, first_word=naming.first_word(name), created_at=at
        )
        Person.objects.add(known)
    if not PersonAddress.objects.visible_to(viewer).filter(kind="email", value=login.email).exists():
        pk = ids.new("address", invitation.account_id)
        PersonAddress.objects.add(PersonAddress(id=pk, person=known, kind="email", value=login.email))
    if known.login_id is None:
        known.change(login=login)
    return known


def _new_place(account: Account, person: Person, *, viewer: Viewer, at: datetime) -> Contact:
    row = Contact.objects.add(Contact(id=ids.new("contact", account.pk), person=person, account=account))
    record(events.ContactAdded(subject=row.pk, account=account.pk, person=person.pk), viewer=viewer, at=at)
    return row


def _own_place(account: str, viewer: Viewer) -> Contact | None:
    if viewer.kind != ViewerKind.CONTACT:
        return None
    rows = Contact.objects.visible_to(viewer).filter(account_id=account, person_id=viewer.id, until_on__isnull=True)
    return rows.first()


def _weight(right: str) -> int:
    return list(SpaceRight).index(SpaceRight(right))


def end_access(access: Access, *, viewer: Viewer, at: datetime) -> None:
    """Take somebody's right away: from the next request on they are out, everywhere. It can be undone by who did it."""
    undo.keep(access)
    place = access.contact
    account, contact = place.account_id, access.contact_id
    access.delete()
    shut_out(place, viewer=viewer, at=at)
    record(events.AccessEnded(subject=contact, account=account), viewer=viewer, at=at)


def change_right(access: Access, right: str, *, viewer: Viewer, at: datetime) -> None:
    """Let somebody do more or less, or raise BadInvitation."""
    may = checks.read_right(right)
    undo.keep(access)
    access.change(right=may)
    record(
        events.AccessChanged(subject=access.contact_id, account=access.contact.account_id, right=may),
        viewer=viewer,
        at=at,
    )
