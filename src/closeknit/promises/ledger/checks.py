"""May this stand in the ledger, and may this side answer it?"""

from datetime import date
from decimal import Decimal

from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Account, Contact
from closeknit.analysis import measures
from closeknit.analysis.ledger import answers, lines
from closeknit.analysis.ledger.kinds import LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount, LineRefused
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Baseline, LedgerEntry
from closeknit.touchpoints.models import Touchpoint
from closeknit.verbatims.models import Verbatim


class BadLine(Refused):
    """An amount, a period or an answer that cannot be."""


class NobodyNamed(Refused):
    """Somebody of ours would speak for the other side without saying who of theirs did, and how."""


class NotTheirs(Refused):
    """The person is not at that account."""


class NoMoneyHere(Refused):
    """Money would be counted with a department of our own."""


def get_entry(entry: str, *, viewer: Viewer) -> LedgerEntry:
    """Return one line, locked for whoever answers it; or raise NotFound, for money too where the viewer sees none."""
    row = LedgerEntry.objects.visible_to(viewer).select_for_update().filter(pk=entry).first()
    if row is None or (row.currency and not sees_money(row.account, viewer)):
        raise NotFound("There is no line by that name.")
    return row


def get_baseline(baseline: str, account: str, *, viewer: Viewer) -> Baseline:
    """Return one baseline of an account, or raise NotFound."""
    row = Baseline.objects.visible_to(viewer).filter(pk=baseline, account_id=account).first()
    if row is None:
        raise NotFound("There is no baseline by that name.")
    return row


def sees_money(account: Account, viewer: Viewer) -> bool:
    """Return whether lines in money of this account are shown to the viewer."""
    return viewer.can(Capability.SEE_WORTH) and account_queries.has_money(account.kind)


def check_money(account: Account, amount: Amount, viewer: Viewer) -> None:
    """Raise NoMoneyHere or NotAllowed where money may not be counted with this account, or by this viewer."""
    if amount.is_money and not account_queries.has_money(account.kind):
        raise NoMoneyHere("With a department of our own we count hours and shares, not money. Say it in hours.")
    if amount.is_money and not viewer.can(Capability.SEE_WORTH):
        raise NotAllowed(
            "Your part in this house does not include money. Say it in hours, or ask somebody who sees it."
        )


def check_amount(amount: Amount) -> None:
    """Raise BadLine where an amount is nothing, negative or absurd."""
    try:
        lines.check_amount(amount)
    except LineRefused as refused:
        raise BadLine(refused.sentence) from refused


def check_correction(row: LedgerEntry, amount: Amount) -> None:
    """Raise BadLine where a correction is in another currency or unit, or says the amount that stands."""
    check_amount(amount)
    try:
        lines.check_alike(standing_amount(row), amount)
    except LineRefused as refused:
        raise BadLine(refused.sentence) from refused


def check_period(first: date, last: date, *, today: date) -> None:
    """Raise BadLine where a period runs backwards, is not over yet, or is too long ago."""
    try:
        lines.check_period(first, last, as_of=today)
    except LineRefused as refused:
        raise BadLine(refused.sentence) from refused


def check_value(value: Decimal) -> None:
    """Raise BadLine where a baseline's figure cannot be."""
    if not value.is_finite() or value < 0 or value >= measures.MOST:
        raise BadLine("A baseline is nought or more, and less than ten million million. Look at the figure once more.")


def check_answer(row: LedgerEntry, step: LedgerState, by: LedgerSide) -> None:
    """Raise BadLine where this side cannot take this step with the line as it stands."""
    try:
        answers.check_answer(
            LedgerState(row.state),
            step,
            by=by,
            amount_by=LedgerSide(row.amount_by),
            proposed_by=LedgerSide(row.proposed_by),
        )
    except LineRefused as refused:
        raise BadLine(refused.sentence) from refused


def check_spoken(by: LedgerSide, contact: str | None, how: str, linked: bool) -> None:
    """Raise NobodyNamed where somebody of ours writes down the other side's word without who of theirs gave it and how."""
    if by is LedgerSide.THEIRS and not contact:
        raise NobodyNamed("Say who of theirs said so. Nobody here answers for them without a name.")
    if by is LedgerSide.THEIRS and not (how.strip() or linked):
        raise NobodyNamed("Say how they said so: in which talk, mail or meeting.")


def check_links(
    account: str, *, contact: str | None, touchpoint: str | None, verbatim: str | None, viewer: Viewer
) -> None:
    """Raise NotTheirs or NotFound where a person, a talk or words are not there or not of this account."""
    if contact and not Contact.objects.visible_to(viewer).filter(pk=contact, account_id=account).exists():
        raise NotTheirs("That person is not at this account. Choose somebody who is.")
    if touchpoint and not Touchpoint.objects.visible_to(viewer).filter(pk=touchpoint, account_id=account).exists():
        raise NotFound("There is no talk with them by that name.")
    if verbatim and not Verbatim.objects.visible_to(viewer).filter(pk=verbatim, account_id=account).exists():
        raise NotFound("There are no words of theirs here by that name.")


def proposed_amount(row: LedgerEntry) -> Amount:
    """Return the amount as it was proposed."""
    return Amount(row.amount_minor, row.currency, row.amount, row.unit)


def standing_amount(row: LedgerEntry) -> Amount:
    """Return the amount that stands: as corrected where somebody corrected it."""
    if row.corrected_minor is None and row.corrected_amount is None:
        return proposed_amount(row)
    return Amount(row.corrected_minor, row.currency, row.corrected_amount, row.unit)
