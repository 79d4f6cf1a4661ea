"""Lays unmet needs together anew once a night: what people said since may stand in no group yet."""

from datetime import timedelta

from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.tasks import timetable
from closeknit.offerings.adjacent import operations


@tasks.background()
def group_needs(work: tasks.Work) -> None:
    """Lay the needs that nothing meets together; run twice, the second time changes nothing."""
    if identity_queries.find_house() is None:
        return
    with work.chunk():
        operations.group_needs(viewer=viewers.house("laying needs together"), at=clock.now())


def put_on_timetable() -> None:
    """Let it run once a night."""
    timetable.every(timedelta(days=1), "adjacent", group_needs)
