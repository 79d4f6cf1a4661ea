"""Lifecycles as tables: which state may follow which, and the sentence for whoever tries another. One file for each noun.

The documentation draws its diagrams from these tables (`as_mermaid`), so that the two cannot drift apart.
Undo does not pass through here: it puts rows back as they were.
"""

from closeknit.analysis.lifecycles.appointment import APPOINTMENT
from closeknit.analysis.lifecycles.challenge import CHALLENGE, ChallengeState
from closeknit.analysis.lifecycles.comment import COMMENT
from closeknit.analysis.lifecycles.feedback import ASKED_FEEDBACK, GIVEN_FEEDBACK
from closeknit.analysis.lifecycles.goal import GOAL
from closeknit.analysis.lifecycles.helping import HELPING
from closeknit.analysis.lifecycles.idea import IDEA
from closeknit.analysis.lifecycles.import_ import IMPORT
from closeknit.analysis.lifecycles.ledger import LEDGER_ENTRY
from closeknit.analysis.lifecycles.need import NEED
from closeknit.analysis.lifecycles.promise import PROMISE, PromiseStep
from closeknit.analysis.lifecycles.proposed import OBJECTION, PROPOSED_PROMISE
from closeknit.analysis.lifecycles.review import REVIEW
from closeknit.analysis.lifecycles.session import SESSION, SessionState
from closeknit.analysis.lifecycles.stage import STAGE
from closeknit.analysis.lifecycles.submission import SUBMISSION
from closeknit.analysis.lifecycles.table import Lifecycle, Move, MoveRefused, as_mermaid, can_move, check_move

ALL = (
    STAGE,
    PROMISE,
    NEED,
    APPOINTMENT,
    IMPORT,
    HELPING,
    IDEA,
    CHALLENGE,
    GOAL,
    REVIEW,
    LEDGER_ENTRY,
    SESSION,
    ASKED_FEEDBACK,
    GIVEN_FEEDBACK,
    COMMENT,
    PROPOSED_PROMISE,
    OBJECTION,
    SUBMISSION,
)

__all__ = [
    "ALL",
    "APPOINTMENT",
    "ASKED_FEEDBACK",
    "CHALLENGE",
    "COMMENT",
    "GIVEN_FEEDBACK",
    "GOAL",
    "HELPING",
    "IDEA",
    "IMPORT",
    "LEDGER_ENTRY",
    "NEED",
    "OBJECTION",
    "PROMISE",
    "PROPOSED_PROMISE",
    "REVIEW",
    "SESSION",
    "STAGE",
    "SUBMISSION",
    "ChallengeState",
    "Lifecycle",
    "Move",
    "MoveRefused",
    "PromiseStep",
    "SessionState",
    "as_mermaid",
    "can_move",
    "check_move",
]
