"""Sending our words to a contact, or keeping that they were said: either way they are a conversation of ours with the account."""

from datetime import datetime

from closeknit.accounts.models import Contact, PersonAddress
from closeknit.analysis.kinds import Direction, Medium
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, mail
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.drafts import TALKS, Line, Speaker
from closeknit.touchpoints.models import Touchpoint


class NoAddress(Refused):
    """Nobody knows where to write to."""


class NoTalk(Refused):
    """What was chosen is no way of talking."""


def send(
    contact: Contact, *, subject: str, body: str, viewer: Viewer, at: datetime, conversation: str = ""
) -> Touchpoint:
    """Put a mail to the contact into the outbox and keep it as our message; called inside an operation. Raises NoAddress.

    Without a mail server it waits there and is shown. Their answer goes to whoever wrote.
    """
    addresses = PersonAddress.objects.visible_to(viewer).filter(person=contact.person_id, kind="email")
    address = addresses.order_by("pk").values_list("value", flat=True).first()
    if address is None:
        raise NoAddress(
            f"No e-mail address of {contact.person.name} is known. Add one on their page; nothing was sent."
        )
    touchpoint = touchpoint_operations.record_touchpoint(
        account=contact.account_id,
        medium=Medium.EMAIL,
        direction=Direction.OURS,
        started_at=at,
        subject=subject,
        lines=[Line(body, 0)],
        speakers=[Speaker(member=viewer.id), Speaker(contact=contact.pk, is_speaker=False)],
        conversation=conversation,
        viewer=viewer,
        at=at,
    )
    me = identity_queries.get_member(viewer.id, viewer=viewer)
    mail.put(
        to=[address],
        subject=subject,
        body=body,
        about=touchpoint,
        headers={"Reply-To": me.email},
        viewer=viewer,
        at=at,
    )
    return Touchpoint.objects.visible_to(viewer).get(pk=touchpoint)


def say(contact: Contact, *, text: str, medium: str, said_at: datetime, viewer: Viewer, at: datetime) -> str:
    """Keep that this was said to the contact in a talk, and return the touchpoint's id; called inside an operation. Raises NoTalk."""
    if medium not in TALKS:
        raise NoTalk("Choose how you talked: in a call, on a visit, in a meeting or over a coffee.")
    return touchpoint_operations.record_touchpoint(
        account=contact.account_id,
        medium=medium,
        started_at=said_at,
        lines=[Line(text, 0)],
        speakers=[Speaker(member=viewer.id), Speaker(contact=contact.pk, is_speaker=False)],
        viewer=viewer,
        at=at,
    )


def keep_answer(
    contact: Contact | None,
    *,
    account: str,
    words: str,
    wording: str,
    medium: str,
    said_at: datetime,
    viewer: Viewer,
    at: datetime,
    conversation: str = "",
) -> str:
    """Keep what they answered as their words and return the touchpoint's id; called inside an operation. Raises StillToCome."""
    lines = [Line(words.strip(), 0 if contact else None)]
    return touchpoint_operations.record_touchpoint(
        account=account,
        medium=medium,
        started_at=said_at,
        lines=lines,
        speakers=[Speaker(contact=contact.pk)] if contact else [],
        direction=Direction.BOTH if medium in TALKS else Direction.THEIRS,
        wording=wording,
        conversation=conversation,
        viewer=viewer,
        at=at,
    )


def find_reason_against(about: str) -> str:
    """Return why a mail that waits does not go out any more: what it stands for was taken back before. Asked by the outbox."""
    if ids.kind_of(about) != "touchpoint":
        return ""
    kept = Touchpoint.objects.unscoped(reason="the outbox is sent for everyone").filter(pk=about)
    return "" if kept.exists() else "It was taken back before it went out."
