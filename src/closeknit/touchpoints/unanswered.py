"""What waits for us: messages that nobody answered, and calls that are planned."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from closeknit.accounts.queries import AccountIds
from closeknit.analysis.circle.contact import OWED_FOR_DAYS
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Appointment, Owed, Participation


@dataclass(frozen=True)
class UnansweredRow:
    """A message of theirs that waits for an answer; `who` is empty where nobody knows who wrote."""

    account_id: str
    touchpoint_id: str
    started_at: datetime
    medium: str
    who: str


@dataclass(frozen=True)
class PlannedRow:
    """A touchpoint that is planned and neither logged nor called off."""

    id: str
    account_id: str
    account: str
    contact_id: str
    contact: str
    member_id: str
    member: str
    starts_at: datetime
    medium: str
    why: str


def list_unanswered(accounts: AccountIds, *, viewer: Viewer, at: datetime, zone: str) -> list[UnansweredRow]:
    """Return the newest unanswered message of each conversation that waits for us at these accounts, oldest first; one statement."""
    today = clock.local_date(at, zone)
    since, until = today - timedelta(OWED_FOR_DAYS), today + timedelta(1)
    rows = Owed.objects.visible_to(viewer).filter(
        account__in=accounts,
        touchpoint__started_at__gte=clock.start_of_day(since, zone),
        touchpoint__started_at__lt=clock.start_of_day(until, zone),
    )
    writers = Participation.objects.visible_to(viewer).filter(
        touchpoint=OuterRef("touchpoint"), is_speaker=True, member__isnull=True
    )
    name = Coalesce("contact__person__name", "written")
    found = rows.annotate(who=Subquery(writers.order_by("pk").values(name=name)[:1]))
    columns = ("account_id", "touchpoint_id", "touchpoint__started_at", "touchpoint__medium", "who")
    ordered = found.order_by("touchpoint__started_at", "touchpoint_id").values_list(*columns)
    return [
        UnansweredRow(account, pk, started_at, medium, who or "") for account, pk, started_at, medium, who in ordered
    ]


def list_planned(accounts: AccountIds | None = None, *, viewer: Viewer, account: str = "") -> list[PlannedRow]:
    """Return what is planned, the nearest first: at these accounts, at one, or everywhere."""
    rows = Appointment.objects.visible_to(viewer).filter(state="planned")
    rows = rows.filter(account_id=account) if account else rows
    rows = rows if accounts is None else rows.filter(account__in=accounts)
    found = rows.order_by("starts_at", "pk").values_list(
        *("pk", "account_id", "account__name", "contact_id", "contact__person__name"),
        *("member_id", "member__name", "starts_at", "medium", "why"),
    )
    return [
        PlannedRow(pk, account_id, name, contact_id or "", contact or "", *planned)
        for pk, account_id, name, contact_id, contact, *planned in found
    ]
