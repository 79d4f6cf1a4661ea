"""Writing to somebody at an account out of the house: the mail goes into the outbox and is kept as our message, in one act."""

from datetime import datetime

from closeknit.accounts import asks
from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import ContactRow
from closeknit.analysis.kinds import AskKind, Direction, Medium
from closeknit.identity import queries as identity_queries
from closeknit.kit import mail
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.today import events
from closeknit.touchpoints import conversations
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.drafts import Line, Speaker


class NothingWritten(Refused):
    """There is nothing in the letter."""


class NoAddress(Refused):
    """Nobody knows where to write to."""


@operation(Capability.HAND_IN)
def write_letter(*, contact: str, subject: str, body: str, viewer: Viewer, at: datetime, despite: str = "") -> str:
    """Send a mail to a contact and return the touchpoint that keeps it.

    Raises NotFound, NothingWritten, NoAddress, NoServer, or AskedTooOften unless `despite` says why it must be. It answers the newest mail
    of theirs, where one waits: that asks for nobody's time. Their answer goes to whoever wrote.
    """
    person = account_queries.get_contact(contact, viewer=viewer)
    _check_can_go(person, subject, body)
    me, today = identity_queries.get_member(viewer.id, viewer=viewer), identity_queries.today_at(at)
    answered = conversations.find_open_message(person.account_id, viewer=viewer, before=at)
    is_above = not answered and asks.check_can_ask(contact=contact, on=today, despite=despite, viewer=viewer)
    touchpoint = touchpoint_operations.record_touchpoint(
        account=person.account_id,
        medium=Medium.EMAIL,
        direction=Direction.OURS,
        started_at=at,
        subject=subject.strip(),
        lines=[Line(body.strip(), 0)],
        speakers=[Speaker(member=viewer.id), Speaker(contact=contact, is_speaker=False)],
        conversation=answered,
        viewer=viewer,
        at=at,
    )
    if is_above:
        asks.record_ask(
            contact=contact, kind=AskKind.MAIL, on=today, about=touchpoint, despite=despite, viewer=viewer, at=at
        )
    sent = mail.put(
        to=[person.email],
        subject=" ".join(subject.split())[:300],
        body=body.strip(),
        about=touchpoint,
        headers={"Reply-To": me.email},
        viewer=viewer,
        at=at,
    )
    written = events.LetterWritten(subject=touchpoint, account=person.account_id, mail=sent, contact=contact)
    record(written, viewer=viewer, at=at)
    return touchpoint


def _check_can_go(person: ContactRow, subject: str, body: str) -> None:
    if not body.strip() or not subject.strip():
        raise NothingWritten("Write a subject and at least a line. Nothing was sent.")
    if not person.email:
        raise NoAddress(f"No e-mail address of {person.name} is known. Add one on their page; nothing was sent.")
    if mail.find_server() is None:
        raise mail.NoServer(
            "The house has no mail server yet, so nothing was sent. Write with your own mail program instead."
        )
