"""What everybody outside may read of our own side: what the house is called, and who is in it."""

from collections.abc import Iterator

from closeknit.identity.models import House, Member
from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer


def register() -> None:
    """Say so."""
    guarded.know(_known)


def _known(account: str, word: str, viewer: Viewer) -> Iterator[str]:
    yield from Member.objects.visible_to(viewer).filter(name__contains=word).values_list("name", flat=True)
    yield from House.objects.visible_to(viewer).filter(name__contains=word).values_list("name", flat=True)
