"""The codes of the ledger."""

import enum


class LedgerKind(enum.StrEnum):
    """What a line is: a benefit that is not money earned, a profit, or a loss."""

    BENEFIT = "benefit"
    PROFIT = "profit"
    LOSS = "loss"


class LedgerSide(enum.StrEnum):
    """One of the two sides: ours, or the account's."""

    OURS = "ours"
    THEIRS = "theirs"

    @property
    def other(self) -> "LedgerSide":
        """Return the side across the table."""
        return LedgerSide.THEIRS if self is LedgerSide.OURS else LedgerSide.OURS


class LedgerState(enum.StrEnum):
    """The way of a line: one side proposes it, the other confirms, corrects or disputes it."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
