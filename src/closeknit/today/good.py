"""What went well this week: said where nobody has to be called, and nowhere else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Direction, PromiseDirection, Settlement
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Promise
from closeknit.touchpoints.models import Participation, Touchpoint

NAMED = 4


@dataclass(frozen=True)
class GoodWeek:
    """This week of one member, or of everybody: talks made, promises of ours kept, and the accounts that answered us."""

    since: date
    n_talks: int
    n_kept: int
    answered: tuple[tuple[str, str], ...]


def get_week(*, member: str, viewer: Viewer, at: datetime, zone: str) -> GoodWeek:
    """Return what went well since Monday, of `member` or (empty) of everybody; three statements."""
    today = clock.local_date(at, zone)
    monday = today - timedelta(today.weekday())
    since = clock.start_of_day(monday, zone)
    owned = account_queries.select_owned(member, viewer=viewer)
    lately = Touchpoint.objects.visible_to(viewer).filter(started_at__gte=since)
    talks = lately.filter(direction=Direction.BOTH, account__isnull=False)
    if member:
        with_me = Participation.objects.visible_to(viewer).filter(member=member, touchpoint__in=talks.values("pk"))
        talks = talks.filter(pk__in=with_me.values("touchpoint"))
    kept = Promise.objects.visible_to(viewer).filter(
        direction=PromiseDirection.OURS, settlement=Settlement.KEPT, settled_on__gte=monday
    )
    answers = lately.filter(direction=Direction.THEIRS, account__in=owned).exclude(conversation=F("pk"))
    names = answers.order_by("account__name_key").values_list("account_id", "account__name").distinct()
    return GoodWeek(
        since=monday,
        n_talks=talks.count(),
        n_kept=(kept.filter(keeper=member) if member else kept).count(),
        answered=tuple((pk or "", name or "") for pk, name in names[:NAMED]),
    )
