"""Reads about the circle: cadences, lateness, decisions, as plain values and frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts.models import Standing
from closeknit.accounts.queries import AccountRow
from closeknit.analysis.circle.cadence import CADENCE_BY_STAGE, Cadence, Lateness, classify_lateness
from closeknit.analysis.kinds import Stage
from closeknit.circle.models import StageCadence, StageDecision
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class DecisionRow:
    """One move inward or outward: when, from where to where, by whom and why."""

    id: str
    decided_on: date
    from_stage: str
    to_stage: str
    aim: str
    reason: str
    review_on: date | None
    decided_by: str


def get_cadences(*, viewer: Viewer) -> dict[Stage, Cadence | None]:
    """Return the cadence of every stage: what the house set, else what every house begins with; None where nobody is watched."""
    rows = StageCadence.objects.visible_to(viewer).values_list("stage", "ideal_days", "latest_days")
    own = {Stage(stage): Cadence(ideal, latest) if ideal and latest else None for stage, ideal, latest in rows}
    return CADENCE_BY_STAGE | own


def list_lateness(accounts: Sequence[str], *, viewer: Viewer, at: datetime) -> dict[str, Lateness]:
    """Return by id how late two-way contact with each of these accounts is, on the house's local day of `at`."""
    zone = identity_queries.get_house().zone
    today, cadences = clock.local_date(at, zone), get_cadences(viewer=viewer)
    standings = Standing.objects.visible_to(viewer).filter(pk__in=list(accounts))
    return {
        account: classify_lateness(
            clock.local_date(spoke_at, zone) if spoke_at else None, cadences[Stage(stage)], as_of=today
        )
        for account, stage, spoke_at in standings.values_list("pk", "stage", "two_way_at")
    }


def get_lateness(account: AccountRow, *, viewer: Viewer, zone: str, at: datetime) -> Lateness:
    """Return how late two-way contact with an account is, on the day of `at` in the house's `zone`."""
    spoke_on = clock.local_date(account.two_way_at, zone) if account.two_way_at else None
    cadence = get_cadences(viewer=viewer)[Stage(account.stage)]
    return classify_lateness(spoke_on, cadence, as_of=clock.local_date(at, zone))


def list_decisions(account: str, *, viewer: Viewer) -> list[DecisionRow]:
    """Return every decision about an account's stage, newest first."""
    decisions = StageDecision.objects.visible_to(viewer).filter(account_id=account).select_related("decided_by")
    return [
        DecisionRow(
            id=row.pk,
            decided_on=row.decided_on,
            from_stage=row.from_stage,
            to_stage=row.to_stage,
            aim=row.aim,
            reason=row.reason,
            review_on=row.review_on,
            decided_by=row.decided_by.name if row.decided_by else "",
        )
        for row in decisions.order_by("-decided_on", "-pk")
    ]
