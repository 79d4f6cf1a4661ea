"""Tables of discussions, one file for each noun. Notes of ours stand apart: `discussions.models.note` is not named here on purpose."""

from closeknit.discussions.models.attachment import HAS_SIZE, Attachment, KeptFile, Ticket
from closeknit.discussions.models.comment import Comment, CommentVersion, Mention
from closeknit.discussions.models.following import Following, Notice
from closeknit.discussions.models.thread import Thread

__all__ = [
    "HAS_SIZE",
    "Attachment",
    "Comment",
    "CommentVersion",
    "Following",
    "KeptFile",
    "Mention",
    "Notice",
    "Thread",
    "Ticket",
]
