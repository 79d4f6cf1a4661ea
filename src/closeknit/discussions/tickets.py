"""Handing out a file from an address that takes no cookie: a token in the path, for one person, for a few minutes.

The token opens nothing by itself. Whoever comes with it gets the file only as long as the person it was given to may still read it.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from closeknit.discussions import checks, events, people, subjects
from closeknit.discussions.models import Attachment, Ticket
from closeknit.discussions.people import Reader
from closeknit.kit import files, ids
from closeknit.kit.events import record
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

HOLDS = timedelta(minutes=10)


@dataclass(frozen=True)
class Handed:
    """A file that can be handed out now: where it stands, how it is called, of which content type it is."""

    path: Path
    name: str
    kind: str
    n_bytes: int


@dataclass(frozen=True)
class Kept:
    """A file that hangs elsewhere than on a comment, as its room keeps it."""

    file: str
    name: str
    kind: str
    n_bytes: int
    # The hash of its thumbnail; empty where it has none.
    thumbnail: str


# Given the id of a file and a viewer: the file, where the viewer may read it now; else NotFound is raised.
Finder = Callable[[str, Viewer], Kept]

_elsewhere: dict[str, Finder] = {}


def register(kind: str, find: Finder) -> None:
    """Let files of another room be fetched by a token, too; `kind` is the kind that their ids carry."""
    _elsewhere[kind] = find


def give(attachment: str, *, viewer: Viewer, at: datetime) -> str:
    """Return the token by which the viewer can fetch a file for the next minutes, or raise NotFound. Called within an operation."""
    row = checks.get_attachment(attachment, viewer=viewer)
    about = subjects.get(row.comment.thread.subject, viewer=viewer)
    token = _write(row.pk, people.reader_of(viewer, about), at, attachment=row)
    asked = events.FileAsked(subject=row.pk, account=row.comment.thread.account_id or "", comment=row.comment_id)
    record(asked, viewer=viewer, at=at)
    return token


def give_elsewhere(file: str, *, viewer: Viewer, at: datetime) -> str:
    """Return the token for a file of another room, or raise NotFound. Called within an operation, which says so itself."""
    _find_elsewhere(file, viewer)
    return _write(file, people.as_reader(viewer), at, other=file)


def fetch(token: str, *, at: datetime) -> Handed:
    """Return the file that a token opens now, or raise NotFound: also where its person may not read it any more."""
    rows = Ticket.objects.unscoped(reason="the token is the key; whose it is, is looked at again").filter(
        hash=_hash(token), expires_at__gt=at
    )
    ticket = rows.first()
    if ticket is None:
        raise NotFound
    eyes = people.viewer_of(ticket.member_id, ticket.person_id, ticket.account_id)
    row = find(ticket.attachment_id or ticket.other, viewer=eyes)
    path = files.path_of(row.file)
    if not path.is_file():
        raise NotFound
    return Handed(path, row.name, row.kind, row.n_bytes)


def find(file: str, *, viewer: Viewer) -> Kept:
    """Return a file, wherever it hangs, where the viewer may read it now; or raise NotFound."""
    if ids.kind_of(file) != "attachment":
        return _find_elsewhere(file, viewer)
    row = checks.get_attachment(file, viewer=viewer)
    subjects.get(row.comment.thread.subject, viewer=viewer)
    return Kept(row.file, row.name, row.kind, row.n_bytes, row.thumbnail)


def end_of(at: datetime, holds: timedelta) -> datetime:
    """Return a moment between half of `holds` and the whole of it from `at`, the same one for all who ask within that half."""
    half = holds.total_seconds() / 2
    return at + timedelta(seconds=2 * half - at.timestamp() % half)


def _find_elsewhere(file: str, viewer: Viewer) -> Kept:
    find = _elsewhere.get(ids.kind_of(file))
    if find is None:
        raise NotFound
    return find(file, viewer)


def _write(file: str, mine: Reader, at: datetime, *, attachment: Attachment | None = None, other: str = "") -> str:
    """Keep the right of a reader to one file and return its token."""
    # The same one for whoever asks again at once: a row each press would be a way to fill the store.
    expires_at = end_of(at, HOLDS)
    token = _token(file, mine.key, mine.account or "", expires_at)
    Ticket.objects.unscoped(reason="what has expired opens nothing, whosever it was").filter(expires_at__lt=at).delete()
    ticket = Ticket(
        hash=_hash(token), attachment=attachment, other=other, member_id=mine.member, person_id=mine.person,
        account_id=mine.account, expires_at=expires_at,
    )  # fmt: skip
    Ticket.objects.add_many([ticket], ignore_conflicts=True)
    return token


def _token(attachment: str, reader: str, account: str, expires_at: datetime) -> str:
    said = f"file\0{attachment}\0{reader}\0{account}\0{round(expires_at.timestamp())}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
