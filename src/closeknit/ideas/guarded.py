"""What nobody at another account may read of ideas: those between an account and us. And what everybody may: what the open portal shows."""

from collections.abc import Iterable, Iterator

from closeknit.analysis.kinds import Audience
from closeknit.ideas.models import Posting
from closeknit.ideas.models.portal import PORTAL
from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer


def register() -> None:
    """Say so."""
    guarded.guard("idea", _between)
    guarded.know(_known)


def _between(viewer: Viewer) -> Iterable[tuple[str, str]]:
    rows = Posting.objects.visible_to(viewer).exclude(stream=PORTAL).filter(idea__account__isnull=False)
    for account, title, text in rows.values_list("idea__account_id", "title", "text").iterator():
        yield account or "", title
        yield account or "", text


def _known(account: str, word: str, viewer: Viewer) -> Iterator[str]:
    shown = Posting.objects.visible_to(viewer).filter(idea__audience__in=(Audience.PORTAL, Audience.PUBLIC))
    for title, text in shown.filter(title__contains=word).values_list("title", "text"):
        yield f"{title}\n{text}"
    yield from shown.filter(text__contains=word).values_list("text", flat=True)
    named = shown.filter(is_named=True, idea__person__name__contains=word)
    yield from named.values_list("idea__person__name", flat=True).distinct()
