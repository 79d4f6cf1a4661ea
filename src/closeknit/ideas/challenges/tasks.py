"""Closes the challenges whose day has passed, once an hour; they let no answer in since then anyway."""

from datetime import timedelta

from closeknit.ideas.challenges import operations
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.tasks import timetable


@tasks.background()
def close_due(work: tasks.Work) -> None:
    """Close them; where none is due nothing is written but that it was looked."""
    if identity_queries.find_house() is None or not operations.has_due(at=clock.now()):
        return
    with work.chunk():
        operations.close_due(viewer=viewers.house("closing challenges"), at=clock.now())


def put_on_timetable() -> None:
    """Let it run once an hour."""
    timetable.every(timedelta(hours=1), "challenges", close_due)
