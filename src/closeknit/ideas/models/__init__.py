"""Tables of ideas, one file for each noun."""

from closeknit.ideas.models.idea import AnswerRule, Idea, IdeaFigures, IdeaNeed, IdeaOffering, IdeaVector, Numbering
from closeknit.ideas.models.verdict import Reply, Verdict
from closeknit.ideas.models.vote import Vote

__all__ = [
    "AnswerRule",
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
