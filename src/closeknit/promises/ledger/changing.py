"""What an answer makes of a line: the same for whoever gives it."""

from closeknit.analysis.ledger.kinds import LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount
from closeknit.promises.ledger import checks
from closeknit.promises.models import LedgerEntry


def change(row: LedgerEntry, step: LedgerState, by: LedgerSide, amount: Amount | None) -> None:
    """Bring a line to where an answer of the side `by` leads it; or raise BadLine where a correction cannot be."""
    if step is not LedgerState.CORRECTED:
        row.change(state=step)
        return
    if amount is None:
        raise checks.BadLine("Say the amount that is right.")
    checks.check_correction(row, amount)
    row.change(
        state=step,
        amount_by=by,
        corrected_minor=amount.minor if amount.is_money else None,
        corrected_amount=None if amount.is_money else amount.value,
    )
