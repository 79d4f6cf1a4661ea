"""Tables of ideas, one file for each noun."""

from closeknit.ideas.models.challenges import (
    AnswerScore,
    BriefLine,
    Challenge,
    ChallengeAnswer,
    ChallengeDecision,
    ChallengeNeed,
    ChallengeTold,
    ChosenAnswer,
    Criterion,
    Guest,
    Opening,
)
from closeknit.ideas.models.idea import AnswerRule, Idea, IdeaFigures, IdeaNeed, IdeaOffering, IdeaVector, Numbering
from closeknit.ideas.models.portal import PortalRules, Posting, Submission
from closeknit.ideas.models.verdict import Reply, Verdict
from closeknit.ideas.models.vote import Vote

__all__ = [
    "AnswerRule",
    "AnswerScore",
    "BriefLine",
    "Challenge",
    "ChallengeAnswer",
    "ChallengeDecision",
    "ChallengeNeed",
    "ChallengeTold",
    "ChosenAnswer",
    "Criterion",
    "Guest",
    "Idea",
    "IdeaFigures",
    "IdeaNeed",
    "IdeaOffering",
    "IdeaVector",
    "Numbering",
    "Opening",
    "PortalRules",
    "Posting",
    "Reply",
    "Submission",
    "Verdict",
    "Vote",
]
