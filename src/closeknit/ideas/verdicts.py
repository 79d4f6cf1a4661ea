"""The verdicts of an idea, and which decisions served a line of our purpose."""

from collections.abc import Mapping, Sequence

from closeknit.ideas.models import Idea, Verdict
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.offerings.deciding import SHOWN, Served, Serving


def find_newest(idea: Idea, *, viewer: Viewer) -> Verdict | None:
    """Return the verdict that holds, or None where the idea has none yet."""
    return Verdict.objects.visible_to(viewer).filter(idea=idea).order_by("-number").first()


def find_serving(lines: Sequence[str], viewer: Viewer) -> Mapping[str, Serving]:
    """Return by line of our purpose how many ideas were answered with it, by the verdicts that hold, and the newest of them."""
    zone = identity_queries.get_house().zone
    rows = Verdict.objects.visible_to(viewer).order_by("idea_id", "-number")
    newest: dict[str, tuple[Served, str | None]] = {}
    for idea, title, cited, at in rows.values_list("idea_id", "idea__title", "line_id", "written_at"):
        newest.setdefault(idea, (Served("idea", idea, title, clock.local_date(at, zone)), cited))
    found: dict[str, list[Served]] = {line: [] for line in lines}
    for served, of_line in newest.values():
        if of_line in found:
            found[of_line].append(served)
    by_day = {line: sorted(several, key=lambda one: (one.on, one.id), reverse=True) for line, several in found.items()}
    return {line: Serving(len(several), tuple(several[:SHOWN])) for line, several in by_day.items()}
