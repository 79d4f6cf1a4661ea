"""What waits for us: messages that nobody answered, and calls that are planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from closeknit.accounts.models import Standing
from closeknit.accounts.queries import AccountIds
from closeknit.analysis.circle.contact import OWED_FOR_DAYS, trace_contact
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping
from closeknit.touchpoints.models import Appointment, Participation


@dataclass(frozen=True)
class UnansweredRow:
    """A message of theirs that waits for an answer; `who` is empty where nobody knows who wrote."""

    account_id: str
    touchpoint_id: str
    started_at: datetime
    medium: str
    contact_id: str
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
    """Return the newest unanswered message of each conversation that waits for us at these accounts, oldest first."""
    owing = Standing.objects.visible_to(viewer).filter(account__in=accounts, owed_since__isnull=False)
    known = list(owing.values_list("pk", flat=True))
    if not known:
        return []
    since = clock.in_days(at, -(OWED_FOR_DAYS + 2))
    facts = bookkeeping.load_facts(known, viewer=viewer, since=since, zone=zone)
    as_of = clock.local_date(at, zone)
    newest = {
        owed.touchpoint_ids[-1]: account
        for account in known
        for owed in trace_contact(facts[account].facts, as_of=as_of).owed
    }
    media = {fact.id: fact.medium or "" for account in known for fact in facts[account].facts if fact.id in newest}
    writers = _writers(list(newest), viewer)
    rows = [
        UnansweredRow(account, pk, facts[account].moments[pk], media[pk], *writers.get(pk, ("", "")))
        for pk, account in newest.items()
    ]
    return sorted(rows, key=lambda row: (row.started_at, row.touchpoint_id))


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


def _writers(touchpoints: Sequence[str], viewer: Viewer) -> dict[str, tuple[str, str]]:
    parts = Participation.objects.visible_to(viewer).filter(
        touchpoint__in=touchpoints, is_speaker=True, member__isnull=True
    )
    found: dict[str, tuple[str, str]] = {}
    for touchpoint, contact, name, written in parts.order_by("pk").values_list(
        "touchpoint_id", "contact_id", "contact__person__name", "written"
    ):
        found.setdefault(touchpoint, (contact or "", name or written))
    return found
