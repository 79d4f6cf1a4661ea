"""The days of accounts in one statement: until when somebody put them off, and which days matter to them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, DateField, QuerySet, Value

from closeknit.accounts.queries import AccountIds
from closeknit.kit.fixed import Fixed, Given, GivenRows
from closeknit.kit.viewer import Viewer
from closeknit.today import dates
from closeknit.today.dates import DatedEventRow
from closeknit.today.models import DatedEvent, PutOff


@dataclass(frozen=True)
class PutOffRow:
    """An account that a member put off until a day, and the class that it stood in then."""

    account_id: str
    member_id: str
    until_on: date
    decided_on: date
    class_code: str


@dataclass(frozen=True)
class Days:
    """What is put off, the newest last; and by account the days that matter to it, the nearest first."""

    put_off: tuple[PutOffRow, ...]
    dated: Mapping[str, list[DatedEventRow]]


def list_days(accounts: AccountIds, *, viewer: Viewer, today: date, dated_from: date) -> Days:
    """Return what of these accounts is put off beyond `today`, and their days as seen from `dated_from`."""
    put_off, dated = [], defaultdict[str, list[tuple[str, str, date, bool]]](list)
    for account, member, on, decided_on, said, is_yearly, _, pk in sorted(
        _DAYS.ask(viewer=viewer, accounts=accounts, today=today), key=lambda row: row[6:]
    ):
        if member:
            put_off.append(PutOffRow(account, member, on, decided_on, said))
        else:
            dated[account].append((pk, said, on, is_yearly))
    return Days(tuple(put_off), {account: dates.in_order(account, rows, dated_from) for account, rows in dated.items()})


def _select(ours: Viewer) -> QuerySet[Any, tuple[Any, ...]]:
    put_off = PutOff.objects.visible_to(ours).filter(until_on__gt=Given("today", DateField()))
    dated = DatedEvent.objects.visible_to(ours)
    never, once = Value(None, DateField()), Value(False, BooleanField())
    return (
        put_off.filter(account__in=GivenRows("accounts"))
        .values_list("account_id", "member_id", "until_on", "decided_on", "class_code", once, "created_at", "pk")
        .union(
            dated.filter(account__in=GivenRows("accounts")).values_list(
                *("account_id", Value(""), "on", never, "what", "is_yearly", "created_at", "pk")
            ),
            all=True,
        )
    )


_DAYS = Fixed(_select)
