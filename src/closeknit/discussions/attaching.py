"""What may hang on a comment: how large, of which kinds, under which name; told by the bytes, not by what the sender says."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from closeknit.discussions import checks, pictures
from closeknit.discussions.pictures import Thumbnail
from closeknit.kit import files
from closeknit.kit.refusals import Refused

MOST_BYTES = 10 * 1024 * 1024
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
# Ending of the name, to content type and how such a file begins.
_KINDS: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (f"{_OFFICE}wordprocessingml.document", _ZIP),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", _ZIP),
    "pptx": (f"{_OFFICE}presentationml.presentation", _ZIP),
    "odt": (f"{_OPEN}text", _ZIP),
    "ods": (f"{_OPEN}spreadsheet", _ZIP),
    "odp": (f"{_OPEN}presentation", _ZIP),
    "doc": ("application/msword", _OLD),
    "xls": ("application/vnd.ms-excel", _OLD),
    "ppt": ("application/vnd.ms-powerpoint", _OLD),
    "zip": ("application/zip", _ZIP),
}
_TEXTS = {"txt": "text/plain", "csv": "text/csv", "md": "text/markdown"}
ENDINGS = ("jpg", "jpeg", "png", "webp", *_KINDS, *_TEXTS)


class BadFile(Refused):
    """A file that cannot hang on a comment."""


@dataclass(frozen=True)
class Given:
    """A file as somebody sends it. Of a larger one than can be kept, no more than one byte over need be read."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Ready:
    """A file as it is kept."""

    name: str
    kind: str
    data: bytes
    thumbnail: Thumbnail | None = None


def prepare(several: Sequence[Given]) -> list[Ready]:
    """Return files as they are kept, or raise BadFile, BadPicture or TooMuch; then none of them is."""
    if len(several) > checks.MOST_FILES:
        raise checks.TooMuch(
            gettext("At most %(most)d files hang on one comment. Nothing was kept: send the others with another one.")
            % {"most": checks.MOST_FILES}
        )
    return [_prepare(one) for one in several]


def keep(one: Ready, *, at: datetime) -> dict[str, Any]:
    """Keep a file, its thumbnail beside it, and return the columns of its row."""
    file = files.store([one.data])
    known = {"file": file, "name": one.name, "kind": one.kind, "n_bytes": len(one.data), "added_at": at}
    return known | keep_thumbnail(file, one.thumbnail)


def keep_thumbnail(file: str, thumbnail: Thumbnail | None) -> dict[str, Any]:
    """Keep the thumbnail of a file beside it, and return the columns that say so, or that there is none."""
    if thumbnail is None:
        return {"thumbnail": "", "width": 0, "height": 0}
    kept = files.store_beside(file, thumbnail.data)
    return {"thumbnail": kept, "width": thumbnail.width, "height": thumbnail.height}


def _prepare(given: Given) -> Ready:
    name = clean_name(given.name)
    if len(given.data) > MOST_BYTES:
        raise BadFile(
            gettext("“%(name)s” is larger than %(most)d MB. Nothing was kept: send a smaller file, or a link to it.")
            % {"name": name, "most": MOST_BYTES // (1024 * 1024)}
        )
    kind = _find_kind(name, given.data)
    if kind is None:
        raise BadFile(
            gettext(
                "“%(name)s” is of a kind that is not taken here. Pictures (JPEG, PNG, WebP), PDF, documents of office programs, text and "
                "ZIP are. Nothing was kept."
            )
            % {"name": name}
        )
    if kind not in pictures.FORMATS:
        return Ready(name, kind, given.data)
    data = pictures.clean(given.data, kind)
    return Ready(name, kind, data, pictures.shrink(data, kind))


def clean_name(name: str) -> str:
    """Return a file's name without folders, without signs that nobody sees, no longer than can be kept."""
    last = re.split(r"[\\/]", name)[-1]
    seen = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in last)
    tidy = " ".join(seen.split()).strip(". ") or "file"
    stem, dot, ending = tidy.rpartition(".")
    return f"{stem[:180]}{dot}{ending[:12]}" if dot and stem else tidy[:180]


def _find_kind(name: str, data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    ending = name.rpartition(".")[2].lower()
    if ending in _KINDS:
        kind, begins = _KINDS[ending]
        return kind if data.startswith(begins) else None
    if ending in _TEXTS and b"\0" not in data:
        return _TEXTS[ending]
    return None
