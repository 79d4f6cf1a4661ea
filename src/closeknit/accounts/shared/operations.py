"""What a contact may change of their own side on the shared site."""

from datetime import datetime

from closeknit.accounts.spaces import checks, entering
from closeknit.analysis.kinds import SpaceRight
from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


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
