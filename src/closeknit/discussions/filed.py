"""The files that hang on what is discussed with one account, in one list: only those that the viewer may fetch."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.discussions import subjects
from closeknit.discussions.models import Attachment
from closeknit.kit.viewer import Viewer

PAGE = 50


@dataclass(frozen=True)
class FiledRow:
    """One file: on what it hangs (`subject`, called `title`), in which comment, by whom (`is_ours`: one of the host company), and when.

    `width` and `height` are its thumbnail's, 0 where it has none.
    """

    id: str
    name: str
    n_bytes: int
    added_at: datetime
    author: str
    is_ours: bool
    subject: str
    title: str
    comment: str
    width: int
    height: int


def list_files(account: str, *, viewer: Viewer, page: int = 1) -> tuple[tuple[FiledRow, ...], bool]:
    """Return a page of the files in an account's discussions, the newest first, and whether more follow.

    What hangs on something that the viewer may not see, or on a comment that was taken back, is not among them.
    """
    rows = Attachment.objects.visible_to(viewer).filter(
        comment__thread__account=account, comment__taken_back_at__isnull=True
    )
    discussed = set(rows.values_list("comment__thread__subject", flat=True))
    known = {pk: one.title for pk, one in subjects.find_several(discussed, viewer=viewer).items() if one.is_shared}
    newest = rows.filter(comment__thread__subject__in=known).order_by("-added_at", "-pk")
    columns = (
        *("pk", "name", "n_bytes", "added_at", "comment__member__name", "comment__person__name"),
        *("comment__thread__subject", "comment_id", "width", "height"),
    )
    found = list(newest.values_list(*columns)[(page - 1) * PAGE : page * PAGE + 1])
    shown = tuple(
        FiledRow(
            pk,
            name,
            n_bytes,
            at,
            ours or theirs or "",
            ours is not None,
            subject,
            known[subject],
            comment,
            width or 0,
            height or 0,
        )
        for pk, name, n_bytes, at, ours, theirs, subject, comment, width, height in found[:PAGE]
    )
    return shown, len(found) > PAGE
