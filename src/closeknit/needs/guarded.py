"""What nobody outside may read of needs: how we state them."""

from collections.abc import Iterator

from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need


def register() -> None:
    """Say so."""
    guarded.guard("need", _statements)


def _statements(viewer: Viewer) -> Iterator[tuple[str, str]]:
    for statement in Need.objects.visible_to(viewer).values_list("statement", flat=True).iterator():
        yield "", statement
