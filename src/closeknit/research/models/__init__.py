"""Tables of research, one file per noun."""

from closeknit.research.models.answers import Answer
from closeknit.research.models.questions import Question, QuestionVersion

__all__ = ["Answer", "Question", "QuestionVersion"]
