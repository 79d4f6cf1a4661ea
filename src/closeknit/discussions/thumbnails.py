"""Showing a thumbnail from an address that takes no cookie: the token in the path says for whose eyes it is, and until when.

Nothing is kept of it, as looking at a page writes nothing: what it says is sealed with the house's key, and nobody else can read or make
one. It opens nothing by itself: whoever comes with it gets the thumbnail only as long as the person it was made for may read the file.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

from closeknit.discussions import people, tickets
from closeknit.kit import files
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

# A page may stand open for a while before somebody comes to the end of it.
HOLDS = timedelta(hours=1)
_LONGEST_TOKEN = 1000


def token_of(file: str, *, viewer: Viewer, at: datetime) -> str:
    """Return the token by which the viewer is shown the thumbnail of a file for the next half hour or more.

    Whether there is one, and whether they may see it, is looked at when they come with it. Asked twice, it is the same one.
    """
    mine = people.as_reader(viewer)
    until = round(tickets.end_of(at, HOLDS).timestamp())
    said = "\0".join((file, mine.member or "", mine.person or "", mine.account or "", str(until)))
    return _written(_lock().encrypt(said.encode(), None))


def fetch(token: str, *, at: datetime) -> Path:
    """Return where the thumbnail stands that a token shows now, or raise NotFound: also where its person may not read the file any more."""
    file, member, person, account, until = _open(token).split("\0")
    if int(until) <= at.timestamp():
        raise NotFound
    row = tickets.find(file, viewer=people.viewer_of(member or None, person or None, account or None))
    path = files.path_beside(row.file, row.thumbnail)
    if not row.thumbnail or not path.is_file():
        raise NotFound
    return path


def _open(token: str) -> str:
    """Return what a token says, or raise NotFound where it is none of ours, letter by letter."""
    if len(token) > _LONGEST_TOKEN:
        raise NotFound
    try:
        sealed = base64.urlsafe_b64decode(f"{token}==")
        said = _lock().decrypt(sealed, None).decode()
    except (ValueError, InvalidTag) as error:
        raise NotFound from error
    # Base64 has several ways to write the same: only one of them is a token.
    if _written(sealed) != token:
        raise NotFound
    return said


def _written(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _lock() -> AESSIV:
    # SIV takes no nonce: the same words are sealed alike, and an address that is asked for twice is the same.
    return AESSIV(hmac.new(settings.SECRET_KEY.encode(), b"closeknit thumbnail", hashlib.sha512).digest())
