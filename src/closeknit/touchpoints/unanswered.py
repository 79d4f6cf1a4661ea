"""What waits for us: messages that nobody answered, and calls that are planned."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from closeknit.accounts.queries import AccountIds
from closeknit.analysis.circle.contact import OWED_FOR_DAYS
from closeknit.kit import clock
from closeknit.kit.fixed import Fixed, Given, GivenRows
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Appointment, Owed, Participation


@dataclass(frozen=True)
class WaitingRow:
    """A touchpoint of theirs that waits for an answer, or an appointment (`is_planned`) that is not logged yet.

    `who` wrote, or is to be spoken with; empty where nobody knows.
    """

    id: str
    account_id: str
    at: datetime
    medium: str
    who: str
    why: str
    is_planned: bool


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


def list_waiting(accounts: AccountIds, *, viewer: Viewer, at: datetime, zone: str) -> list[WaitingRow]:
    """Return what waits for us at these accounts, the oldest first: the newest unanswered message of a conversation, and what is planned.

    In one statement: Today asks for both.
    """
    found = _WAITING.ask(viewer=viewer, accounts=accounts, **_span(at, zone))
    return sorted((_waiting(*values) for values in found), key=lambda row: (row.at, row.id))


def _select_waiting(ours: Viewer) -> QuerySet[Any, Any]:
    columns = ("pk", "account_id", "started_at", "medium", "who", "why", "is_planned")
    accounts = GivenRows("accounts")
    owed = Owed.objects.visible_to(ours).filter(
        account__in=accounts,
        touchpoint__started_at__gte=Given("since", DateTimeField()),
        touchpoint__started_at__lt=Given("until", DateTimeField()),
    )
    owed = owed.annotate(
        started_at=F("touchpoint__started_at"),
        medium=F("touchpoint__medium"),
        who=Subquery(_writers(ours).values(name=Coalesce("contact__person__name", "written"))[:1]),
        why=Value(""),
        is_planned=Value(False),
    )
    planned = _planned(ours).filter(account__in=accounts)
    planned = planned.annotate(who=F("contact__person__name"), is_planned=Value(True))
    return planned.values_list("pk", "account_id", "starts_at", *columns[3:]).union(
        owed.values_list("touchpoint_id", *columns[1:]), all=True
    )


_WAITING = Fixed(_select_waiting)


def list_planned(accounts: AccountIds | None = None, *, viewer: Viewer, account: str = "") -> list[PlannedRow]:
    """Return what is planned, the nearest first: at these accounts, at one, or everywhere."""
    rows = _planned(viewer)
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


def _span(at: datetime, zone: str) -> dict[str, datetime]:
    """Return since and until when somebody waits: a night may pass before what nobody waits for any more is let go of."""
    today = clock.local_date(at, zone)
    return {
        "since": clock.start_of_day(today - timedelta(OWED_FOR_DAYS), zone),
        "until": clock.start_of_day(today + timedelta(1), zone),
    }


def _writers(viewer: Viewer) -> QuerySet[Participation]:
    """Return who of theirs spoke or wrote, the first one first, beside a row of what is owed."""
    theirs = Participation.objects.visible_to(viewer).filter(is_speaker=True, member__isnull=True)
    return theirs.filter(touchpoint=OuterRef("touchpoint")).order_by("pk")


def _planned(viewer: Viewer) -> QuerySet[Appointment]:
    return Appointment.objects.visible_to(viewer).filter(state="planned")


def _waiting(
    pk: str, account: str, at: datetime, medium: str, who: str | None, why: str, is_planned: bool
) -> WaitingRow:
    return WaitingRow(pk, account, at, medium, who or "", why, bool(is_planned))
