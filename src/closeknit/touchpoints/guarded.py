"""What an account's people know anyway: all that was said in their touchpoints, by them or to them."""

from collections.abc import Iterator

from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Touchpoint, Turn


def register() -> None:
    """Say so."""
    guarded.know(_known)


def _known(account: str, word: str, viewer: Viewer) -> Iterator[str]:
    turns = Turn.objects.visible_to(viewer).filter(touchpoint__account_id=account, text__contains=word)
    yield from turns.values_list("text", flat=True)
    headed = Touchpoint.objects.visible_to(viewer).filter(account_id=account, subject__contains=word)
    yield from headed.values_list("subject", flat=True)
