"""Counts in the background which accounts hang by one thread; the list of them says when that was."""

from datetime import datetime, timedelta

from closeknit.circle.spread import counting, operations
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer
from closeknit.promises.telling.events import ContactTold
from closeknit.touchpoints import events as touchpoint_events

# A year of mail that is brought in is counted once.
_WAIT_SECONDS = 120


@tasks.background()
def count_threads(work: tasks.Work) -> None:
    """Count which accounts hang by one thread and keep them in place of those counted before; stopped in between, those stay."""
    house, at = viewers.house("counting threads"), clock.now()
    work.report()
    found = identity_queries.find_house()
    if found is None:
        return
    threads = counting.count_single(viewer=house, at=at, zone=found.zone)
    with work.chunk():
        operations.keep_threads(threads=threads, viewer=house, at=at)


timetable.every(timedelta(hours=1), "threads", count_threads)


def subscribe() -> None:
    """Hear of what brings many conversations at once; a single one waits for the hour."""
    subscribe_to(touchpoint_events.ImportEnded, _count_soon)
    subscribe_to(ContactTold, operations.follow_told)


def _count_soon(event: touchpoint_events.ImportEnded, viewer: Viewer, at: datetime) -> None:
    house = viewers.house("counting threads")
    tasks.enqueue(count_threads, viewer=house, key="circle:count_threads", delay=_WAIT_SECONDS)
