"""Tables of research, one file per noun."""

from closeknit.research.models.answers import Answer
from closeknit.research.models.questions import Question, QuestionVersion
from closeknit.research.models.shared_site import Observation, Photo, SentQuestion

__all__ = ["Answer", "Observation", "Photo", "Question", "QuestionVersion", "SentQuestion"]
