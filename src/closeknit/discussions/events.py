"""What is recorded about discussions: ids, codes and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class DiscussionOpened(Event):
    """The first comment on something was about to be written; `about` is what is discussed, `audience` whom it reaches."""

    kind: ClassVar[str] = "discussion.opened"
    about: Id
    audience: Code


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    kind: ClassVar[str] = "comment.written"
    thread: Id
    way: Code
    is_ours: bool
    n_files: int


@dataclass(frozen=True, kw_only=True)
class CommentEdited(Event):
    kind: ClassVar[str] = "comment.edited"
    thread: Id
    number: int


@dataclass(frozen=True, kw_only=True)
class CommentTakenBack(Event):
    kind: ClassVar[str] = "comment.taken_back"
    thread: Id


@dataclass(frozen=True, kw_only=True)
class CommentPutBack(Event):
    """Whoever had taken it back lets it be read again."""

    kind: ClassVar[str] = "comment.put_back"
    thread: Id


@dataclass(frozen=True, kw_only=True)
class FilesAttached(Event):
    kind: ClassVar[str] = "comment.files_attached"
    thread: Id
    n_files: int


@dataclass(frozen=True, kw_only=True)
class FollowingChanged(Event):
    """Somebody switched on or off that they hear of a discussion by mail."""

    kind: ClassVar[str] = "discussion.following_changed"
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class FileAsked(Event):
    """Somebody was given the address of a file for a few minutes."""

    kind: ClassVar[str] = "comment.file_asked"
    comment: Id


@dataclass(frozen=True, kw_only=True)
class ThumbnailsMade(Event):
    """Files that had been kept without one were looked at; of `n_made` there is a thumbnail now, of the others there can be none."""

    kind: ClassVar[str] = "files.thumbnails_made"
    n_made: int
    n_files: int


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    kind: ClassVar[str] = "note.written"
    about: Id


@dataclass(frozen=True, kw_only=True)
class NoteEdited(Event):
    kind: ClassVar[str] = "note.edited"
    about: Id


@dataclass(frozen=True, kw_only=True)
class NoteRemoved(Event):
    kind: ClassVar[str] = "note.removed"
    about: Id
