"""May this be said here now, and by them?"""

from datetime import datetime, timedelta

from django.utils.translation import gettext

from closeknit.analysis.discussions.kinds import CommentState
from closeknit.analysis.lifecycles import COMMENT, can_move
from closeknit.discussions.models import Attachment, Comment, CommentVersion, Thread
from closeknit.discussions.subjects import Subject
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer, ViewerKind

LONGEST = 10_000
MOST_FILES = 5
WITHIN = timedelta(minutes=10)
# Whoever types has not said as much in ten minutes; a program has.
MOST_WITHIN = 20
MOST_OF_OURS_WITHIN = 60
PUT_BACK_FOR = timedelta(days=30)


class NotShared(Refused):
    """Nobody outside would read it: there are notes for that."""


class TooMuch(Refused):
    """Too many comments, or too many files, at once."""


class NotTheirs(Refused):
    """Only whoever wrote a comment may edit it or take it back."""


class PastThat(Refused):
    """A comment is not where this could happen to it."""


def check_shared(subject: Subject) -> None:
    """Raise NotShared where nobody outside sees what is discussed."""
    if not subject.is_shared:
        raise NotShared(
            "Nobody outside sees this yet, so nobody would read it. Nothing was written. "
            "Write a note, which stays with us; or share it first."
        )


def check_reached(thread: Thread | None, subject: Subject, *, viewer: Viewer) -> None:
    """Raise NotFound where there is a discussion that the viewer may not see, though they see what it is about."""
    if subject.thread and thread is None and not viewer.is_ours:
        raise NotFound


def check_pace(*, viewer: Viewer, at: datetime) -> None:
    """Raise TooMuch where somebody wrote or edited more within ten minutes than a person does."""
    mine = _mine(viewer)
    since = at - WITHIN
    written = Comment.objects.unscoped(reason="how much one has written lately, wherever it was").filter(
        written_at__gt=since, written_at__lte=at, **mine
    )
    edited = Comment.objects.unscoped(reason="how much one has written lately, wherever it was").filter(
        edited_at__gt=since, edited_at__lte=at, **mine
    )
    most = MOST_OF_OURS_WITHIN if viewer.is_ours else MOST_WITHIN
    if written.count() + edited.count() >= most:
        raise TooMuch(
            gettext(
                "That is a great deal in ten minutes. Nothing was lost: wait a little, and send it again from here."
            )
        )


def check_author(comment: Comment, *, viewer: Viewer) -> None:
    """Raise NotTheirs where somebody else wrote it."""
    if not is_author(comment.member_id, comment.person_id, viewer=viewer):
        raise NotTheirs(gettext("Only whoever wrote it can change it. Nothing was changed."))


def is_author(member: str | None, person: str | None, *, viewer: Viewer) -> bool:
    """Return whether the viewer is that member or person."""
    if viewer.kind is ViewerKind.MEMBER:
        return member == viewer.id
    return viewer.kind is ViewerKind.CONTACT and bool(viewer.id) and person == viewer.id


def check_newest(comment: Comment, base: int | None, *, viewer: Viewer) -> int:
    """Return how many versions there are, or raise ChangedMeanwhile where one edits another version than the newest."""
    n_versions = CommentVersion.objects.visible_to(viewer).filter(comment=comment).count() + 1
    if base is not None and base != n_versions:
        raise ChangedMeanwhile(
            gettext(
                "You have edited this in another window since. Nothing was changed: both versions stand here, take what you need of each."
            )
        )
    return n_versions


def check_can_move(comment: Comment, to: CommentState) -> None:
    """Raise PastThat where a comment cannot become that."""
    if not can_move(COMMENT, state_of(comment), to):
        raise PastThat(
            gettext("It was taken back, or put back, in the meantime. Nothing was changed: look at it again.")
        )


def state_of(comment: Comment) -> CommentState:
    """Return where a comment stands."""
    if comment.taken_back_at is not None:
        return CommentState.TAKEN_BACK
    return CommentState.EDITED if comment.edited_at is not None else CommentState.WRITTEN


def get_comment(comment: str, *, viewer: Viewer) -> Comment:
    """Return a comment in a discussion that the viewer may see, or raise NotFound. What it is about must be looked at, too."""
    rows = Comment.objects.visible_to(viewer).select_related("thread", "member", "person").filter(pk=comment)
    row = rows.first()
    if row is None:
        raise NotFound(gettext("There is no such comment."))
    return row


def get_attachment(attachment: str, *, viewer: Viewer) -> Attachment:
    """Return a file of a comment that can be read, or raise NotFound. What it is about must be looked at, too."""
    rows = Attachment.objects.visible_to(viewer).filter(pk=attachment, comment__taken_back_at__isnull=True)
    row = rows.select_related("comment__thread").first()
    if row is None:
        raise NotFound(gettext("There is no such file."))
    return row


def _mine(viewer: Viewer) -> dict[str, str]:
    return {"member": viewer.id} if viewer.kind is ViewerKind.MEMBER else {"person": viewer.id}
