"""What an account's own standing says: how late contact is, whether it was ever made, which renewal is near."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Q

from closeknit.analysis.circle.cadence import Cadence
from closeknit.analysis.kinds import Stage
from closeknit.analysis.today import finding
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked


def stands_out(asked: Asked, cadences: Mapping[Stage, Cadence | None]) -> Q:
    """Return the accounts whose standing alone may put them on Today: late, near and never spoken with, a renewal near.

    Wider than what the analysis decides on, never narrower: a test holds the two against each other.
    """
    near = [stage.value for stage in Stage if stage.nearness >= Stage.ENGAGED.nearness]
    renews = Q(standing__renewal_on__range=(asked.today, asked.today + timedelta(finding.EVENT_NEAR_DAYS)))
    condition = renews | Q(standing__two_way_at__isnull=True, standing__stage__in=near)
    for stage, cadence in cadences.items():
        if cadence is not None:
            late_before = clock.start_of_day(asked.today - timedelta(cadence.latest_days), asked.zone)
            condition |= Q(standing__stage=stage.value, standing__two_way_at__lt=late_before)
    return condition
