"""Reads of discussions for people outside: what reaches them, as frozen rows. Notes of ours are nowhere near here."""

from collections.abc import Sequence
from datetime import date

from closeknit.discussions import filed, people, reading, subjects
from closeknit.discussions.filed import FiledRow
from closeknit.discussions.reading import CommentRow, DiscussionRow, FileRow, ListedRow, VersionRow
from closeknit.kit.viewer import Viewer

__all__ = [
    "CommentRow",
    "DiscussionRow",
    "FileRow",
    "FiledRow",
    "ListedRow",
    "VersionRow",
    "count_comments",
    "get_comment",
    "list_discussions",
    "list_files",
    "list_names",
    "list_new",
    "list_versions",
    "read_discussion",
]


def read_discussion(subject: str, *, viewer: Viewer, page: int = 1) -> DiscussionRow:
    """Return the discussion of a promise, a plan, an idea or a challenge; or raise NotFound."""
    return reading.read(subject, viewer=viewer, page=page)


def get_comment(comment: str, *, viewer: Viewer) -> tuple[CommentRow, str]:
    """Return one comment with the id of what it is about, or raise NotFound."""
    row, about = reading.get_comment(comment, viewer=viewer)
    return row, about.id


def list_versions(comment: str, *, viewer: Viewer) -> tuple[VersionRow, ...]:
    """Return each wording of a comment, the first one first; or raise NotFound."""
    return reading.list_versions(comment, viewer=viewer)


def list_names(subject: str, *, viewer: Viewer) -> list[tuple[str, bool]]:
    """Return whom one may name in a discussion, each with whether they are one of ours, by name; or raise NotFound."""
    about = subjects.get(subject, viewer=viewer)
    return [(one.name, one.member is not None) for one in people.list_nameable(about, viewer=viewer)]


def list_discussions(*, viewer: Viewer) -> tuple[ListedRow, ...]:
    """Return the discussions that reach the viewer, the one where something was said last first."""
    return reading.list_discussions(viewer=viewer)


def list_new(account: str, *, since: date, viewer: Viewer) -> tuple[ListedRow, ...]:
    """Return the discussions with an account's people in which something was said on or after that day, the last one first."""
    return reading.list_discussions(viewer=viewer, account=account, since=since)


def list_files(account: str, *, viewer: Viewer, page: int = 1) -> tuple[tuple[FiledRow, ...], bool]:
    """Return a page of the files in an account's discussions that the viewer may fetch, the newest first, and whether more follow."""
    return filed.list_files(account, viewer=viewer, page=page)


def count_comments(threads: Sequence[str], *, viewer: Viewer) -> dict[str, int]:
    """Return thread → how many comments can be read in it, for lists; those without any are left out."""
    return reading.count_comments(threads, viewer=viewer)
