"""What may hang on a comment: how large, of which kinds, under which name; told by the bytes, not by what the sender says."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from closeknit.discussions import checks, pictures
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


def prepare(several: Sequence[Given]) -> list[Ready]:
    """Return files as they are kept, or raise BadFile, BadPicture or TooMuch; then none of them is."""
    if len(several) > checks.MOST_FILES:
        raise checks.TooMuch(
            gettext("At most %(most)d files hang on one comment. Nothing was kept: send the others with another one.")
            % {"most": checks.MOST_FILES}
        )
    return [_prepare(one) for one in several]


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
    data = pictures.clean(given.data, kind) if kind in pictures.FORMATS else given.data
    return Ready(name, kind, data)


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
