"""Which lines of the purpose the verdicts of sessions served, for the report of lines that none did."""

from collections.abc import Sequence

from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.offerings.deciding import SHOWN, Served, Serving
from closeknit.offerings.models import VerdictVersion


def find_serving(lines: Sequence[str], viewer: Viewer) -> dict[str, Serving]:
    """Return by line how many verdicts that hold cite it, and the newest three; one statement."""
    rows = VerdictVersion.objects.visible_to(viewer).filter(line__in=lines, is_newest=True)
    found = rows.select_related("entry", "session").order_by("-decided_at", "-pk")
    zone = identity_queries.get_house().zone
    served: dict[str, list[Served]] = {}
    for row in found:
        text = row.entry.text if row.entry else row.session.title
        on = clock.local_date(row.decided_at, zone)
        served.setdefault(row.line_id or "", []).append(Served("redesign", row.session_id, text, on))
    return {line: Serving(len(several), tuple(several[:SHOWN])) for line, several in served.items()}
