"""Tables of needs, a file for each noun."""

from closeknit.needs.models.checking import NeedCheck, NeedCheckAnswer, NeedDrawn
from closeknit.needs.models.evidence import Decision, Evidence
from closeknit.needs.models.jobs import Hanging, Job, Step
from closeknit.needs.models.need import FORMING, Figures, Need
from closeknit.needs.models.ratings import Rating, RatingProblem, RatingSheet
from closeknit.needs.models.stream import Proposal, StreamState

__all__ = [
    "FORMING",
    "Decision",
    "Evidence",
    "Figures",
    "Hanging",
    "Job",
    "Need",
    "NeedCheck",
    "NeedCheckAnswer",
    "NeedDrawn",
    "Proposal",
    "Rating",
    "RatingProblem",
    "RatingSheet",
    "Step",
    "StreamState",
]
