"""Counts the marks of every account through the day, so that candidates are found without reading everybody's conversations."""

from datetime import datetime, timedelta

from closeknit.accounts import queries as account_queries
from closeknit.circle.marking import operations, queries
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.events import Event
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer
from closeknit.promises import events as promise_events
from closeknit.touchpoints import events as touchpoint_events

# An import or a morning of calls is counted once, and its words are heard by then.
_WAIT_SECONDS = 120
_CHUNK = 200


@tasks.background()
def count_marks(work: tasks.Work) -> None:
    """Read and count the marks of all accounts, two hundred at a time; a killed run is begun anew, and what it kept stays."""
    house, at = viewers.house("counting marks"), clock.now()
    found = identity_queries.find_house()
    if found is None:
        return
    accounts = [account for account, _ in account_queries.list_names(viewer=house)]
    for start in range(0, len(accounts), _CHUNK):
        several = accounts[start : start + _CHUNK]
        marks = queries.list_marks(several, viewer=house, at=at, zone=found.zone)
        with work.chunk(done=start + len(several), total=len(accounts)):
            operations.keep_tallies(marks=marks, viewer=house, at=at)


@tasks.background()
def count_marks_of(work: tasks.Work, *, account: str) -> None:
    """Read and count the marks of one account, where something happened."""
    house, at = viewers.house("counting marks"), clock.now()
    marks = queries.list_marks([account], viewer=house, at=at, zone=identity_queries.get_house().zone)
    with work.chunk():
        operations.keep_tallies(marks=marks, viewer=house, at=at)


timetable.every(timedelta(hours=6), "marks", count_marks)


def subscribe() -> None:
    """Hear of what changes a mark; what only the days change is counted every six hours."""
    subscribe_to(touchpoint_events.TouchpointRecorded, _count_of)
    subscribe_to(promise_events.PromiseSettled, _count_of)
    subscribe_to(touchpoint_events.ImportEnded, _count_all)


def _count_of(event: Event, viewer: Viewer, at: datetime) -> None:
    if event.account:
        house, key = viewers.house("counting marks"), f"circle:count_marks:{event.account}"
        tasks.enqueue(count_marks_of, viewer=house, key=key, delay=_WAIT_SECONDS, account=event.account)


def _count_all(event: Event, viewer: Viewer, at: datetime) -> None:
    tasks.enqueue(count_marks, viewer=viewers.house("counting marks"), key="circle:count_marks", delay=_WAIT_SECONDS)
