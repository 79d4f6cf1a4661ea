"""Tables of promises, a file for each noun."""

from closeknit.promises.models.promise import Move, Promise, Risk, SettlementRow
from closeknit.promises.models.told import Confirmation, Told, Unlaid

__all__ = ["Confirmation", "Move", "Promise", "Risk", "SettlementRow", "Told", "Unlaid"]
