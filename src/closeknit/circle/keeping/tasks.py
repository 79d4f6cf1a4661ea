"""Works coverage out in the background: each night's quarter, and soon after somebody changed what the past looks like."""

from datetime import datetime, timedelta

from closeknit.accounts import events as account_events
from closeknit.circle import events
from closeknit.circle.keeping import covering, operations
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.events import Event
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.tasks import timetable
from closeknit.kit.undo import TakenBack
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import events as touchpoint_events

# An afternoon of logging is counted once; a page says how old its figures are.
_WAIT_SECONDS = 60


@tasks.background()
def count_coverage(work: tasks.Work) -> None:
    """Work out how much of the circle was within its limit over half a year, and keep it; a killed run leaves what was kept."""
    house, at = viewers.house("counting coverage"), clock.now()
    found = identity_queries.find_house()
    if found is None:
        return
    parts = []
    for part in covering.work_out(viewer=house, at=at, zone=found.zone):
        parts.append(part)
        work.report()
    with work.chunk():
        operations.keep_coverage(lines=covering.add_up(parts), viewer=house, at=at)


timetable.every(timedelta(hours=6), "coverage", count_coverage)


def subscribe() -> None:
    """Hear of what changes how the past looks: decisions, limits, pauses, imports; and talks, which may be of any day."""
    for kind in (
        events.StageDecided,
        events.CadenceChanged,
        events.OwnCadenceChanged,
        events.ContactPaused,
        events.ContactTakenUp,
        account_events.AccountHandedOver,
        touchpoint_events.ImportEnded,
        touchpoint_events.ImportUndone,
        touchpoint_events.TouchpointRemoved,
        TakenBack,
    ):
        subscribe_to(kind, _count_soon)
    subscribe_to(touchpoint_events.TouchpointRecorded, _count_if_past)


def _count_if_past(event: touchpoint_events.TouchpointRecorded, viewer: Viewer, at: datetime) -> None:
    """A talk of this week changes no week that is over; the page looks at today itself."""
    if event.started_at < at - timedelta(days=1):
        _count_soon(event, viewer, at)


def _count_soon(event: Event, viewer: Viewer, at: datetime) -> None:
    house = viewers.house("counting coverage")
    tasks.enqueue(count_coverage, viewer=house, key="circle:count_coverage", delay=_WAIT_SECONDS)
