"""Which lines of the purpose the decisions of challenges served, for the report of lines that none did."""

from collections.abc import Sequence

from django.db.models import F

from closeknit.ideas.models import ChallengeDecision
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.offerings.deciding import SHOWN, Served, Serving


def find_serving(lines: Sequence[str], viewer: Viewer) -> dict[str, Serving]:
    """Return by line how many decisions that hold cite it, and the newest three; one statement."""
    rows = ChallengeDecision.objects.visible_to(viewer).filter(line__in=lines, number=F("challenge__decision"))
    zone = identity_queries.get_house().zone
    served: dict[str, list[Served]] = {}
    for row in rows.select_related("challenge").order_by("-decided_at", "-pk"):
        on = clock.local_date(row.decided_at, zone)
        served.setdefault(row.line_id or "", []).append(Served("challenge", row.challenge_id, row.challenge.title, on))
    return {line: Serving(len(several), tuple(several[:SHOWN])) for line, several in served.items()}
