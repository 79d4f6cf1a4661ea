"""Who may answer what to a line of the ledger: nobody agrees with themselves."""

from closeknit.analysis import lifecycles
from closeknit.analysis.ledger.kinds import LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import LineRefused

_WORDS = {LedgerSide.OURS: "we", LedgerSide.THEIRS: "they"}


def check_answer(
    state: LedgerState, step: LedgerState, *, by: LedgerSide, amount_by: LedgerSide, proposed_by: LedgerSide
) -> None:
    """Raise LineRefused unless the side `by` may take a line from `state` to `step`.

    `amount_by` is the side whose amount stands, `proposed_by` the one that wrote the line first. Whoever proposed it withdraws it; what
    stands is confirmed, corrected or disputed by the other; what is disputed either side may correct.
    """
    try:
        lifecycles.check_move(lifecycles.LEDGER_ENTRY, state, step)
    except lifecycles.MoveRefused as refused:
        raise LineRefused(refused.sentence) from refused
    if step is LedgerState.WITHDRAWN:
        if by is not proposed_by:
            raise LineRefused("Only the side that proposed a line withdraws it. The other can dispute it.")
        return
    if state is LedgerState.DISPUTED and step is LedgerState.CORRECTED:
        return
    if by is amount_by:
        name = _WORDS[by]
        raise LineRefused(
            f"The amount that stands is the one that {name} said. {name.capitalize()} cannot answer for the other side: say who "
            f"of {'theirs' if by is LedgerSide.OURS else 'ours'} did, and how."
        )


def can_answer(
    state: LedgerState, step: LedgerState, *, by: LedgerSide, amount_by: LedgerSide, proposed_by: LedgerSide
) -> bool:
    """Return whether the side `by` may take a line from `state` to `step`: what a button asks before it is drawn."""
    try:
        check_answer(state, step, by=by, amount_by=amount_by, proposed_by=proposed_by)
    except LineRefused:
        return False
    return True
