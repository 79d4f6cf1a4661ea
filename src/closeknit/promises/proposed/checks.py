"""May this happen now, to what the other side wrote about promises?"""

from closeknit.analysis import lifecycles
from closeknit.analysis.promises.kinds import ObjectionState, ProposalState
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Objection, ProposedPromise


class AnsweredAlready(Refused):
    """Somebody has answered it, or it was taken back."""


class BadAnswer(Refused):
    """An answer that their way does not know."""


def get_proposed(proposed: str, *, viewer: Viewer) -> ProposedPromise:
    """Return a proposed promise, locked for whoever answers it, or raise NotFound."""
    rows = ProposedPromise.objects.visible_to(viewer).select_for_update()
    row = rows.filter(pk=proposed).first()
    if row is None:
        raise NotFound("Nobody proposed that.")
    return row


def get_objection(objection: str, *, viewer: Viewer) -> Objection:
    """Return an objection, locked for whoever answers it, or raise NotFound."""
    row = Objection.objects.visible_to(viewer).select_for_update().filter(pk=objection).first()
    if row is None:
        raise NotFound("Nobody objected to that.")
    return row


def check_proposal_move(row: ProposedPromise, state: ProposalState) -> None:
    """Raise AnsweredAlready where a proposed promise cannot become so."""
    try:
        lifecycles.check_move(lifecycles.PROPOSED_PROMISE, row.state, state)
    except lifecycles.MoveRefused as refused:
        raise AnsweredAlready(refused.sentence) from refused


def check_objection_move(row: Objection, state: str) -> ObjectionState:
    """Return the state that an objection comes to by our answer, or raise AnsweredAlready or BadAnswer."""
    if state not in (ObjectionState.PUT_RIGHT, ObjectionState.LEFT):
        raise BadAnswer("An objection is put right, or left as it was with the reason. Nothing was changed.")
    try:
        lifecycles.check_move(lifecycles.OBJECTION, row.state, state)
    except lifecycles.MoveRefused as refused:
        raise AnsweredAlready(refused.sentence) from refused
    return ObjectionState(state)
