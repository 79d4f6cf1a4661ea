"""Writes in the ledger: baselines before the work, lines that one side proposes, and what the other answers."""

from datetime import date, datetime
from decimal import Decimal

from closeknit.accounts import checks as account_checks
from closeknit.analysis.kinds import Audience
from closeknit.analysis.ledger.kinds import LedgerKind, LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.ledger import changing, checks, events
from closeknit.promises.models import Baseline, LedgerAnswer, LedgerEntry


@operation(Capability.MAKE_PROMISES)
def agree_baseline(
    *,
    account: str,
    text: str,
    value: Decimal,
    unit: str,
    agreed_on: date,
    contact: str | None,
    how: str,
    viewer: Viewer,
    at: datetime,
) -> str:
    """Write down where both agreed that a measure stands, before the work; return its id.

    Raises NotFound, NothingSaid, BadLine, NotTheirs, or NobodyNamed without who of theirs agreed, and how.
    """
    row = account_checks.get_account(account, viewer=viewer)
    said = typed.check_line(text, "Say what is measured, and where.")
    measured = typed.check_line(unit, "Say in what it is measured, like hours a week.", most=40)
    checks.check_value(value)
    if agreed_on > identity_queries.today_at(at):
        raise checks.BadLine("A baseline is agreed today or earlier. Choose another day.")
    checks.check_spoken(LedgerSide.THEIRS, contact, how, linked=False)
    checks.check_links(row.pk, contact=contact, touchpoint=None, verbatim=None, viewer=viewer)
    baseline = Baseline(
        id=ids.new("baseline", row.pk),
        account=row,
        text=said,
        value=value,
        unit=measured,
        agreed_on=agreed_on,
        contact_id=contact,
        how=typed.check_line(how, "Say how they said so."),
        noted_by_id=viewer.member,
        created_at=at,
    )
    undo.keep_new(Baseline.objects.add(baseline))
    agreed = events.BaselineAgreed(subject=baseline.pk, account=row.pk, agreed_on=agreed_on, contact=contact or "")
    record(agreed, viewer=viewer, at=at)
    return baseline.pk


@operation(Capability.MAKE_PROMISES)
def propose_entry(
    *,
    account: str,
    kind: str,
    side: str,
    text: str,
    amount: Amount,
    period_from: date,
    period_until: date,
    viewer: Viewer,
    at: datetime,
    baseline: str | None = None,
    contact: str | None = None,
    how: str = "",
) -> str:
    """Propose a line and return its id: by us, or with a `contact` by them, as they said it in `how`.

    `side` is who has the benefit, profit or loss. Raises NotFound, NothingSaid, BadLine, NobodyNamed, NotTheirs, NoMoneyHere, NotAllowed.
    """
    row = account_checks.get_account(account, viewer=viewer)
    by = LedgerSide.THEIRS if contact else LedgerSide.OURS
    said = typed.check_line(text, "Say in a line what came of it, and for whom.")
    checks.check_amount(amount)
    checks.check_money(row, amount, viewer)
    checks.check_period(period_from, period_until, today=identity_queries.today_at(at))
    checks.check_spoken(by, contact, how, linked=False)
    checks.check_links(row.pk, contact=contact, touchpoint=None, verbatim=None, viewer=viewer)
    if baseline:
        checks.get_baseline(baseline, row.pk, viewer=viewer)
    entry = LedgerEntry(
        id=ids.new("ledger_entry", row.pk),
        account=row,
        kind=LedgerKind(kind),
        side=LedgerSide(side),
        text=said,
        currency=amount.currency,
        amount_minor=amount.minor if amount.is_money else None,
        unit="" if amount.is_money else " ".join(amount.unit.split())[:40],
        amount=None if amount.is_money else amount.value,
        amount_by=by,
        period_from=period_from,
        period_until=period_until,
        baseline_id=baseline or None,
        proposed_by=by,
        contact_id=contact or None,
        proposed_on=identity_queries.today_at(at),
        how=typed.check_note(how),
        noted_by_id=viewer.member,
        created_at=at,
    )
    undo.keep_new(LedgerEntry.objects.add(entry))
    proposed = events.EntryProposed(
        subject=entry.pk, account=row.pk, line=entry.kind, side=entry.side, proposed_by=by, baseline=baseline or ""
    )
    record(proposed, viewer=viewer, at=at)
    return entry.pk


@operation(Capability.MAKE_PROMISES)
def answer_entry(
    *,
    entry: str,
    state: str,
    answered_on: date,
    viewer: Viewer,
    at: datetime,
    contact: str | None = None,
    how: str = "",
    touchpoint: str | None = None,
    verbatim: str | None = None,
    reason: str = "",
    is_told: bool = False,
    amount: Amount | None = None,
) -> None:
    """Confirm, correct (with another `amount`) or dispute (with a `reason`) a line: we, or with a `contact` they, as one of ours tells.

    Whoever said the amount that stands cannot confirm it; the other side reads the reason where `is_told`.
    Raises NotFound, BadLine, NobodyNamed, NothingSaid, NotTheirs.
    """
    row = checks.get_entry(entry, viewer=viewer)
    step, by = LedgerState(state), LedgerSide.THEIRS if contact else LedgerSide.OURS
    if step not in (LedgerState.CONFIRMED, LedgerState.CORRECTED, LedgerState.DISPUTED):
        raise checks.BadLine("A line is confirmed, corrected or disputed. Nothing was changed.")
    checks.check_answer(row, step, by)
    checks.check_spoken(by, contact, how, linked=bool(touchpoint or verbatim))
    checks.check_links(row.account_id, contact=contact, touchpoint=touchpoint, verbatim=verbatim, viewer=viewer)
    if not row.proposed_on <= answered_on <= identity_queries.today_at(at):
        raise checks.BadLine("The answer came between the day it was proposed and today. Choose another day.")
    if step is LedgerState.DISPUTED:
        reason = typed.check_said(
            reason, "Say what they dispute, in a line: it is what you will talk about.", most=2000
        )
    undo.keep(row)
    changing.change(row, step, by, amount)
    answer = LedgerAnswer(
        id=ids.new("ledger_answer", row.account_id),
        entry=row,
        state=step,
        side=by,
        contact_id=contact or None,
        member_id=viewer.member,
        answered_on=answered_on,
        how=typed.check_note(how),
        touchpoint_id=touchpoint or None,
        verbatim_id=verbatim or None,
        reason=reason.strip(),
        is_told=is_told,
        amount_minor=amount.minor if amount and step is LedgerState.CORRECTED else None,
        amount=amount.value if amount and step is LedgerState.CORRECTED else None,
        noted_at=at,
    )
    undo.keep_new(LedgerAnswer.objects.add(answer), subject=row.pk)
    answered = events.EntryAnswered(
        subject=row.pk, account=row.account_id, state=step, by=by, contact=contact or "", answered_on=answered_on
    )
    record(answered, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def withdraw_entry(*, entry: str, reason: str, viewer: Viewer, at: datetime, contact: str | None = None) -> None:
    """Withdraw a line that our side proposed, or with a `contact` one that theirs did, with the reason; it stays to be read.

    Raises NotFound, BadLine, NothingSaid, NotTheirs.
    """
    row = checks.get_entry(entry, viewer=viewer)
    by = LedgerSide.THEIRS if contact else LedgerSide.OURS
    checks.check_answer(row, LedgerState.WITHDRAWN, by)
    checks.check_links(row.account_id, contact=contact, touchpoint=None, verbatim=None, viewer=viewer)
    said = typed.check_said(reason, "Say why it is withdrawn. They will ask too.", most=2000)
    undo.keep(row)
    row.change(state=LedgerState.WITHDRAWN)
    answer = LedgerAnswer(
        id=ids.new("ledger_answer", row.account_id),
        entry=row,
        state=LedgerState.WITHDRAWN,
        side=by,
        contact_id=contact or None,
        member_id=viewer.member,
        answered_on=identity_queries.today_at(at),
        reason=said,
        noted_at=at,
    )
    undo.keep_new(LedgerAnswer.objects.add(answer), subject=row.pk)
    record(events.EntryWithdrawn(subject=row.pk, account=row.account_id, by=by), viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def open_entry(*, entry: str, is_shared: bool, viewer: Viewer, at: datetime) -> None:
    """Put a line before the other side on the shared site, or take it back to ourselves; or raise NotFound."""
    row = checks.get_entry(entry, viewer=viewer)
    undo.keep(row)
    row.change(audience=Audience.ACCOUNT if is_shared else Audience.INTERNAL)
    record(events.EntryOpened(subject=row.pk, account=row.account_id, audience=row.audience), viewer=viewer, at=at)
