"""What the other side raised that one of us has to take up, in one statement: Today asks for all of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from closeknit.accounts.queries import AccountIds
from closeknit.analysis.ledger.kinds import LedgerSide, LedgerState
from closeknit.analysis.promises.kinds import ObjectionState, ProposalState, Word
from closeknit.analysis.today.facts import AskedKind
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Confirmation, LedgerEntry, Objection, ProposedPromise

# They were told how a promise ended, and say that it is not settled.
NO = "no"
_COLUMNS = ("raised", "of_account", "subject", "said", "who", "since")


@dataclass(frozen=True)
class RaisedRow:
    """One thing that stands unanswered: `kind` is NO or what is asked, `id` what it is answered at."""

    kind: str
    account_id: str
    id: str
    text: str
    who: str
    at: datetime


def list_raised(accounts: AccountIds, *, viewer: Viewer) -> tuple[RaisedRow, ...]:
    """Return what people of these accounts raised, the oldest first."""
    several = (
        _refused(accounts, viewer),
        _proposed(accounts, viewer),
        _objected(accounts, viewer),
        _lines(accounts, viewer),
    )
    first, *others = (one.order_by().values_list(*_COLUMNS) for one in several)
    found = (RaisedRow(*values) for values in first.union(*others, all=True))
    return tuple(sorted(found, key=lambda row: (row.at, row.id)))


def _refused(accounts: AccountIds, viewer: Viewer) -> QuerySet[Any]:
    """Return who said last that a promise, as it ended, is not settled; whoever said yes since is not counted."""
    said = Confirmation.objects.visible_to(viewer)
    later = said.filter(told=OuterRef("told"), answer=Word.YES, said_at__gte=OuterRef("said_at"), pk__gt=OuterRef("pk"))
    no = said.filter(answer=Word.NO, told__promise__account__in=accounts, told__settlement__over_at__isnull=True)
    return no.exclude(Exists(later)).annotate(
        raised=Value(NO), of_account=F("told__promise__account_id"), subject=F("told__promise_id"),
        said=F("told__promise__text"), who=Value(""), since=F("said_at"),
    )  # fmt: skip


def _proposed(accounts: AccountIds, viewer: Viewer) -> QuerySet[Any]:
    rows = ProposedPromise.objects.visible_to(viewer).filter(account__in=accounts, state=ProposalState.PROPOSED)
    return rows.annotate(
        raised=Value(AskedKind.PROMISE.value), of_account=F("account_id"), subject=F("pk"),
        said=F("text"), who=Coalesce("contact__person__name", Value("")), since=F("proposed_at"),
    )  # fmt: skip


def _objected(accounts: AccountIds, viewer: Viewer) -> QuerySet[Any]:
    rows = Objection.objects.visible_to(viewer).filter(account__in=accounts, state=ObjectionState.OPEN)
    return rows.annotate(
        raised=Value(AskedKind.OBJECTION.value), of_account=F("account_id"), subject=F("promise_id"),
        said=F("promise__text"), who=F("contact__person__name"), since=F("said_at"),
    )  # fmt: skip


def _lines(accounts: AccountIds, viewer: Viewer) -> QuerySet[Any]:
    """Return lines whose amount is theirs: only we can confirm it."""
    waiting = (LedgerState.PROPOSED, LedgerState.CORRECTED)
    rows = LedgerEntry.objects.visible_to(viewer).filter(
        account__in=accounts, state__in=waiting, amount_by=LedgerSide.THEIRS
    )
    # Money is not shown to everybody of ours.
    rows = rows if viewer.can(Capability.SEE_WORTH) else rows.filter(currency="")
    return rows.annotate(
        raised=Value(AskedKind.LINE.value), of_account=F("account_id"), subject=F("pk"),
        said=F("text"), who=Coalesce("contact__person__name", Value("")), since=F("created_at"),
    )  # fmt: skip
