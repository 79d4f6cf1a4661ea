"""What nobody at another account may read: what an account's people said, where it was not said before everybody."""

from collections.abc import Iterable

from closeknit.analysis.kinds import Audience
from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import Verbatim

# The newest of them: what leaks is what is new, and a night's memory has an end.
MOST = 200_000


def register() -> None:
    """Say so."""
    guarded.guard("words", _words)


def _words(viewer: Viewer) -> Iterable[tuple[str, str]]:
    rows = Verbatim.objects.visible_to(viewer).filter(account__isnull=False)
    rows = rows.exclude(audience__in=(Audience.PORTAL, Audience.PUBLIC)).order_by("-position")
    return rows.values_list("account_id", "text")[:MOST].iterator()
