"""What every page of one session shows: its name, its steps, who is at the table, and what its owner can do next."""

from typing import Any

from closeknit.analysis.lifecycles.session import SessionState
from closeknit.kit.capabilities import Capability
from closeknit.offerings.sessions import queries
from closeknit.offerings.sessions.queries import SessionPage
from closeknit.web.redesign import labels, rows
from closeknit.web.request import HouseRequest


def read(request: HouseRequest, session: str) -> SessionPage:
    """Return the session, or raise NotFound."""
    return queries.get_session(session, viewer=request.viewer, at=request.at)


def context_of(request: HouseRequest, page: SessionPage, current: str) -> dict[str, Any]:
    """Return what the frame of a session's page shows."""
    state = SessionState(page.state)
    may_move = page.owns and request.viewer.can(Capability.SHAPE_OFFERINGS)
    is_at_table = page.takes_part or page.owns
    return {
        "page": page,
        "steps": rows.steps_of(page, current),
        "state": labels.STATES[state],
        "onward": labels.ONWARD.get(state) if may_move else None,
        "back": labels.BACK.get(state) if may_move else None,
        "is_owner": may_move,
        "takes_part": is_at_table,
        "may_add": is_at_table and request.viewer.can(Capability.HAND_IN),
        "may_shape": is_at_table and request.viewer.can(Capability.SHAPE_OFFERINGS),
        "may_give": request.viewer.can(Capability.HAND_IN),
        "may_promise": request.viewer.can(Capability.MAKE_PROMISES),
        "is_open": state is SessionState.BLUE_SKY,
        "is_on_earth": state is SessionState.EARTH,
        "is_decided": state is SessionState.DECIDED,
        "current": current,
    }
