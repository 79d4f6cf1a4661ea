"""The check of every night, contact by contact: killed at any point it goes on behind the last one that was kept."""

from datetime import datetime, timedelta

from closeknit.accounts.shared import comings
from closeknit.accounts.shared.comings import Coming
from closeknit.identity import shared as identity
from closeknit.kit import clock, tasks, wallcheck
from closeknit.kit import viewer as viewers
from closeknit.kit.events import Event, subscribe
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer
from closeknit.kit.wallcheck import CheckRow
from closeknit.portal.selfcheck import operations
from closeknit.portal.selfcheck.checking import Looker

# So many contacts a night, newest access first; the next night goes on with the others.
A_NIGHT = 2_000
_AT_ONCE = 50
_WHY = "the wall is checked"


@tasks.background(queue=tasks.LONG)
def check_wall(work: tasks.Work) -> None:
    """Look through the shared pages of everybody who can come in, and raise an alarm for what should not stand there."""
    viewer = viewers.house(_WHY)
    if identity.find_house() is None:
        return
    with work.chunk():
        check: CheckRow | None = wallcheck.resume_or_begin(viewer=viewer, at=clock.now())
        open_ones = [row.contact_id for row in wallcheck.list_open(viewer=viewer, most=10_000)]
        still = comings.who_still_comes(open_ones, viewer=viewer)
        wallcheck.clear_all_but(still, viewer=viewer, at=clock.now())
    looker = Looker(viewer)
    while check and (several := _next(check, viewer)):
        total = check.n_contacts + comings.count_comings(after_at=check.after_at, after=check.after, viewer=viewer)
        for coming in several:
            work.report()
            looked = looker.look(coming)
            with work.chunk(done=check.n_contacts + 1, total=min(total, A_NIGHT)):
                moved = _keep(check, coming, *looked, viewer=viewer, at=clock.now())
            if moved is None:
                return
            check = moved
    if check:
        n_left = comings.count_comings(after_at=check.after_at, after=check.after, viewer=viewer)
        with work.chunk():
            operations.end_check(check=check, n_left=n_left, viewer=viewer, at=clock.now())


def put_on_timetable() -> None:
    """Check every night, and when somebody asks for it."""
    timetable.every(timedelta(days=1), "wall", check_wall)
    subscribe(identity.WallCheckAsked, _check_now)


def _check_now(event: Event, viewer: Viewer, at: datetime) -> None:
    tasks.enqueue(check_wall, viewer=viewers.house(_WHY), key="timetable:wall")


def _next(check: CheckRow, viewer: Viewer) -> list[Coming]:
    most = min(_AT_ONCE, A_NIGHT - check.n_contacts)
    return comings.list_comings(after_at=check.after_at, after=check.after, most=max(most, 0), viewer=viewer)


def _keep(
    check: CheckRow, coming: Coming, n_pages: int, found: set[tuple[str, str]], *, viewer: Viewer, at: datetime
) -> CheckRow | None:
    """Keep what was found as one contact, and return the check as it is then, or None where another worker was faster."""
    moved = wallcheck.move_on(check, n_pages=n_pages, after_at=coming.given_at, after=coming.contact, viewer=viewer)
    if moved is None:
        return None
    whose = {"contact": coming.contact, "account": coming.account}
    known = wallcheck.list_found(viewer=viewer, **whose)
    wallcheck.clear(gone=known - found, viewer=viewer, at=at, **whose)
    if found - known:
        operations.raise_alarm(found=found - known, viewer=viewer, at=at, **whose)
    return moved
