"""Days that matter to an account: a fiscal year's end, a board meeting, the day of a contract; once or every year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts.queries import AccountIds
from closeknit.analysis.today import occasions
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.fixed import Fixed, GivenRows
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.today import events
from closeknit.today.models import DatedEvent


class NothingNamed(Refused):
    """Nobody said what the day is."""


@dataclass(frozen=True)
class DatedEventRow:
    """A day that matters to an account; `next_on` is when it falls next, None where it was once and is over."""

    id: str
    account_id: str
    what: str
    on: date
    is_yearly: bool
    next_on: date | None


@operation(Capability.KEEP_ACCOUNTS)
def add_dated_event(*, account: str, what: str, on: date, is_yearly: bool, viewer: Viewer, at: datetime) -> str:
    """Keep a day that matters to an account and return its id; or raise NotFound or NothingNamed."""
    row = account_checks.get_account(account, viewer=viewer)
    event = DatedEvent(
        id=ids.new("dated_event", row.pk), account=row, what=_named(what), on=on, is_yearly=is_yearly, created_at=at
    )
    undo.keep_new(DatedEvent.objects.add(event))
    _tell(event, "added", viewer, at)
    return event.pk


@operation(Capability.KEEP_ACCOUNTS)
def change_dated_event(*, event: str, what: str, on: date, is_yearly: bool, viewer: Viewer, at: datetime) -> None:
    """Change a day that matters to an account; or raise NotFound or NothingNamed."""
    row = _get(event, viewer)
    undo.keep(row)
    row.change(what=_named(what), on=on, is_yearly=is_yearly)
    _tell(row, "changed", viewer, at)


@operation(Capability.KEEP_ACCOUNTS)
def remove_dated_event(*, event: str, viewer: Viewer, at: datetime) -> None:
    """Forget a day of an account, or raise NotFound."""
    row = _get(event, viewer)
    undo.keep(row)
    _tell(row, "removed", viewer, at)
    row.delete()


_DAYS = Fixed(
    lambda ours: (
        DatedEvent.objects.visible_to(ours)
        .filter(account__in=GivenRows("accounts"))
        .order_by("pk")
        .values_list("pk", "account_id", "what", "on", "is_yearly")
    )
)


def list_dated_events(accounts: AccountIds, *, viewer: Viewer, today: date) -> dict[str, list[DatedEventRow]]:
    """Return by account the days that are still to come as seen from `today`, the nearest first, then those that are over."""
    found: dict[str, list[tuple[str, str, date, bool]]] = defaultdict(list)
    for pk, account, what, on, is_yearly in _DAYS.ask(viewer=viewer, accounts=accounts):
        found[account].append((pk, what, on, is_yearly))
    return {account: in_order(account, rows, today) for account, rows in found.items()}


def in_order(account: str, days: Iterable[tuple[str, str, date, bool]], today: date) -> list[DatedEventRow]:
    """Return the days of one account, from (id, what, on, is_yearly), those still to come as seen from `today` first."""
    rows = [
        DatedEventRow(pk, account, what, on, is_yearly, occasions.next_occurrence(on, is_yearly=is_yearly, as_of=today))
        for pk, what, on, is_yearly in days
    ]
    return sorted(rows, key=lambda row: (row.next_on is None, row.next_on or row.on, row.id))


def get_dated_event(event: str, *, viewer: Viewer, today: date) -> DatedEventRow:
    """Return one day that is kept, or raise NotFound."""
    row = _get(event, viewer)
    following = occasions.next_occurrence(row.on, is_yearly=row.is_yearly, as_of=today)
    return DatedEventRow(row.pk, row.account_id, row.what, row.on, row.is_yearly, following)


def _named(what: str) -> str:
    said = " ".join(what.split())[:100]
    if not said:
        raise NothingNamed("Say what the day is, such as board meeting. Nothing was changed.")
    return said


def _tell(row: DatedEvent, what: str, viewer: Viewer, at: datetime) -> None:
    record(events.DatedEventChanged(subject=row.pk, account=row.account_id, what=what, on=row.on), viewer=viewer, at=at)


def _get(event: str, viewer: Viewer) -> DatedEvent:
    row = DatedEvent.objects.visible_to(viewer).filter(pk=event).first()
    if row is None:
        raise NotFound("That day is not kept any more.")
    return row
