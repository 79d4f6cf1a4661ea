"""Reads of the ledger, as frozen rows. Lines in money are there for who may see money, and never with a department of our own."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from closeknit.accounts import checks as account_checks
from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Audience
from closeknit.analysis.ledger.kinds import LedgerKind, LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount, has_baseline
from closeknit.analysis.ledger.totals import Line, Totals, total_ledger
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.ledger import checks
from closeknit.promises.models import Baseline, LedgerAnswer, LedgerEntry


@dataclass(frozen=True)
class AnswerRow:
    """What a side answered: who, when, how one knows, and why."""

    state: str
    side: str
    contact: str
    member: str
    answered_on: date
    how: str
    touchpoint_id: str
    verbatim_id: str
    reason: str
    amount: Amount | None


@dataclass(frozen=True)
class EntryRow:
    """One line. `amount` is the one that stands, `proposed` the first one where somebody corrected it."""

    id: str
    account_id: str
    kind: str
    side: str
    text: str
    amount: Amount
    proposed: Amount | None
    amount_by: str
    period_from: date
    period_until: date
    baseline_id: str
    baseline: str
    baseline_on: date | None
    proposed_by: str
    contact: str
    proposed_on: date
    how: str
    state: str
    noted_by: str
    created_at: datetime
    answers: tuple[AnswerRow, ...]
    is_shared: bool = False

    @property
    def has_baseline(self) -> bool:
        """Return whether its baseline was agreed before the work."""
        return has_baseline(self.baseline_on, self.period_from)

    @property
    def line(self) -> Line:
        """Return it as the analysis adds it up."""
        return Line(
            LedgerSide(self.side),
            LedgerKind(self.kind),
            LedgerState(self.state),
            self.amount,
            self.period_until,
            self.has_baseline,
        )


@dataclass(frozen=True)
class BaselineRow:
    """Where a measure stood before the work, as both agreed."""

    id: str
    text: str
    value: Decimal
    unit: str
    agreed_on: date
    contact: str
    how: str
    noted_by: str


@dataclass(frozen=True)
class Ledger:
    """The ledger of an account as the viewer may see it. `n_hidden` lines are in money, which the viewer does not see; 0 where no
    money is spoken of with the account at all."""

    entries: tuple[EntryRow, ...]
    baselines: tuple[BaselineRow, ...]
    totals: Totals
    n_hidden: int
    sees_money: bool


def get_ledger(account: str, *, viewer: Viewer) -> Ledger:
    """Return the ledger of an account, the newest period first, with what it comes to; or raise NotFound."""
    owner = account_checks.get_account(account, viewer=viewer)
    sees = checks.sees_money(owner, viewer)
    everything = LedgerEntry.objects.visible_to(viewer).filter(account_id=account)
    rows = everything if sees else everything.filter(currency="")
    found = _entries(rows.order_by("-period_until", "-pk"), viewer)
    hidden = 0 if sees else everything.exclude(currency="").count()
    return Ledger(
        entries=tuple(found),
        baselines=tuple(list_baselines(account, viewer=viewer)),
        totals=total_ledger(row.line for row in found),
        n_hidden=hidden if account_queries.has_money(owner.kind) else 0,
        sees_money=sees,
    )


def get_entry(entry: str, *, viewer: Viewer) -> EntryRow:
    """Return one line that the viewer may see, or raise NotFound."""
    found = LedgerEntry.objects.visible_to(viewer).filter(pk=entry)
    row = found.select_related("account").first()
    if row is None or (row.currency and not checks.sees_money(row.account, viewer)):
        raise NotFound("There is no line by that name.")
    return _entries(found, viewer)[0]


def list_baselines(account: str, *, viewer: Viewer) -> list[BaselineRow]:
    """Return the baselines that were agreed with an account, the newest first."""
    rows = Baseline.objects.visible_to(viewer).filter(account_id=account).select_related("contact__person", "noted_by")
    return [
        BaselineRow(
            id=row.pk,
            text=row.text,
            value=row.value,
            unit=row.unit,
            agreed_on=row.agreed_on,
            contact=row.contact.person.name if row.contact else "",
            how=row.how,
            noted_by=row.noted_by.name if row.noted_by else "",
        )
        for row in rows.order_by("-agreed_on", "-pk")
    ]


def _entries(entries: QuerySet[LedgerEntry], viewer: Viewer) -> list[EntryRow]:
    rows = list(entries.select_related("baseline", "contact__person", "noted_by"))
    answers: dict[str, list[AnswerRow]] = {}
    given = LedgerAnswer.objects.visible_to(viewer).filter(entry__in=[row.pk for row in rows])
    for one in given.select_related("contact__person", "member", "entry").order_by("pk"):
        answers.setdefault(one.entry_id, []).append(_answer(one))
    return [_entry(row, tuple(answers.get(row.pk, ()))) for row in rows]


def _entry(row: LedgerEntry, answers: tuple[AnswerRow, ...]) -> EntryRow:
    proposed, standing = checks.proposed_amount(row), checks.standing_amount(row)
    return EntryRow(
        id=row.pk,
        account_id=row.account_id,
        kind=row.kind,
        side=row.side,
        text=row.text,
        amount=standing,
        proposed=proposed if proposed != standing else None,
        amount_by=row.amount_by,
        period_from=row.period_from,
        period_until=row.period_until,
        baseline_id=row.baseline_id or "",
        baseline=row.baseline.text if row.baseline else "",
        baseline_on=row.baseline.agreed_on if row.baseline else None,
        proposed_by=row.proposed_by,
        contact=row.contact.person.name if row.contact else "",
        proposed_on=row.proposed_on,
        how=row.how,
        state=row.state,
        noted_by=row.noted_by.name if row.noted_by else "",
        created_at=row.created_at,
        answers=answers,
        is_shared=row.audience != Audience.INTERNAL,
    )


def _answer(one: LedgerAnswer) -> AnswerRow:
    has_amount = one.amount_minor is not None or one.amount is not None
    return AnswerRow(
        state=one.state,
        side=one.side,
        contact=one.contact.person.name if one.contact else "",
        member=one.member.name if one.member else "",
        answered_on=one.answered_on,
        how=one.how,
        touchpoint_id=one.touchpoint_id or "",
        verbatim_id=one.verbatim_id or "",
        reason=one.reason,
        amount=Amount(one.amount_minor, one.entry.currency, one.amount, one.entry.unit) if has_amount else None,
    )
