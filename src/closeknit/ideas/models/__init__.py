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
)
from closeknit.ideas.models.idea import AnswerRule, Idea, IdeaFigures, IdeaNeed, IdeaOffering, IdeaVector, Numbering
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
    "Reply",
    "Verdict",
    "Vote",
]
