"""Writes of the door's looking at itself: the alarm, and the end of a check."""

from collections.abc import Iterable
from datetime import datetime

from closeknit.kit import wallcheck
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.kit.wallcheck import CheckRow
from closeknit.portal.selfcheck import events


@operation(Capability.RUN_HOUSE)
def raise_alarm(*, contact: str, account: str, found: Iterable[tuple[str, str]], viewer: Viewer, at: datetime) -> None:
    """Say that something stands on a contact's pages that should not, as (route, code)."""
    several = sorted(found)
    wallcheck.keep(contact=contact, account=account, found=several, viewer=viewer, at=at)
    for route, code in several:
        breached = events.WallBreached(subject=contact, account=account, route=route, what=code)
        record(breached, viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def end_check(*, check: CheckRow, n_left: int, viewer: Viewer, at: datetime) -> None:
    """End a check of the wall, with how many contacts are left for the next night."""
    wallcheck.end(check, n_left=n_left, viewer=viewer, at=at)
    n_found = wallcheck.count_open(viewer=viewer)
    ended = events.WallChecked(subject=check.id, n_contacts=check.n_contacts, n_pages=check.n_pages, n_found=n_found)
    record(ended, viewer=viewer, at=at)
