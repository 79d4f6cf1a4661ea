"""How the duty to answer is kept."""

from datetime import date, datetime

from closeknit.analysis.ideas.duty import Duty, DutyFact, score_duty
from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.ideas.models import Idea
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer


def get_duty(*, viewer: Viewer, today: date, since: date) -> Duty:
    """Return the median days to an answer and the share answered in time, of the ideas given from `since` on.

    Whoever gave an idea that was merged is answered when the idea is answered that it counts in; by its own day all the same.
    """
    zone = identity_queries.get_house().zone
    given = Idea.objects.visible_to(viewer).filter(given_at__gte=clock.start_of_day(since, zone)).order_by("pk")
    # What was taken back is owed to nobody.
    given = given.exclude(state=IdeaState.WITHDRAWN)
    values = given.values_list("given_at", "answer_by", "answered_at", "merged_at", "counts_in__answered_at")
    facts = [
        DutyFact(
            clock.local_date(given_at, zone),
            answer_by,
            _day(_answered(answered_at, merged_at, root_at), zone),
        )
        for given_at, answer_by, answered_at, merged_at, root_at in values
    ]
    return score_duty(facts, as_of=today)


def _answered(own: datetime | None, merged: datetime | None, of_root: datetime | None) -> datetime | None:
    """Return when the giver could know: by an answer of its own, else once it was merged and the other has its answer."""
    if own is not None or merged is None or of_root is None:
        return own
    return max(merged, of_root)


def _day(moment: datetime | None, zone: str) -> date | None:
    return clock.local_date(moment, zone) if moment else None
