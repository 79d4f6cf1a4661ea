"""Writes about the shared site of an account, from our side."""

from datetime import datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts import events
from closeknit.accounts.models import Look, Space
from closeknit.accounts.spaces import checks, entering
from closeknit.analysis.kinds import SpaceRight
from closeknit.identity import links
from closeknit.identity.models import Member
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer


@operation(Capability.KEEP_ACCOUNTS)
def open_space(*, account: str, viewer: Viewer, at: datetime, welcome: str = "") -> None:
    """Open the shared site of an account, or open it again with everybody's rights as they were; or raise NotFound."""
    row = account_checks.get_account(account, viewer=viewer)
    known = Space.objects.visible_to(viewer).filter(pk=row.pk).first()
    if known is None:
        space = Space(account=row, welcome=welcome.strip(), opened_by_id=viewer.member, opened_at=at)
        undo.keep_new(Space.objects.add(space), subject=row.pk)
    else:
        undo.keep(known, subject=row.pk)
        known.change(closed_at=None, welcome=welcome.strip() or known.welcome)
    record(events.SpaceOpened(subject=row.pk, account=row.pk), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def change_welcome(*, account: str, welcome: str, viewer: Viewer, at: datetime) -> None:
    """Say what the people of an account read first on the shared site, or raise NotOpen."""
    space = checks.get_open_space(account, viewer=viewer)
    undo.keep(space, subject=account)
    space.change(welcome=welcome.strip())
    record(events.SpaceChanged(subject=account, account=account, what="welcome"), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def close_space(*, account: str, viewer: Viewer, at: datetime) -> None:
    """Close the shared site of an account, or raise NotOpen. Nobody there gets in any more; nothing is lost, and it can be opened again."""
    space = checks.get_open_space(account, viewer=viewer)
    undo.keep(space, subject=account)
    space.change(closed_at=at)
    record(events.SpaceClosed(subject=account, account=account), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def invite_contact(*, contact: str, email: str, viewer: Viewer, at: datetime, right: str = SpaceRight.TAKE_PART) -> str:
    """Invite a contact to the shared site of their account and return the secret of the link, which is kept nowhere.

    Raises NotFound, NotOpen or BadInvitation. An older open invitation to the address ends.
    """
    row = account_checks.get_contact(contact, viewer=viewer)
    checks.check_is_theirs(row, checks.read_email(email), viewer=viewer)
    return entering.invite(row.account_id, row.person.name, email, right, viewer=viewer, at=at, contact=row)


@operation(Capability.KEEP_ACCOUNTS)
def withdraw_space_invitation(*, invitation: str, account: str, viewer: Viewer, at: datetime) -> None:
    """End an open invitation, or raise NotFound."""
    entering.withdraw(checks.get_invitation(invitation, account, viewer=viewer), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def change_right(*, contact: str, right: str, viewer: Viewer, at: datetime) -> None:
    """Let a contact do more or less on the shared site, or raise NotFound or BadInvitation."""
    entering.change_right(checks.get_access(contact, viewer=viewer), right, viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def end_access(*, contact: str, viewer: Viewer, at: datetime) -> None:
    """Take a contact's right away, or raise NotFound. From the next request on they are out, everywhere."""
    entering.end_access(checks.get_access(contact, viewer=viewer), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def look_as(*, contact: str, viewer: Viewer, at: datetime) -> str:
    """Let the viewer see the shared site as a contact does, and return the secret that starts it within a minute, once; or raise NotFound.

    Nothing can be written while one looks. Who looked as whom, and when, is an event.
    """
    access = checks.get_access(contact, viewer=viewer)
    checks.get_open_space(access.contact.account_id, viewer=viewer)
    if viewer.member is None:
        raise NotFound
    secret = links.make_secret()
    row = Look(id=ids.new("look"), contact=access.contact, secret_hash=links.hash_secret(secret), made_at=at)
    row.member = Member.objects.visible_to(viewer).get(pk=viewer.member)
    Look.objects.add(row)
    made = events.LookMade(subject=row.pk, account=access.contact.account_id, contact=contact)
    record(made, viewer=viewer, at=at)
    return secret
