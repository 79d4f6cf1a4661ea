"""Who is to be told of an idea, and the message that is ready for them."""

from closeknit.analysis.ideas.kinds import ReplyKind
from closeknit.ideas import checks, telling
from closeknit.ideas.telling import Listener
from closeknit.kit.viewer import Viewer


def list_listeners(idea: str, kind: str, *, viewer: Viewer) -> list[Listener]:
    """Return who is to be told of the newest answer, or (`kind` merged) that their idea counts elsewhere; or raise NotFound."""
    return telling.list_listeners(checks.get_idea(idea, viewer=viewer), ReplyKind(kind), viewer=viewer)
