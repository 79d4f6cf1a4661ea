"""Once an hour: whoever is next on the waiting list leaves it where there is room, whatever it was that made it."""

from datetime import timedelta

from closeknit.analysis.ideas.portal import SubmissionState
from closeknit.ideas.models import Submission
from closeknit.ideas.portal import operations, rules
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.tasks import timetable


@tasks.background()
def move_up(work: tasks.Work) -> None:
    """Let them leave it; where nobody waits or there is no room nothing is written."""
    ours = viewers.house("the waiting list of the open portal")
    listed = Submission.objects.visible_to(ours).filter(state=SubmissionState.LISTED)
    if identity_queries.find_house() is None or not listed.exists() or rules.get_intake(rules.get_rules()).is_full:
        return
    with work.chunk():
        operations.move_waiting_list(viewer=ours, at=clock.now())


def put_on() -> None:
    """Let it run once an hour."""
    timetable.every(timedelta(hours=1), "waiting list", move_up)
