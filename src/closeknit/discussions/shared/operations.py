"""What people outside write in a discussion that reaches them. The same bodies serve members (`discussions.operations`)."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.discussions.kinds import WrittenBy
from closeknit.discussions import tickets, writing
from closeknit.discussions.attaching import ENDINGS, MOST_BYTES, Given
from closeknit.discussions.checks import MOST_FILES
from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer

__all__ = [
    "ENDINGS",
    "MOST_BYTES",
    "MOST_FILES",
    "Given",
    "ask_for_file",
    "ask_for_portal_file",
    "attach_files",
    "edit_comment",
    "follow_discussion",
    "put_back_comment",
    "take_back_comment",
    "write_comment",
]


@operation(Capability.TAKE_PART)
def write_comment(
    *, subject: str, text: str, viewer: Viewer, at: datetime, given: Sequence[Given] = (), way: str = WrittenBy.PAGE
) -> str:
    """Say something in a discussion and return the comment's id.

    Raises NotFound, NotShared, NothingSaid, TooMuch, BadFile or BadPicture; then nothing is kept.
    """
    return writing.write(subject, text, given, viewer=viewer, at=at, way=WrittenBy(way))


@operation(Capability.TAKE_PART)
def edit_comment(*, comment: str, text: str, viewer: Viewer, at: datetime, base: int | None = None) -> None:
    """Give a comment of one's own other words, on version `base`; what it was stays to be read.

    Raises NotFound, NotTheirs, PastThat, NothingSaid, TooMuch or ChangedMeanwhile.
    """
    writing.edit(comment, text, base, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def take_back_comment(*, comment: str, viewer: Viewer, at: datetime) -> None:
    """Let nobody read a comment of one's own any more; or raise NotFound, NotTheirs or PastThat."""
    writing.take_back(comment, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def put_back_comment(*, comment: str, viewer: Viewer, at: datetime) -> None:
    """Let a comment be read again that one took back oneself; or raise NotFound, NotTheirs or PastThat."""
    writing.put_back(comment, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def attach_files(*, comment: str, given: Sequence[Given], viewer: Viewer, at: datetime) -> None:
    """Hang further files on a comment of one's own; or raise NotFound, NotTheirs, PastThat, TooMuch, BadFile or BadPicture."""
    writing.attach(comment, given, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def follow_discussion(*, subject: str, is_on: bool, viewer: Viewer, at: datetime) -> None:
    """Hear of a discussion by mail, or no longer; or raise NotFound or NotShared."""
    writing.follow(subject, is_on, viewer=viewer, at=at)


@operation(Capability.READ_SHARED)
def ask_for_file(*, attachment: str, viewer: Viewer, at: datetime) -> str:
    """Return the token by which one can fetch a file for the next minutes, or raise NotFound."""
    return tickets.give(attachment, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def ask_for_portal_file(*, attachment: str, viewer: Viewer, at: datetime) -> str:
    """Return the token for a file on the open portal, where whoever is signed in reads; or raise NotFound."""
    return tickets.give(attachment, viewer=viewer, at=at)
