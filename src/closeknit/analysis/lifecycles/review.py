"""The way of a review of a joint plan."""

from closeknit.analysis.lifecycles.table import Lifecycle, Move
from closeknit.analysis.plans.kinds import ReviewState

REVIEW = Lifecycle(
    noun="review",
    states=tuple(ReviewState),
    starts=(ReviewState.PLANNED,),
    moves=(
        Move(ReviewState.PLANNED, ReviewState.HELD, "took place"),
        Move(ReviewState.PLANNED, ReviewState.CALLED_OFF, "called off"),
    ),
)
