"""What nobody outside may read of discussions: our notes; and of another account: its comments."""

from collections.abc import Iterable, Iterator

from django.db.models import F, Q

from closeknit.analysis.kinds import Audience
from closeknit.discussions.models import Comment
from closeknit.discussions.models.note import Note
from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer

_WIDE = Q(thread__audience__in=(Audience.PORTAL, Audience.PUBLIC))


def register() -> None:
    """Say so."""
    guarded.guard("note", _notes)
    guarded.guard("comment", _comments)
    guarded.know(_known)


def _notes(viewer: Viewer) -> Iterator[tuple[str, str]]:
    for text in Note.objects.visible_to(viewer).values_list("text", flat=True).iterator():
        yield "", text


def _comments(viewer: Viewer) -> Iterable[tuple[str, str]]:
    rows = Comment.objects.visible_to(viewer).filter(thread__account__isnull=False).exclude(_WIDE)
    return rows.values_list("thread__account_id", "text").iterator()


def _known(account: str, word: str, viewer: Viewer) -> Iterator[str]:
    """What is discussed before everybody or with them, and who does."""
    rows = Comment.objects.visible_to(viewer).filter(_WIDE | Q(thread__account_id=account))
    yield from rows.filter(text__contains=word).values_list("text", flat=True)
    yield from rows.filter(person__name__contains=word).values_list(F("person__name"), flat=True).distinct()
