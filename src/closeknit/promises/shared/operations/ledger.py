"""What a contact may write in the ledger: propose a line, and confirm, correct, dispute or withdraw one."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Contact
from closeknit.analysis.kinds import Audience
from closeknit.analysis.ledger.answers import can_answer
from closeknit.analysis.ledger.kinds import LedgerKind, LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import ChangedMeanwhile, NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.ledger import changing, events
from closeknit.promises.ledger import checks as ledger_checks
from closeknit.promises.models import LedgerAnswer, LedgerEntry
from closeknit.promises.shared import checks
from closeknit.promises.shared.queries.ledger import STEPS
from closeknit.touchpoints import shared as touchpoints


@operation(Capability.TAKE_PART)
def propose_line(
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
) -> str:
    """Propose a line of the ledger and return its id; it counts once the host company has confirmed it.

    `side` is who has the benefit, profit or loss. Raises NotFound, NotNow, NothingSaid or BadLine.
    """
    place = checks.get_place(account, viewer=viewer)
    said = typed.check_line(text, _("Say in a line what came of it, and for whom."))
    if kind not in set(LedgerKind) or side not in set(LedgerSide):
        raise checks.NotNow(_("Say what it is, and who has it. Nothing was kept."))
    ledger_checks.check_amount(amount)
    if amount.is_money and not account_queries.has_money(place.account.kind):
        raise checks.NotNow(_("Between departments hours and shares are counted, not money. Say it in hours."))
    today = identity_queries.today_at(at)
    ledger_checks.check_period(period_from, period_until, today=today)
    entry = LedgerEntry(
        id=ids.new("ledger_entry", place.account_id),
        account_id=place.account_id,
        kind=kind,
        side=side,
        text=said,
        currency=amount.currency,
        amount_minor=amount.minor if amount.is_money else None,
        unit="" if amount.is_money else " ".join(amount.unit.split())[:40],
        amount=None if amount.is_money else amount.value,
        amount_by=LedgerSide.THEIRS,
        period_from=period_from,
        period_until=period_until,
        proposed_by=LedgerSide.THEIRS,
        contact=place,
        proposed_on=today,
        how=_("written on the shared site"),
        audience=Audience.ACCOUNT,
        created_at=at,
    )
    LedgerEntry.objects.add(entry)
    _keep_words(entry.pk, said, place, viewer, at)
    proposed = events.EntryProposed(
        subject=entry.pk, account=entry.account_id, line=kind, side=side, proposed_by=entry.proposed_by, baseline=""
    )
    record(proposed, viewer=viewer, at=at)
    return entry.pk


@operation(Capability.TAKE_PART)
def answer_line(
    *, entry: str, state: str, base: int, viewer: Viewer, at: datetime, reason: str = "", amount: Amount | None = None
) -> None:
    """Confirm, correct (with another `amount`), dispute or withdraw (both with a reason) a line.

    `base` is how many answers the line had when it was read: who answers meanwhile is seen first. Raises NotFound, ChangedMeanwhile,
    NotNow, NothingSaid or BadLine.
    """
    row = _get_line(entry, viewer)
    place = checks.get_place(row.account_id, viewer=viewer)
    if LedgerAnswer.objects.visible_to(viewer).filter(entry=row).count() != base:
        raise ChangedMeanwhile(
            _("Somebody answered this line while you were reading. Their answer stands below; yours was not kept.")
        )
    step = _read_step(row, state)
    said = reason.strip()
    if step in (LedgerState.DISPUTED, LedgerState.WITHDRAWN) or said:
        said = typed.check_said(said, _("Say why, in a sentence: it is what you will talk about."), most=2000)
    if step is LedgerState.WITHDRAWN:
        row.change(state=step)
    else:
        changing.change(row, step, LedgerSide.THEIRS, amount)
    is_corrected = amount is not None and step is LedgerState.CORRECTED
    answer = LedgerAnswer(
        id=ids.new("ledger_answer", row.account_id),
        entry=row,
        state=step,
        side=LedgerSide.THEIRS,
        contact=place,
        answered_on=identity_queries.today_at(at),
        how=_("written on the shared site"),
        reason=said,
        is_told=True,
        amount_minor=amount.minor if amount and is_corrected else None,
        amount=amount.value if amount and is_corrected else None,
        noted_at=at,
    )
    LedgerAnswer.objects.add(answer)
    if said:
        _keep_words(answer.pk, said, place, viewer, at)
    _record(row, answer, place, viewer, at)


def _read_step(row: LedgerEntry, state: str) -> LedgerState:
    sides = {"amount_by": LedgerSide(row.amount_by), "proposed_by": LedgerSide(row.proposed_by)}
    if state not in set(STEPS) or not can_answer(
        LedgerState(row.state), LedgerState(state), by=LedgerSide.THEIRS, **sides
    ):
        raise checks.NotNow(_("That cannot be said of this line as it stands now. Nothing was changed."))
    return LedgerState(state)


def _record(row: LedgerEntry, answer: LedgerAnswer, place: Contact, viewer: Viewer, at: datetime) -> None:
    if answer.state == LedgerState.WITHDRAWN:
        record(
            events.EntryWithdrawn(subject=row.pk, account=row.account_id, by=LedgerSide.THEIRS), viewer=viewer, at=at
        )
        return
    answered = events.EntryAnswered(
        subject=row.pk,
        account=row.account_id,
        state=answer.state,
        by=LedgerSide.THEIRS,
        contact=place.pk,
        answered_on=answer.answered_on,
    )
    record(answered, viewer=viewer, at=at)


def _get_line(entry: str, viewer: Viewer) -> LedgerEntry:
    row = LedgerEntry.objects.visible_to(viewer).select_for_update(of=("self",)).filter(pk=entry).first()
    if row is None:
        raise NotFound
    return row


def _keep_words(about: str, text: str, place: Contact, viewer: Viewer, at: datetime) -> None:
    touchpoints.record_written(text=text, person=viewer.id, account=place.account_id, at=at, about=about, viewer=viewer)
