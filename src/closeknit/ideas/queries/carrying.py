"""The ideas that carry out what redesign sessions decided."""

from dataclasses import dataclass

from closeknit.ideas.models import Idea
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class CarryingIdea:
    """An idea that carries out a verdict; one that was merged is named by the idea it counts for."""

    id: str
    number: int
    title: str
    state: str


def list_ideas_of_session(session: str, *, viewer: Viewer) -> dict[str, list[CarryingIdea]]:
    """Return by wish of a session ("" the whole) the ideas that carry out what was decided on it, oldest first; one statement."""
    rows = Idea.objects.visible_to(viewer).filter(redesign__session=session).select_related("redesign", "counts_in")
    found: dict[str, list[CarryingIdea]] = {}
    for row in rows.order_by("number"):
        one = row.counts_in or row
        wish = (row.redesign.entry_id if row.redesign else None) or ""
        found.setdefault(wish, []).append(CarryingIdea(one.pk, one.number, one.title, one.state))
    return found
