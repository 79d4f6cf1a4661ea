"""The headers of a mail, read from their raw lines: what is broken gives less, never an error.

The standard library's modern policy parses each header by a grammar, whose time grows with the square of a long line
and which raises on some broken ones; here only what a touchpoint needs is decoded.
"""

import email.errors
import email.header
import email.utils
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import Message

from closeknit.kit.tables import dates, encodings
from closeknit.touchpoints.readers.conversation import Participant, clean

_MAX_LENGTH = 20_000
_MAX_PEOPLE = 200
_ENCODED = re.compile(r"=\?([\w.:-]{1,40}?)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=", re.I)
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")
# Names that mails use and Python does not know.
_ALIASES = {
    **dict.fromkeys(("ks_c_5601-1987", "ks_c_5601", "korean", "ksc5601"), "cp949"),
    **dict.fromkeys(("gb2312", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("unknown-8bit", "x-unknown", "default", "us-ascii", "ascii", "iso-8859-1", "latin1"), "cp1252"),
    **dict.fromkeys(("utf8", "utf-8mb4", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("shift-jis", "x-sjis", "sjis"), "cp932"),
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8-e"), "iso8859_8"),
}


def read_text(message: Message, name: str) -> str:
    """Return the first header of a name as one decoded line, empty when there is none."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return _decoded(value)
    return ""


def read_people(message: Message, name: str) -> tuple[Participant, ...]:
    """Return everybody in the headers of a name; a name without an address stays, an address that is none is dropped."""
    people: list[Participant] = []
    for key, value in message.raw_items():
        if key.lower() != name.lower() or len(people) >= _MAX_PEOPLE:
            continue
        # Names are decoded after the addresses are parted: an encoded name may hold a comma.
        raw = _unfolded(value)
        for said, address in email.utils.getaddresses([raw])[:_MAX_PEOPLE]:
            shown, real = _decoded(said).strip(" '\""), address.strip().strip("<>").lower()
            real = real if re.fullmatch(r"[^@\s]+@[^@\s]+", real) else ""
            if shown or real:
                people.append(Participant(shown if shown.lower() != real else "", real))
        if not people:
            found = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", raw)
            people.extend(Participant("", address.lower()) for address in found[:_MAX_PEOPLE])
    return tuple(dict.fromkeys(people))


def read_ids(message: Message, name: str) -> tuple[str, ...]:
    """Return the message ids in a header without their angle brackets, in order."""
    raw = read_text(message, name)
    found = re.findall(r"<([^<>\s]+)>", raw)
    return tuple(found) if found else tuple(raw.split()[:1])


def read_date(message: Message) -> datetime | None:
    """Return when a mail was sent, in UTC: its date, else the last hop that it passed, else None."""
    written = [read_text(message, "Date"), read_text(message, "Received").rpartition(";")[2]]
    for text in written:
        moment = _moment(text.strip())
        if moment is not None:
            return moment
    return None


def decode_name(written: str) -> str:
    """Return a file name or other piece of a header, decoded, on one line."""
    return _decoded(written)


def decode_bytes(data: bytes, charset: str) -> str:
    """Return the text of a body in the charset that it says, or in the one that it is in when that does not fit."""
    codec = _ALIASES.get(charset.strip().lower(), charset.strip().lower())
    for candidate in ([codec] if codec else []) + ["utf-8"]:
        try:
            return data.decode(candidate)
        except (LookupError, UnicodeError, ValueError):
            continue
    text, _ = encodings.decode(data)
    return text


def _decoded(value: object) -> str:
    text = _BETWEEN.sub(r"\1\2", _unfolded(value))
    return " ".join(clean(_ENCODED.sub(_decode_word, text)).split())


def _unfolded(value: object) -> str:
    """The header as text; bytes that are not ASCII come as lone surrogates from the parser."""
    text = str(value)[:_MAX_LENGTH]
    if re.search(r"[\udc80-\udcff]", text):
        text = decode_bytes(text.encode("utf-8", "surrogateescape"), "")
    return re.sub(r"[\r\n]+[ \t]*", " ", text)


def _decode_word(found: re.Match[str]) -> str:
    try:
        data = email.header.decode_header(f"=?utf-8?{found[2]}?{found[3]}?=")[0][0]
    except (email.errors.HeaderParseError, ValueError, UnicodeError):
        return found[0]
    if not data:
        return found[0]
    return decode_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "replace"), found[1])


def _moment(text: str) -> datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        if 1970 <= moment.year < 2200:
            return moment
    except (ValueError, TypeError, OverflowError, IndexError):
        pass
    try:
        return dates.parse_datetime(re.sub(r"\s*\([^()]*\)\s*$", "", text))
    except ValueError:
        return None


def join_people(*groups: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return everybody once, by address where there is one, with the first name that was given."""
    known: dict[str, Participant] = {}
    for person in (person for group in groups for person in group):
        key = person.address or person.name
        if key not in known or not known[key].name:
            known[key] = person
    return tuple(known.values())
