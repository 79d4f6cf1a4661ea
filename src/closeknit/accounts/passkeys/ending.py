"""Whose access ends anywhere, and who can come in nowhere else, signs in with no passkey of theirs any more."""

from datetime import datetime

from closeknit.accounts import events, viewers
from closeknit.accounts.models import Contact, Passkey
from closeknit.kit import viewer as kit_viewers
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer


def forget_where_gone(place: Contact, *, viewer: Viewer, at: datetime) -> None:
    """Remove the passkeys of somebody who has just lost a place or their right there, unless another shared site is open to them.

    They are gone for good: a leaving that is taken back brings none of them again, and whoever came back comes in by a code.
    """
    login = place.person.login_id
    if login is None or viewers.list_spaces(login):
        return
    # A colleague who takes a right away sees no passkeys.
    ours = kit_viewers.house("who may not come in any more does not by a passkey either")
    for row in Passkey.objects.visible_to(ours).filter(login_id=login).order_by("pk"):
        key = row.pk
        row.delete()
        record(events.PasskeyRemoved(subject=key, account=place.account_id, why="access"), viewer=viewer, at=at)
