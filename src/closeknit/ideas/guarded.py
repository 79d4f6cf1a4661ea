"""What everybody outside may read of ideas: what is shown on the open portal, and who is named there."""

from collections.abc import Iterator

from closeknit.analysis.kinds import Audience
from closeknit.ideas.models import Posting
from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer


def register() -> None:
    """Say so."""
    guarded.know(_known)


def _known(account: str, word: str, viewer: Viewer) -> Iterator[str]:
    shown = Posting.objects.visible_to(viewer).filter(idea__audience__in=(Audience.PORTAL, Audience.PUBLIC))
    for title, text in shown.filter(title__contains=word).values_list("title", "text"):
        yield f"{title}\n{text}"
    yield from shown.filter(text__contains=word).values_list("text", flat=True)
    named = shown.filter(is_named=True, idea__person__name__contains=word)
    yield from named.values_list("idea__person__name", flat=True).distinct()
