"""Lays the picture of the circle out in the background, so that nobody waits for it and nothing jumps."""

from datetime import datetime, timedelta

from closeknit.accounts import events as account_events
from closeknit.circle import events, operations
from closeknit.circle.drawing import draw
from closeknit.circle.gathering import list_circle_rows
from closeknit.circle.operations import Drawn
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.events import Event
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.tasks import timetable
from closeknit.kit.undo import TakenBack
from closeknit.kit.viewer import Viewer

# What comes in a burst (an import, a round of decisions) is laid out once.
_WAIT_SECONDS = 5


@tasks.background()
def lay_out(work: tasks.Work) -> None:
    """Lay the circle out and remember where everybody was drawn; where nobody moved, nothing is written."""
    house, at = viewers.house("laying the circle out"), clock.now()
    work.report()
    if identity_queries.find_house() is None:
        return
    rows = list_circle_rows(viewer=house, at=at)
    before = {row.id: (row.mark.previous_angle, row.mark.previous_side) for row in rows}
    places = {node.id: Drawn(node.angle, node.side) for node in draw(tuple(row.mark for row in rows)).nodes}
    if all(before[account] == (place.angle, place.side) for account, place in places.items()):
        return
    with work.chunk():
        operations.keep_places(places=places, viewer=house, at=at)


timetable.every(timedelta(hours=6), "circle", lay_out)


def subscribe() -> None:
    """Hear of what changes who stands where."""
    for kind in (
        events.StageDecided,
        events.CadenceChanged,
        account_events.AccountAdded,
        account_events.AccountChanged,
        account_events.AccountsImported,
        TakenBack,
    ):
        subscribe_to(kind, _lay_out_soon)


def _lay_out_soon(event: Event, viewer: Viewer, at: datetime) -> None:
    tasks.enqueue(lay_out, viewer=viewers.house("laying the circle out"), key="circle:lay_out", delay=_WAIT_SECONDS)
