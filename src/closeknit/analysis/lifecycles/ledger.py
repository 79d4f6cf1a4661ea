"""The way of a line of the ledger. Who may take which step is decided beside it, in `analysis.ledger.answers`."""

from closeknit.analysis.ledger.kinds import LedgerState
from closeknit.analysis.lifecycles.table import Lifecycle, Move

LEDGER_ENTRY = Lifecycle(
    noun="line",
    states=tuple(LedgerState),
    starts=(LedgerState.PROPOSED,),
    moves=(
        Move(LedgerState.PROPOSED, LedgerState.CONFIRMED, "the other side agrees"),
        Move(LedgerState.PROPOSED, LedgerState.CORRECTED, "another amount"),
        Move(LedgerState.PROPOSED, LedgerState.DISPUTED, "not so, with a reason"),
        Move(LedgerState.PROPOSED, LedgerState.WITHDRAWN, "taken back"),
        Move(LedgerState.CORRECTED, LedgerState.CONFIRMED, "the first side agrees"),
        Move(LedgerState.CORRECTED, LedgerState.DISPUTED, "not so, with a reason"),
        Move(LedgerState.CORRECTED, LedgerState.WITHDRAWN, "taken back"),
        Move(LedgerState.DISPUTED, LedgerState.CONFIRMED, "agreed after all"),
        Move(LedgerState.DISPUTED, LedgerState.CORRECTED, "another amount"),
        Move(LedgerState.DISPUTED, LedgerState.WITHDRAWN, "taken back"),
        Move(LedgerState.CONFIRMED, LedgerState.CORRECTED, "another amount, seen later"),
        Move(LedgerState.CONFIRMED, LedgerState.DISPUTED, "seen otherwise later"),
    ),
)
