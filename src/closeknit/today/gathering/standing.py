"""What an account's own standing says: how late contact is, whether it was ever made, which renewal is near."""

from datetime import datetime, timedelta

from django.db.models import Q

from closeknit.analysis.kinds import Stage
from closeknit.analysis.today import finding
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked


def stands_out(asked: Asked) -> Q:
    """Return what a standing alone is like that may put its account on Today: late, near and never spoken with, a day near.

    Wider than what the analysis decides on, never narrower: a test holds the two against each other. Pauses are left to the analysis.
    """
    near = [stage.value for stage in Stage if stage.nearness >= Stage.ENGAGED.nearness]
    renews = Q(renewal_on__range=(asked.today, asked.today + timedelta(finding.EVENT_NEAR_DAYS)))
    reviewed = Q(review_on__lte=asked.today)
    condition = renews | reviewed | Q(two_way_at__isnull=True, stage__in=near)
    for stage, cadence in asked.limits.stages.items():
        if cadence is not None:
            condition |= Q(stage=stage.value, two_way_at__lt=_late_before(asked, cadence.latest_days))
    own = asked.limits.accounts
    if own:
        fewest = min(limits.latest_days for limits in own.values())
        condition |= Q(pk__in=list(own), two_way_at__lt=_late_before(asked, fewest))
    return condition


def _late_before(asked: Asked, latest_days: int) -> datetime:
    return clock.start_of_day(asked.today - timedelta(latest_days), asked.zone)
