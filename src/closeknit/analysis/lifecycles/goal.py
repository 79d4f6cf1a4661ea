"""The way of a shared goal."""

from closeknit.analysis.lifecycles.table import Lifecycle, Move
from closeknit.analysis.plans.kinds import GoalState

GOAL = Lifecycle(
    noun="goal",
    states=tuple(GoalState),
    starts=(GoalState.OPEN,),
    moves=(
        Move(GoalState.OPEN, GoalState.REACHED, "both see it"),
        Move(GoalState.OPEN, GoalState.MISSED, "its day is past"),
        Move(GoalState.OPEN, GoalState.DROPPED, "not wanted any more"),
        Move(GoalState.MISSED, GoalState.REACHED, "reached late"),
        Move(GoalState.REACHED, GoalState.OPEN, "not quite"),
        Move(GoalState.MISSED, GoalState.OPEN, "another day is agreed"),
        Move(GoalState.DROPPED, GoalState.OPEN, "wanted again"),
    ),
)
