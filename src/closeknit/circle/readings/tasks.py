"""Takes the readings of every account through the day, so that Today and the circle know where the alarm rose."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from closeknit.accounts import queries as account_queries
from closeknit.circle import events
from closeknit.circle.readings import operations, queries, worth
from closeknit.circle.readings.queries import Read
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.events import Event
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.tasks import timetable
from closeknit.kit.undo import TakenBack
from closeknit.kit.viewer import Viewer
from closeknit.promises import events as promise_events
from closeknit.touchpoints import events as touchpoint_events

# What comes in a burst (an import, a morning of calls) is read once.
_WAIT_SECONDS = 30
_CHUNK = 200


@tasks.background()
def take_readings(work: tasks.Work) -> None:
    """Take the readings of all accounts, two hundred at a time, and keep what they raise; a killed run is taken again whole."""
    house, at = viewers.house("taking readings"), clock.now()
    if identity_queries.find_house() is None:
        return
    accounts = [account for account, _ in account_queries.list_names(viewer=house)]
    for start in range(0, len(accounts), _CHUNK):
        several = accounts[start : start + _CHUNK]
        changed = _read_changed(several, house, at)
        with work.chunk(done=start + len(several), total=len(accounts)):
            if changed:
                operations.keep_alarms(reads=changed, viewer=house, at=at)


@tasks.background()
def take_readings_of(work: tasks.Work, *, account: str) -> None:
    """Take the readings of one account, where something happened, and keep what they raise."""
    house, at = viewers.house("taking readings"), clock.now()
    changed = _read_changed([account], house, at)
    with work.chunk():
        if changed:
            operations.keep_alarms(reads=changed, viewer=house, at=at)


timetable.every(timedelta(hours=3), "readings", take_readings)


def subscribe() -> None:
    """Hear of what changes a reading at once; what only the days change is read every three hours."""
    worth.subscribe()
    for kind in (
        events.SenseSaid,
        promise_events.PromiseSettled,
        touchpoint_events.TouchpointRecorded,
        touchpoint_events.ImportEnded,
        TakenBack,
    ):
        subscribe_to(kind, _take_soon)


def _take_soon(event: Event, viewer: Viewer, at: datetime) -> None:
    house = viewers.house("taking readings")
    if event.account:
        key = f"circle:readings:{event.account}"
        tasks.enqueue(take_readings_of, viewer=house, key=key, delay=_WAIT_SECONDS, account=event.account)
    else:
        tasks.enqueue(take_readings, viewer=house, key="circle:readings", delay=_WAIT_SECONDS)


def _read_changed(accounts: Sequence[str], house: Viewer, at: datetime) -> list[Read]:
    return queries.list_changed(queries.read_accounts(accounts, viewer=house, at=at), viewer=house)
