"""May this happen now, to what the other side wrote about promises?"""

from closeknit.analysis import lifecycles
from closeknit.analysis.promises.kinds import ObjectionState, ProposalState
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.promises import checks as promise_checks
from closeknit.promises.models import Objection, Promise, ProposedPromise, SettlementRow


class AnsweredAlready(Refused):
    """Somebody has answered it, or it was taken back."""


class BadAnswer(Refused):
    """An answer that their way does not know."""


class NotOurs(Refused):
    """What one of theirs wrote is not ours to change."""


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


def get_ending(promise: Promise, *, viewer: Viewer) -> SettlementRow:
    """Return how a promise ended as it stands, locked for whoever words it for them; or raise NotSettled or NotOurs."""
    rows = SettlementRow.objects.visible_to(viewer).select_for_update(of=("self",))
    row = rows.filter(promise=promise, over_at__isnull=True).first()
    if row is None:
        raise promise_checks.NotSettled("This promise is open: they read how it ended once it has. Nothing was kept.")
    if row.said_by_id is not None:
        raise NotOurs("These are their own words: one of theirs said that it is done. Nothing was changed.")
    return row


def check_seen(row: ProposedPromise, seen: str) -> None:
    """Raise AnsweredAlready where a colleague answered since it was read: a yes over their no is said knowing it."""
    if seen and seen != row.state:
        by = row.answered_by.name if row.answered_by else "Somebody"
        said = f": “{row.answer}”" if row.answer else ""
        raise AnsweredAlready(f"{by} answered it meanwhile, {row.state.replace('_', ' ')}{said}. Nothing was changed.")


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
