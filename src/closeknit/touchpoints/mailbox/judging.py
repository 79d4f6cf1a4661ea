"""What a mail to the house's own address is: whose, how that is proven, and whether a person wrote it at all."""

import email
import email.policy
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from closeknit.identity.models import Member
from closeknit.kit import mail, mailbox
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.drafts import hash_key
from closeknit.touchpoints.readers import headers, senders
from closeknit.touchpoints.readers.conversation import Participant

# Given the ids of the mails that one answers: the member to whom one of them was sent, where the house itself wrote it.
Answered = Callable[[Sequence[str], datetime], str | None]

# Given the ids of the mails that one answers: the address to which one of them was sent, where the house wrote it to somebody outside.
Addressee = Callable[[Sequence[str], datetime], str | None]

_answered: list[Answered] = []
_addressees: list[Addressee] = []


@dataclass(frozen=True)
class Judged:
    """One mail: the sender that it names, the member whose address that is, what proves it, and why it is left out, where it is."""

    sender: Participant
    subject: str
    member: str | None
    proof: str
    left_out: str
    own: frozenset[str]


def also_answered(find: Answered) -> None:
    """Let a room above say which mails of the house's own were answered, and by whom: their ids are secret to those who got them."""
    _answered.append(find)


def also_written_to(find: Addressee) -> None:
    """Let a room above say to which address outside the house wrote a mail that is answered here: whoever knows its id got it."""
    _addressees.append(find)


def list_answered(message: Message) -> list[str]:
    """Return the ids of the mails that a mail says it answers."""
    return [*headers.read_ids(message, "In-Reply-To"), *headers.read_ids(message, "References")][:50]


def key_of(data: bytes) -> str:
    """Return what a mail is known by: its Message-ID and its body. The same mail on another way has other headers and is the same."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    ids = headers.read_ids(message, "Message-ID")
    body = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[-1]
    return hash_key("letter", ids[0] if ids else "", hashlib.sha256(body).hexdigest())


def judge(data: bytes, *, viewer: Viewer, at: datetime) -> Judged:
    """Return what a mail is, as far as its headers and our own mail server tell."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    box = mailbox.find_mailbox()
    server = mail.find_server()
    own = frozenset(address for address in (box and box.address, server and server.sender.lower()) if address)
    named = next(iter(headers.read_people(message, "From")), Participant("", ""))
    sender = senders.find_sender(message)
    member = _find_member(sender, viewer)
    proof = senders.prove_sender(message, receiver=box.receiver if box else "", proof=box.proof if box else "any")
    if not proof and member and _find_answered(message, at) == member:
        proof = "token"
    if not proof and not member and sender and _find_addressee(message, at) == sender.address:
        proof = "token"
    return Judged(
        sender=named,
        subject=headers.read_text(message, "Subject")[:300],
        member=member,
        proof=proof,
        left_out=senders.classify_automatic(message, own=own),
        own=own,
    )


def _find_member(sender: Participant | None, viewer: Viewer) -> str | None:
    if sender is None:
        return None
    here = Member.objects.visible_to(viewer).filter(email__iexact=sender.address, left_at__isnull=True)
    return here.values_list("pk", flat=True).first()


def _find_answered(message: Message, at: datetime) -> str | None:
    ids = list_answered(message)
    return next((member for find in _answered if ids and (member := find(ids, at))), None)


def _find_addressee(message: Message, at: datetime) -> str | None:
    ids = list_answered(message)
    return next((address for find in _addressees if ids and (address := find(ids, at))), None)
