"""Our purpose as partners read it: the version that was shown, and nothing of how it came about."""

from dataclasses import dataclass

from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import PurposePlace, PurposeVersion


@dataclass(frozen=True)
class PurposeRow:
    """The purpose of the host company: which of the five ideals, and its lines in order."""

    ideal: str
    lines: tuple[str, ...]


def find_purpose(*, viewer: Viewer) -> PurposeRow | None:
    """Return the purpose that was shown to partners, or None where none is."""
    version = PurposeVersion.objects.visible_to(viewer).order_by("-number").values_list("pk", "ideal").first()
    if version is None:
        return None
    places = PurposePlace.objects.visible_to(viewer).filter(version=version[0]).order_by("place")
    return PurposeRow(version[1], tuple(places.values_list("line__text", flat=True)))
