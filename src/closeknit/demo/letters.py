"""Mails: the plain .eml and .mbox files, their dates moved, gathered into the mailbox of the member who sent or got them."""

import mailbox
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, utils
from email.message import Message
from pathlib import Path

_DATE = re.compile(rb"^Date:[^\n]*$", re.MULTILINE)
_QUOTED_BEGINNING = re.compile(rb"^>(>*From )", re.MULTILINE)
_LIKE_A_BEGINNING = re.compile(rb"^(>*From )", re.MULTILINE)


def gather_mailboxes(folder: Path, members: Collection[str], *, days: int) -> dict[str, bytes]:
    """Return each member's mailbox as the bytes of an mbox file, oldest mail first, every date moved by `days`.

    A mail is in the mailbox of the member who sent it, else of the first to whom it was sent. What is quoted in it stays as it was.
    """
    boxes: dict[str, list[tuple[datetime, bytes]]] = defaultdict(list)
    for content in _read_mails(folder):
        message = message_from_bytes(content)
        sent_at = utils.parsedate_to_datetime(message["Date"]) + timedelta(days=days)
        boxes[_owner(message, members)].append((sent_at, _move(content, sent_at)))
    return {owner: b"".join(_entry(*mail) for mail in sorted(boxes[owner])) for owner in sorted(boxes)}


def _read_mails(folder: Path) -> Iterator[bytes]:
    for file in sorted(folder.glob("*.eml")):
        yield file.read_bytes()
    for file in sorted(folder.glob("*.mbox")):
        box = mailbox.mbox(file, create=False)
        try:
            for key in box.iterkeys():
                yield _QUOTED_BEGINNING.sub(rb"\1", box.get_bytes(key))
        finally:
            box.close()


def _owner(message: Message, members: Collection[str]) -> str:
    headers = [value for name in ("From", "To", "Cc") for value in message.get_all(name, [])]
    addresses = [address.lower() for _, address in utils.getaddresses(headers)]
    return next(address for address in addresses if address in members)


def _move(content: bytes, sent_at: datetime) -> bytes:
    head, blank, body = content.partition(b"\n\n")
    date = f"Date: {utils.format_datetime(sent_at)}".encode()
    return _DATE.sub(date, head, count=1) + blank + body


def _entry(sent_at: datetime, content: bytes) -> bytes:
    begin = f"From MAILER-DAEMON {sent_at:%a %b %d %H:%M:%S %Y}\n".encode()
    return begin + _LIKE_A_BEGINNING.sub(rb">\1", content).rstrip(b"\n") + b"\n\n"
