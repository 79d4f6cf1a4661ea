"""Mail: one message (.eml) or a mailbox (.mbox), each message a conversation of one turn with its whole body.

What is quoted and what is a signature stays in the text; which ranges are the writer's own is decided by who reads on.
"""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import Message
from typing import BinaryIO

from closeknit.analysis.kinds import Medium
from closeknit.touchpoints.readers import headers, markup
from closeknit.touchpoints.readers.conversation import (
    Conversation,
    Participant,
    Rejected,
    Turn,
    check_length,
    clean,
    hash_values,
)

_MAX_MESSAGE = 64 * 1024 * 1024
_MAX_PARTS = 500
_FROM_LINE = re.compile(rb"From .*\d{1,2}:\d{2}|From - |From \S+@\S+\s*$|From MAILER-DAEMON|From \S+\s+\w{3} \w{3}")
_HEADER_LINE = re.compile(rb"[!-9;-~]{1,76}:")
_KNOWN = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id|received|return-path|mime-version|content-type|delivered-to|reply-to|x-[\w-]+):",
    re.I | re.M,
)


def looks_like_mbox(head: bytes) -> bool:
    """Return whether bytes begin as a mailbox does: a "From " line with a header behind it."""
    lines = head.lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    return len(lines) > 1 and bool(_FROM_LINE.match(lines[0])) and bool(_HEADER_LINE.match(lines[1].lstrip(b">")))


def looks_like_mail(head: bytes) -> bool:
    """Return whether bytes begin with headers, at least two of the usual ones, one of them Date, From or Received."""
    block = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    lines = block.splitlines()
    if not lines or not _HEADER_LINE.match(lines[0]):
        return False
    if not all(_HEADER_LINE.match(line) or line[:1] in b" \t" for line in lines[:12]):
        return False
    found = {name.lower() for name in _KNOWN.findall(block)}
    return len(found) >= 2 and bool(found & {b"from:", b"received:", b"return-path:", b"message-id:", b"mime-version:"})


def read_mbox(stream: BinaryIO) -> Iterator[Conversation | Rejected]:
    """Yield one conversation or rejection a message, holding one message at a time."""
    for number, data in enumerate(_split(stream), start=1):
        yield Rejected(number, "is larger than 64 MB") if data is None else read(data, number=number)


def read(data: bytes, *, number: int = 1, shorten: Callable[[str, str], str] | None = None) -> Conversation | Rejected:
    """Return the conversation of one message; what cannot be read in it is left out, and only all of it rejects it.

    `shorten(body, writer)` may cut a body before it is looked at; without it an endless one rejects the message.
    """
    try:
        return _read(data, number, shorten)
    except RecursionError:
        return Rejected(number, "has parts nested too deeply")
    except Exception as error:  # the parser meets bytes that nobody foresaw; the next message is still good
        return Rejected(number, f"cannot be read as mail ({type(error).__name__})")


def read_body(message: Message) -> tuple[str, tuple[str, ...]]:
    """Return the text that a person would see, plain parts before HTML ones, and the names of what is attached."""
    plain: list[str] = []
    pages: list[str] = []
    attachments: list[str] = []
    for part in _list_parts(message):
        name = _file_name(part)
        kind = part.get_content_type()
        disposition = str(part.get("Content-Disposition", "")).strip().lower()
        if disposition.startswith("attachment") or (name and not kind.startswith("text/")):
            attachments.append(name or kind)
        elif kind == "text/plain" or (kind == "text/enriched" and not plain):
            plain.append(_decode(part))
        elif kind == "text/html":
            pages.append(_decode(part))
        elif part.get_content_maintype() == "message":
            attachments.append(name or "a forwarded message")
        elif name:
            attachments.append(name)
    text = "\n".join(body for body in plain if body.strip())
    if not any(char.isalnum() for char in text):
        text = "\n".join(markup.to_text(page) for page in pages)
    elif len(plain) == 1 and not pages and text.lstrip().startswith("<") and markup.looks_like(text[:500]):
        text = markup.to_text(text)
    return clean(text), tuple(clean(name)[:200] for name in attachments[:100])


def _read(data: bytes, number: int, shorten: Callable[[str, str], str] | None) -> Conversation | Rejected:
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=email.policy.compat32)
    sender = headers.read_people(message, "From") or headers.read_people(message, "Sender")
    subject = headers.read_text(message, "Subject")
    if _is_report(message):
        return Rejected(number, "is a delivery report, not somebody's words")
    body, attachments = read_body(message)
    if not any(char.isalnum() for char in body):
        named = f"; it carries {', '.join(attachments[:5])}" if attachments else ""
        return Rejected(number, f"has no words{named}")
    if not sender and not message.keys():
        return Rejected(number, "has no headers, so nobody is known to have sent it")
    sent_at = headers.read_date(message)
    author = sender[0] if sender else Participant("", "")
    body = shorten(body, author.name) if shorten else body
    too_long = check_length((Turn("", "", body),))
    if too_long:
        return Rejected(number, too_long)
    ids = headers.read_ids(message, "Message-ID")
    answers = headers.read_ids(message, "In-Reply-To") or headers.read_ids(message, "References")[-1:]
    return Conversation(
        external_id=ids[0][:500] if ids else _hash(author, sent_at, subject, body),
        medium=Medium.EMAIL,
        subject=clean(subject)[:300],
        started_at=sent_at,
        turns=(Turn(speaker=author.name, address=author.address, text=body, at=sent_at),),
        participants=headers.join_people(
            sender, headers.read_people(message, "To"), headers.read_people(message, "Cc")
        ),
        reply_to=answers[0][:500] if answers else "",
        language_hint=headers.read_text(message, "Content-Language").split(",")[0][:20],
        place=f"message {number}",
        attachments=attachments,
    )


def _hash(author: Participant, sent_at: datetime | None, subject: str, body: str) -> str:
    """A message without an id is known by who wrote what when."""
    said = sent_at.isoformat() if sent_at else ""
    return hash_values((("from", author.address or author.name), ("date", said), ("subject", subject), ("body", body)))


def _is_report(message: Message) -> bool:
    kind = message.get_content_type()
    return kind == "multipart/report" and "delivery-status" in str(message.get("Content-Type", "")).lower()


def _list_parts(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order, without going into forwarded messages; never by recursion."""
    waiting: list[Message] = [message]
    count = 0
    while waiting and count < _MAX_PARTS:
        part = waiting.pop()
        count += 1
        inside = part.get_payload()
        if isinstance(inside, str) and part.get_content_maintype() == "multipart":
            inside = _mend(inside)
        if isinstance(inside, list) and part.get_content_maintype() == "multipart":
            waiting.extend(one for one in reversed(inside) if isinstance(one, Message))
        else:
            yield part


def _mend(body: str) -> list[Message]:
    """Some programs announce one boundary and write another: take the one that is there."""
    written = re.search(r"^--(\S.{0,70}?)[ \t\r]*$", body[:20_000], re.M)
    kind = f'multipart/mixed; boundary="{written[1]}"' if written else "text/plain"
    mended = email.message_from_string(f"Content-Type: {kind}\n\n{body}", policy=email.policy.compat32)
    inside = mended.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else [mended]


def _decode(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset("") if part.get("Content-Type") else ""
    return headers.decode_bytes(payload, charset or "")


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename("")
    except (ValueError, LookupError, TypeError, AttributeError):
        return "a file"
    return headers.decode_name(name or "")


def _split(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the bytes of each message; None for one above the limit.

    A line that begins with "From " parts messages only after a blank line and before a header, so that a sentence
    which begins so and was not guarded does not cut its mail in two. ">From " is freed of its guard.
    """
    lines: list[bytes] = []
    size = 0
    begun = blank = False
    line = stream.readline(_MAX_MESSAGE)
    while line:
        following = stream.readline(_MAX_MESSAGE)
        if (not begun or blank) and _FROM_LINE.match(line) and _HEADER_LINE.match(following.lstrip(b">")):
            if begun:
                yield b"".join(lines) if size <= _MAX_MESSAGE else None
            lines, size, begun = [], 0, True
        elif begun:
            size += len(line)
            if size <= _MAX_MESSAGE:
                lines.append(re.sub(rb"^>(>*From )", rb"\1", line))
            else:
                lines = []
        blank = not line.strip()
        line = following
    if begun:
        yield b"".join(lines) if size <= _MAX_MESSAGE else None
