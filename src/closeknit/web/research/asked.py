"""What a conversation's page says of standing questions: those that were put in it, and which one the chosen words answer."""

from typing import Any

from closeknit.kit.capabilities import Capability
from closeknit.research import queries
from closeknit.verbatims.queries import VerbatimRow
from closeknit.web.request import HouseRequest
from closeknit.web.research import views


def of_touchpoint(request: HouseRequest, touchpoint: str, words: VerbatimRow | None) -> dict[str, Any]:
    """Return the answers given in a conversation; and where words are chosen, the bank to choose a question from."""
    given = queries.list_of_touchpoint(touchpoint, viewer=request.viewer)
    may_link = words is not None and bool(words.account_id) and request.viewer.can(Capability.HAND_IN)
    return {
        "asked": views.lines_of(request, given, with_account=False),
        "bank": queries.list_bank(viewer=request.viewer) if may_link else [],
        **views.settling(request),
    }
