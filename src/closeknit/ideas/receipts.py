"""The receipt: whoever gives an idea from outside is told its number, who answers it and by when, at once."""

from datetime import datetime

from closeknit.accounts.models import PersonAddress
from closeknit.accounts.spaces import notices
from closeknit.analysis.ideas.kinds import IdeaState, ReplyKind
from closeknit.analysis.kinds import Audience
from closeknit.ideas import wording
from closeknit.ideas.models import Idea, Reply
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Member
from closeknit.kit import ids, mail, undo
from closeknit.kit.viewer import Viewer

WITHDRAWN = "The idea was taken back before the mail went out."
GONE = "Whom it is for cannot come in any more."


def write(idea: Idea, *, viewer: Viewer, at: datetime) -> bool:
    """Put the receipt into the outbox where the giver is outside and has an address; return whether it was."""
    address = find_address(idea, viewer=viewer)
    if not address:
        return False
    reader = Member.objects.visible_to(viewer).filter(pk=idea.reader_id).values_list("name", flat=True).first()
    letter = wording.write_receipt(
        number=idea.number,
        title=idea.title,
        name=idea.person.name if idea.person else idea.outsider_name,
        reader=reader or "",
        answer_by=idea.answer_by,
        house=identity_queries.get_house().name,
    )
    reply = ids.new("reply")
    posted = mail.put(to=[address], subject=letter.subject, body=letter.body, about=reply, at=at, viewer=viewer)
    row = Reply(
        id=reply,
        idea=idea,
        kind=ReplyKind.RECEIPT,
        person_id=idea.person_id,
        contact_id=idea.contact_id,
        address=address,
        text=letter.body,
        mail=posted,
        told_at=at,
    )
    undo.keep_new(Reply.objects.add(row), subject=idea.pk)
    return True


def find_address(idea: Idea, *, viewer: Viewer) -> str:
    """Return where to write to the giver outside, "" where nobody knows or it is one of ours."""
    if idea.outsider_email:
        return idea.outsider_email
    known = PersonAddress.objects.visible_to(viewer).filter(person_id=idea.person_id, kind="email").order_by("pk")
    return known.values_list("value", flat=True).first() or "" if idea.person_id else ""


def find_reason_against(about: str) -> str:
    """Return why a waiting mail of ours goes out no more: the idea, or what was said of it, was taken back meanwhile."""
    if ids.kind_of(about) != "reply":
        return ""
    replies = Reply.objects.unscoped(reason="whether a waiting mail still stands is asked for the house")
    row = replies.select_related("idea").filter(pk=about).first()
    if row is None or row.idea.state == IdeaState.WITHDRAWN:
        return WITHDRAWN
    is_here = row.kind == ReplyKind.RECEIPT and row.idea.audience == Audience.ACCOUNT
    if is_here and not notices.find_place(person=row.person_id or "", account=row.idea.account_id or ""):
        return GONE
    return ""
