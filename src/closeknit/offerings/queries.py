"""Reads of purpose and offerings that other rooms ask for."""

from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Offering
from closeknit.offerings.purpose import queries as purpose
from closeknit.offerings.purpose.queries import LineRow


def list_purpose_lines(*, viewer: Viewer) -> list[LineRow]:
    """Return (id, text) of the lines of the purpose that holds, in their order; none where nobody has written it."""
    page = purpose.find_purpose(viewer=viewer)
    return list(page.lines) if page else []


def list_offering_names(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name) of what we ship, in our order."""
    rows = Offering.objects.visible_to(viewer).filter(archived_at__isnull=True)
    return list(rows.order_by("place", "pk").values_list("pk", "name"))
