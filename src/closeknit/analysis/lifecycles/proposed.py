"""The way of what the other side writes about promises: one that they propose, and an objection to one that stands."""

from closeknit.analysis.lifecycles.table import Lifecycle, Move
from closeknit.analysis.promises.kinds import ObjectionState, ProposalState

PROPOSED_PROMISE = Lifecycle(
    noun="proposed promise",
    states=tuple(ProposalState),
    starts=(ProposalState.PROPOSED,),
    moves=(
        Move(ProposalState.PROPOSED, ProposalState.ACCEPTED, "one of ours agrees: it is a promise"),
        Move(ProposalState.PROPOSED, ProposalState.DECLINED, "not so, with a sentence"),
        Move(ProposalState.PROPOSED, ProposalState.TAKEN_BACK, "taken back by who proposed it"),
        Move(ProposalState.DECLINED, ProposalState.ACCEPTED, "agreed after all"),
    ),
)

OBJECTION = Lifecycle(
    noun="objection",
    states=tuple(ObjectionState),
    starts=(ObjectionState.OPEN,),
    moves=(
        Move(ObjectionState.OPEN, ObjectionState.PUT_RIGHT, "put right, with a sentence"),
        Move(ObjectionState.OPEN, ObjectionState.LEFT, "left as it was, with a sentence"),
        Move(ObjectionState.OPEN, ObjectionState.TAKEN_BACK, "taken back by who raised it"),
        Move(ObjectionState.LEFT, ObjectionState.PUT_RIGHT, "put right after all"),
    ),
)
