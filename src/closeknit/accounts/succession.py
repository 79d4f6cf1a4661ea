"""When a member leaves, their accounts pass to the successor in the same act."""

from datetime import datetime

from closeknit.accounts import events
from closeknit.accounts.models import Account, CoreTeam
from closeknit.identity.events import MemberLeft
from closeknit.kit import undo
from closeknit.kit.events import record
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.viewer import Viewer


def subscribe() -> None:
    """Hear of members who leave."""
    subscribe_to(MemberLeft, pass_accounts_on)


def pass_accounts_on(left: MemberLeft, viewer: Viewer, at: datetime) -> None:
    """Give the accounts of the member who left to the successor, and take them off the core teams."""
    for account in Account.objects.visible_to(viewer).filter(owner_id=left.subject):
        undo.keep(account)
        account.change(owner_id=left.successor)
        record(
            events.AccountHandedOver(subject=account.pk, account=account.pk, owner=left.successor), viewer=viewer, at=at
        )
    teams = CoreTeam.objects.visible_to(viewer).filter(member_id=left.subject)
    undo.keep(*teams)
    teams.delete()
