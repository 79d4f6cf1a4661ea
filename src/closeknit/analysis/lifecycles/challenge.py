"""The way of a challenge: an open question, its answers, what was decided, and who was told."""

import enum

from closeknit.analysis.lifecycles.table import Lifecycle, Move


class ChallengeState(enum.StrEnum):
    """Where a challenge stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"
    TOLD = "told"


CHALLENGE = Lifecycle(
    noun="challenge",
    states=tuple(ChallengeState),
    starts=(ChallengeState.DRAFT,),
    moves=(
        Move(ChallengeState.DRAFT, ChallengeState.OPEN, "sent out"),
        Move(ChallengeState.OPEN, ChallengeState.CLOSED, "its day has passed, or closed earlier"),
        Move(ChallengeState.CLOSED, ChallengeState.OPEN, "reopened with another day"),
        Move(ChallengeState.CLOSED, ChallengeState.DECIDED, "decided with a reason"),
        Move(ChallengeState.DECIDED, ChallengeState.OPEN, "reopened with another day"),
        Move(ChallengeState.DECIDED, ChallengeState.TOLD, "everyone who took part was told"),
        Move(ChallengeState.TOLD, ChallengeState.DECIDED, "decided otherwise, or there is a result to tell"),
        Move(ChallengeState.TOLD, ChallengeState.OPEN, "reopened with another day"),
    ),
)
