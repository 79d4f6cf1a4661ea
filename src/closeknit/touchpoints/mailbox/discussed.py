"""Answers to mails about a comment: from whom the mail went to, they are comments; from anybody else they are letters like any."""

import email
import email.policy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.discussions.kinds import WrittenBy
from closeknit.discussions import operations as our_operations
from closeknit.discussions import people, telling
from closeknit.discussions.models import Notice
from closeknit.discussions.shared import operations as their_operations
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import written
from closeknit.touchpoints.mailbox import judging
from closeknit.touchpoints.mailbox.judging import Judged
from closeknit.touchpoints.readers import forwards


@dataclass(frozen=True)
class Said:
    """The comment that a mail became, and the conversation that it is kept as: None where one of ours wrote it."""

    comment: str
    touchpoint: str | None


def subscribe() -> None:
    """Let mails about comments prove, by ids that only their readers know, who answers them."""
    judging.also_answered(_find_member)
    judging.also_written_to(_find_address)


def take_answer(data: bytes, judged: Judged, *, viewer: Viewer, at: datetime) -> Said | None:
    """Write what somebody answered to a mail about a comment into the discussion; None where it is no such answer, or may not stand there.

    Only from the address that the mail went to, and only as long as they may take part: all else is a letter like any.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    notice = telling.find_notice(judging.list_answered(message), at)
    if notice is None or judged.sender.address.lower() != notice.address.lower():
        return None
    words = forwards.take_apart(data).remark.strip()
    eyes = people.viewer_of(notice.member_id, notice.person_id, notice.account_id)
    write = our_operations.write_comment if notice.member_id else their_operations.write_comment
    try:
        comment = write(
            subject=notice.comment.thread.subject, text=words[:10_000], way=WrittenBy.MAIL, viewer=eyes, at=at
        )
    except Refused:
        return None
    return Said(comment, written.find_of(comment, viewer=viewer))


def _find_member(messages: Sequence[str], at: datetime) -> str | None:
    notice = telling.find_notice(messages, at)
    return notice.member_id if notice else None


def _find_address(messages: Sequence[str], at: datetime) -> str | None:
    notice: Notice | None = telling.find_notice(messages, at)
    return notice.address if notice and notice.person_id else None
