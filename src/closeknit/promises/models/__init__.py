"""Tables of promises, a file for each noun."""

from closeknit.promises.models.feedback import AskedFeedback, FeedbackVersion, GivenFeedback
from closeknit.promises.models.ledger import Baseline, LedgerAnswer, LedgerEntry
from closeknit.promises.models.mirror import Mirror, MirrorLine, MirrorVersion
from closeknit.promises.models.plan import (
    Action,
    Anchor,
    Goal,
    GoalReading,
    Plan,
    PlanChange,
    Review,
    ReviewDecision,
)
from closeknit.promises.models.promise import Move, Promise, Risk, SettlementRow
from closeknit.promises.models.proposed import Objection, ProposedPromise
from closeknit.promises.models.told import Confirmation, Told, Unlaid

__all__ = [
    "Action",
    "Anchor",
    "AskedFeedback",
    "Baseline",
    "Confirmation",
    "FeedbackVersion",
    "GivenFeedback",
    "Goal",
    "GoalReading",
    "LedgerAnswer",
    "LedgerEntry",
    "Mirror",
    "MirrorLine",
    "MirrorVersion",
    "Move",
    "Objection",
    "Plan",
    "PlanChange",
    "Promise",
    "ProposedPromise",
    "Review",
    "ReviewDecision",
    "Risk",
    "SettlementRow",
    "Told",
    "Unlaid",
]
