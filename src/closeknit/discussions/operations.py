"""What members write in a discussion. The same bodies serve people outside (`shared.operations`); notes are elsewhere, on purpose."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.discussions.kinds import WrittenBy
from closeknit.discussions import tickets, writing
from closeknit.discussions.attaching import Given
from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@operation(Capability.HAND_IN)
def write_comment(
    *, subject: str, text: str, viewer: Viewer, at: datetime, given: Sequence[Given] = (), way: str = WrittenBy.PAGE
) -> str:
    """Say something that the other side reads too, and return the comment's id.

    Raises NotFound, NotShared, NothingSaid, TooMuch, BadFile or BadPicture; then nothing is kept.
    """
    return writing.write(subject, text, given, viewer=viewer, at=at, way=WrittenBy(way))


@operation(Capability.HAND_IN)
def edit_comment(*, comment: str, text: str, viewer: Viewer, at: datetime, base: int | None = None) -> None:
    """Give a comment of one's own other words, on version `base`; what it was stays to be read.

    Raises NotFound, NotTheirs, PastThat, NothingSaid, TooMuch or ChangedMeanwhile.
    """
    writing.edit(comment, text, base, viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def take_back_comment(*, comment: str, viewer: Viewer, at: datetime) -> None:
    """Let nobody read a comment of one's own any more; or raise NotFound, NotTheirs or PastThat."""
    writing.take_back(comment, viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def put_back_comment(*, comment: str, viewer: Viewer, at: datetime) -> None:
    """Let a comment be read again that one took back oneself; or raise NotFound, NotTheirs or PastThat."""
    writing.put_back(comment, viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def attach_files(*, comment: str, given: Sequence[Given], viewer: Viewer, at: datetime) -> None:
    """Hang further files on a comment of one's own; or raise NotFound, NotTheirs, PastThat, TooMuch, BadFile or BadPicture."""
    writing.attach(comment, given, viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def follow_discussion(*, subject: str, is_on: bool, viewer: Viewer, at: datetime) -> None:
    """Hear of a discussion by mail, or no longer; or raise NotFound or NotShared."""
    writing.follow(subject, is_on, viewer=viewer, at=at)


@operation(Capability.READ_HOUSE)
def ask_for_file(*, attachment: str, viewer: Viewer, at: datetime) -> str:
    """Return the token by which one can fetch a file for the next minutes, or raise NotFound."""
    return tickets.give(attachment, viewer=viewer, at=at)
