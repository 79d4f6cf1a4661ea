"""What a contact may change of their own side on the shared site."""

from datetime import datetime

from django.utils.translation import gettext as _

from closeknit.accounts import events, naming
from closeknit.accounts.models import Person
from closeknit.accounts.shared import queries
from closeknit.accounts.spaces import checks, entering
from closeknit.analysis.kinds import SpaceRight
from closeknit.kit import typed
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer

LONGEST_CODE = 16


@operation(Capability.MANAGE_SIDE)
def invite_colleague(
    *, account: str, name: str, email: str, viewer: Viewer, at: datetime, right: str = SpaceRight.TAKE_PART
) -> None:
    """Invite a colleague to the shared site by mail; or raise NotOpen, BadInvitation or NothingSaid."""
    entering.invite(account, name, email, right, viewer=viewer, at=at)


@operation(Capability.MANAGE_SIDE)
def withdraw_colleagues_invitation(*, invitation: str, account: str, viewer: Viewer, at: datetime) -> None:
    """End an open invitation to the viewer's own side, or raise NotFound."""
    entering.withdraw(checks.get_invitation(invitation, account, viewer=viewer), viewer=viewer, at=at)


@operation(Capability.MANAGE_SIDE)
def change_colleagues_right(*, contact: str, right: str, viewer: Viewer, at: datetime) -> None:
    """Let a colleague do more or less, or raise NotFound, BadInvitation or LastManager."""
    access = checks.get_access(contact, viewer=viewer)
    if checks.read_right(right) != SpaceRight.MANAGE:
        checks.check_not_last(access, viewer=viewer)
    entering.change_right(access, right, viewer=viewer, at=at)


@operation(Capability.MANAGE_SIDE)
def end_colleagues_access(*, contact: str, viewer: Viewer, at: datetime) -> None:
    """Take a colleague's right away, or raise NotFound or LastManager. They are out at their next request."""
    access = checks.get_access(contact, viewer=viewer)
    checks.check_not_last(access, viewer=viewer)
    entering.end_access(access, viewer=viewer, at=at)


@operation(Capability.READ_SHARED)
def leave_site(*, account: str, viewer: Viewer, at: datetime) -> None:
    """Give up one's own access to the shared site of an account; or raise NotFound, or LastManager."""
    access = checks.get_access(queries.find_contact(account, viewer=viewer), viewer=viewer)
    checks.check_not_last(access, viewer=viewer)
    entering.end_access(access, viewer=viewer, at=at)


@operation(Capability.READ_SHARED)
def change_oneself(*, account: str, name: str, language: str, viewer: Viewer, at: datetime) -> None:
    """Say what one is called, and in which language one reads; or raise NotFound or NothingSaid."""
    contact = queries.find_contact(account, viewer=viewer)
    said = typed.check_line(name, _("Say what you are called. Nothing was changed."), most=200)
    # Who somebody is, wherever they are, nobody outside sees as a row: here it is their own.
    row = Person.objects.visible_to(viewers.house("somebody says what they are called")).get(pk=viewer.id)
    row.change(name=said, first_word=naming.first_word(said), language=language.strip()[:LONGEST_CODE])
    record(events.ContactChanged(subject=contact, account=account, what="own name"), viewer=viewer, at=at)
