"""Reads about the circle: cadences, lateness, decisions, as plain values and frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts.models import Standing
from closeknit.accounts.queries import AccountRow
from closeknit.analysis.circle.cadence import Cadence, Lateness
from closeknit.analysis.circle.keeping import Kept
from closeknit.analysis.kinds import Stage
from closeknit.circle.keeping import queries as keeping_queries
from closeknit.circle.models import StageDecision
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
    return keeping_queries.get_cadences(viewer=viewer)


def list_lateness(accounts: Sequence[str], *, viewer: Viewer, at: datetime) -> dict[str, Lateness]:
    """Return by id how late two-way contact with each of these accounts as a whole is, on the house's local day of `at`."""
    zone = identity_queries.get_house().zone
    limits = keeping_queries.load_limits(
        viewer=viewer, today=clock.local_date(at, zone), zone=zone, accounts=list(accounts)
    )
    standings = Standing.objects.visible_to(viewer).filter(pk__in=list(accounts))
    return {
        account: limits.lateness_of(account, Stage(stage), spoke_at)
        for account, stage, spoke_at in standings.values_list("pk", "stage", "two_way_at")
    }


def get_lateness(account: AccountRow, *, viewer: Viewer, zone: str, at: datetime) -> Lateness:
    """Return how late two-way contact with an account as a whole is, on the day of `at` in the house's `zone`."""
    today = clock.local_date(at, zone)
    limits = keeping_queries.load_limits(viewer=viewer, today=today, zone=zone, accounts=[account.id])
    return limits.lateness_of(account.id, Stage(account.stage), account.two_way_at)


def get_kept(account: AccountRow, *, viewer: Viewer, zone: str, at: datetime) -> Kept:
    """Return how late two-way contact with an account and the people who matter there is, on the day of `at` in the house's `zone`."""
    standing = (account.id, Stage(account.stage), account.two_way_at)
    today = clock.local_date(at, zone)
    return keeping_queries.list_kept([standing], viewer=viewer, today=today, zone=zone)[account.id]


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
