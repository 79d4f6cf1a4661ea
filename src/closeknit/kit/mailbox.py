"""Incoming mail: the one door through which the house looks into a mailbox (IMAP4rev1, RFC 3501).

The mailbox is opened to be read only, so that no mail is ever deleted, moved or marked, whatever happens here. How far it was read is kept
as the server's own number of a mail; a mail that is moved away is missed by nobody, and one that is moved in has a new number.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from closeknit.kit.house_folder import HouseFolder
from closeknit.kit.models import Mailbox
from closeknit.kit.refusals import Refused

PASSWORD = "mailbox_password"  # noqa: S105 - the name of a file, not a password
MOST_BYTES = 32 * 1024 * 1024
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WHY = "there is one mailbox, for everyone"


class NotReached(Refused):
    """The mailbox could not be looked into; the sentence carries what the server said."""


class BadMailbox(Refused):
    """A setting that no mailbox can have."""


@dataclass(frozen=True)
class Box:
    """The mailbox as the settings page shows it; the password never leaves the house folder."""

    address: str
    host: str
    port: int
    security: str
    login: str
    folder: str
    receiver: str
    proof: str
    has_password: bool
    since_on: date
    uid_validity: int | None
    last_uid: int
    looked_at: datetime | None
    problem: str


@dataclass(frozen=True)
class Letter:
    """One mail in the mailbox: the server's number for it, its size, and its bytes; None where it is larger than we read."""

    uid: int
    n_bytes: int
    data: bytes | None


def find_mailbox() -> Box | None:
    """Return the house's mailbox, or None where none is set."""
    row = Mailbox.objects.unscoped(reason=_WHY).first()
    if row is None:
        return None
    return Box(
        address=row.address,
        host=row.host,
        port=row.port,
        security=row.security,
        login=row.login,
        folder=row.folder,
        receiver=row.receiver,
        proof=row.proof,
        has_password=_folder().read_secret(PASSWORD) is not None,
        since_on=row.since_on,
        uid_validity=row.uid_validity,
        last_uid=row.last_uid,
        looked_at=row.looked_at,
        problem=row.problem,
    )


def keep_mailbox(
    *,
    address: str,
    host: str,
    port: int,
    security: str,
    login: str,
    folder: str,
    receiver: str,
    proof: str,
    password: str,
    since_on: date,
) -> None:
    """Keep the mailbox; an empty `password` leaves the one that is known; or raise BadMailbox. Called by an operation of `identity`.

    Another mailbox, or another folder of it, is read from the day `since_on`; the same one goes on where it was.
    """
    for value in (host, login, folder, receiver, password):
        if not value.isprintable() or not value.isascii():
            raise BadMailbox(
                "Names of servers and folders, user names and passwords are plain letters, numbers and signs here."
            )
    said = {"address": address.lower(), "host": host, "port": port, "security": security, "login": login}
    said |= {"folder": folder, "receiver": receiver.strip().lower(), "proof": proof, "problem": ""}
    known = Mailbox.objects.unscoped(reason=_WHY).first()
    if known is None:
        Mailbox.objects.add(Mailbox(**said, since_on=since_on))
    else:
        if any(getattr(known, name) != said[name] for name in ("host", "port", "login", "folder")):
            said |= {"since_on": since_on, "uid_validity": None, "last_uid": 0}
        known.change(**said)
    if password:
        _folder().write_secret(PASSWORD, password)


def forget_mailbox() -> None:
    """Look into no mailbox any more, and forget its password. Called by an operation of `identity`."""
    Mailbox.objects.unscoped(reason=_WHY).delete()
    _folder().forget_secret(PASSWORD)


def keep_place(*, uid_validity: int, uid: int) -> None:
    """Write down how far the mailbox was read, in the transaction of the mail that was."""
    Mailbox.objects.unscoped(reason=_WHY).update(uid_validity=uid_validity, last_uid=uid)


def keep_look(*, at: datetime, problem: str = "") -> None:
    """Write down when the mailbox was looked into, and why that failed, where it did."""
    Mailbox.objects.unscoped(reason=_WHY).update(looked_at=at, problem=problem)


def test_connection() -> str:
    """Return what is in the mailbox, as a sentence, or raise NotReached with what the server said."""
    with opened() as looked:
        return f"It can be opened: {looked.n_mails} mail{'' if looked.n_mails == 1 else 's'} in {looked.folder}. None was changed."


class Looked:
    """The mailbox while it is open. Nothing here changes anything in it."""

    def __init__(self, session: imaplib.IMAP4, folder: str) -> None:
        self.folder = folder
        self._session = session
        found, answer = session.select(_quoted(folder), readonly=True)
        if found != "OK":
            raise NotReached(f"There is no folder “{folder}” there: {_text(answer[0] if answer else b'')}.")
        self.n_mails = _number(answer[0] if answer else None)
        self.uid_validity = _number((session.response("UIDVALIDITY")[1] or [None])[0])

    def list_new(self, *, after: int, since: date, most: int) -> list[int]:
        """Return the numbers of at most `most` mails above `after` that came on the day `since` or later, rising."""
        day = f"{since.day:02d}-{_MONTHS[since.month - 1]}-{since.year}"
        _, answer = self._session.uid("SEARCH", "UID", f"{after + 1}:*", "SINCE", day)
        found = [int(word) for word in b" ".join(part for part in answer if part).split()]
        # "n:*" holds the last mail even where its number is smaller than n.
        return sorted(uid for uid in set(found) if uid > after)[:most]

    def fetch(self, uid: int) -> Letter | None:
        """Return one mail, without marking it as read, or None where it is not there any more."""
        _, answer = self._session.uid("FETCH", str(uid), "(RFC822.SIZE)")
        said = b" ".join(part if isinstance(part, bytes) else part[0] for part in answer if part)
        size = re.search(rb"RFC822\.SIZE (\d+)", said)
        if size is None:
            return None
        if int(size[1]) > MOST_BYTES:
            return Letter(uid, int(size[1]), None)
        _, answer = self._session.uid("FETCH", str(uid), "(BODY.PEEK[])")
        data = next((part[1] for part in answer if isinstance(part, tuple)), None)
        return Letter(uid, int(size[1]), data) if data is not None else None


@contextmanager
def opened() -> Iterator[Looked]:
    """Open the mailbox to be read; whatever goes wrong is NotReached."""
    known = find_mailbox()
    if known is None:
        raise NotReached("No mailbox is set yet.")
    try:
        with _connected(known) as session:
            session.login(known.login, _folder().read_secret(PASSWORD) or "")
            yield Looked(session, known.folder)
    except (imaplib.IMAP4.error, OSError, EOFError) as error:
        # The library's own errors carry what the server said as bytes.
        said = _text(error.args[0]) if isinstance(error, imaplib.IMAP4.error) and error.args else _text(error)
        raise NotReached(f"{known.host}:{known.port} could not be read: {said}.") from error


@contextmanager
def _connected(known: Box) -> Iterator[imaplib.IMAP4]:
    timeout, context = settings.EMAIL_TIMEOUT, ssl.create_default_context()
    if known.security == "tls":
        session: imaplib.IMAP4 = imaplib.IMAP4_SSL(known.host, known.port, ssl_context=context, timeout=timeout)
    else:
        session = imaplib.IMAP4(known.host, known.port, timeout=timeout)
    try:
        if known.security == "starttls":
            session.starttls(ssl_context=context)
        yield session
    finally:
        # A line that broke cannot be closed politely; what broke it is the error that counts.
        with suppress(imaplib.IMAP4.error, OSError):
            session.logout()
        with suppress(OSError):
            session.shutdown()


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _number(answer: bytes | None) -> int:
    return int(answer) if answer and answer.isdigit() else 0


def _text(said: object) -> str:
    plain = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(plain.split())[:300].rstrip(".")


def _folder() -> HouseFolder:
    folder: HouseFolder = settings.HOUSE_FOLDER
    return folder
