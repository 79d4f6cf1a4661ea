"""Writes about the address at which a member's own calendar program reads their calls."""

from datetime import datetime

from closeknit.identity import events, links
from closeknit.identity.models import CalendarAddress
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@operation(Capability.READ_HOUSE)
def open_calendar(*, viewer: Viewer, at: datetime) -> str:
    """Return the secret of the viewer's new calendar address, which is kept nowhere; an older one opens nothing any more."""
    secret = links.make_secret()
    CalendarAddress.objects.visible_to(viewer).filter(pk=viewer.id).delete()
    CalendarAddress.objects.add(CalendarAddress(member_id=viewer.id, secret_hash=links.hash_secret(secret), made_at=at))
    record(events.CalendarOpened(subject=viewer.id), viewer=viewer, at=at)
    return secret


@operation(Capability.READ_HOUSE)
def close_calendar(*, viewer: Viewer, at: datetime) -> None:
    """Let the viewer's calendar address open nothing any more."""
    CalendarAddress.objects.visible_to(viewer).filter(pk=viewer.id).delete()
    record(events.CalendarClosed(subject=viewer.id), viewer=viewer, at=at)
