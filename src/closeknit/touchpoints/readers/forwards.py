"""A mail that somebody passes on: the remark above it, and the mail below as it was written, with its author and its day."""

import email
import email.policy
import re
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message

from closeknit.analysis.kinds import Medium
from closeknit.analysis.text import mail as own_mail
from closeknit.kit.tables import dates
from closeknit.touchpoints.readers import headers, mail
from closeknit.touchpoints.readers.conversation import Conversation, Participant, Turn, clean, hash_values

# More than this nobody reads; the whole mail is kept as a file.
MOST_LOOKED_AT = 1_000_000
MOST_KEPT = 200_000

_SEPARATOR = re.compile(
    r"\s*(?:[-_=]{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|doorgestuurd bericht|mensaje reenviado"
    r"|messaggio inoltrato|original message|original-?nachricht|ursprüngliche nachricht|message d'origine|oorspronkelijk bericht"
    r"|mensaje original)\s*[-_=]*|begin forwarded message:|anfang der weitergeleiteten nachricht:"
    r"|début du message (?:réexpédié|transféré)\s?:"
    r"|_{20,})\s*",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"forwarded|weitergeleitet|transféré|réexpédié|doorgestuurd|reenviado|inoltrato", re.IGNORECASE)
_PASSED_ON = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|doorst|i)\s?:", re.IGNORECASE)
_KEY = re.compile(r"\s*\*?\s*([^\W\d_][\w -]{0,20}?)\s?\*?:\*?(?:\s+|$)(.*)")
_KEYS = {
    **dict.fromkeys(("from", "von", "de", "van", "da"), "from"),
    **dict.fromkeys(
        ("date", "sent", "datum", "gesendet", "envoyé", "verzonden", "fecha", "enviado", "data", "inviato"), "date"
    ),
    **dict.fromkeys(("subject", "betreff", "objet", "onderwerp", "asunto", "oggetto"), "subject"),
    **dict.fromkeys(("to", "an", "à", "aan", "para", "a", "cc", "kopie", "reply-to"), "to"),
}
_DEPTH = re.compile(r"(?:\s?>)+\s?")


@dataclass(frozen=True, slots=True)
class Read:
    """A mail taken apart: the words that its sender wrote now, and the mail that it passes on, where it does.

    `original` has no `external_id` of its own where only its text was passed on. `is_shortened` says that some of the text was left out.
    """

    remark: str
    original: Conversation | None
    is_shortened: bool


def take_apart(data: bytes) -> Read:
    """Return what a mail says and what it passes on: attached whole, or below its words."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    body, _ = mail.read_body(message)
    text = body[:MOST_LOOKED_AT]
    sender = next(iter(headers.read_people(message, "From")), Participant("", ""))
    attached = _find_attached(message)
    if attached is not None:
        return Read(_own(text, sender.name), _shorten(attached), len(body) > len(text))
    lines = text.split("\n")
    place = _find_block(lines)
    if place is None or not _is_passed_on(message, lines, place):
        return Read(_own(text, sender.name), None, len(body) > len(text))
    above = "\n".join(lines[: _begin(lines, place)])
    original = _read_original(lines, place)
    shortened = _shorten(original)
    return Read(_own(above, sender.name), shortened, len(body) > len(text) or shortened is not original)


def shorten(text: str, writer: str) -> str:
    """Return no more text than somebody would read: of an endless mail what its writer wrote, without what they quoted."""
    if len(text) <= MOST_KEPT:
        return text
    return (_own(text[:MOST_LOOKED_AT], writer) or text)[:MOST_KEPT]


def _find_attached(message: Message) -> Conversation | None:
    for part in list(message.walk())[:500] if message.is_multipart() else ():
        inside = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inside, list) and isinstance(inside[0], Message):
            found = mail.read(inside[0].as_bytes(), shorten=shorten)
            return found if isinstance(found, Conversation) else None
    return None


def _own(text: str, writer: str) -> str:
    spans = own_mail.own_words(text, writer=writer)
    return clean("\n".join(text[span.start : span.end] for span in spans))


def _find_block(lines: list[str]) -> int | None:
    """Return the first line of the first header block below: a From with a date, a subject or a recipient near it."""
    for place, line in enumerate(lines):
        if _key(line)[0] == "from":
            near = {_key(other)[0] for other in lines[max(0, place - 3) : place + 7]}
            if len(near & {"date", "subject", "to"}) >= 2:
                # Thunderbird writes the subject and the date before the sender.
                while place > 0 and _key(lines[place - 1])[0]:
                    place -= 1
                return place
    return None


def _is_passed_on(message: Message, lines: list[str], place: int) -> bool:
    """Answers carry such a block too; what is passed on says so in its separator or its subject."""
    above = "\n".join(lines[_begin(lines, place) : place])
    return bool(_FORWARDED.search(above) or _PASSED_ON.match(headers.read_text(message, "Subject")))


def _begin(lines: list[str], place: int) -> int:
    """Return the line of the separator above the block, or the block's own."""
    for line in range(place - 1, max(-1, place - 4), -1):
        if _SEPARATOR.fullmatch(_DEPTH.sub("", lines[line], count=1)):
            return line
        if lines[line].strip(" >"):
            break
    return place


def _read_original(lines: list[str], place: int) -> Conversation:
    said: dict[str, str] = {}
    at, last = place, ""
    for at in range(place, min(len(lines), place + 40)):
        key, value = _key(lines[at])
        plain = _DEPTH.sub("", lines[at], count=1).strip() if lines[at].lstrip().startswith(">") else lines[at].strip()
        if key:
            said.setdefault(key, value)
            last = key
        elif not plain:
            if said.keys() >= {"from"} and len(said) > 1:
                break
        elif last:
            said[last] = f"{said[last]} {plain}".strip()
    depth = _count_depth(lines[place])
    body = clean("\n".join(_undented(line, depth) for line in lines[at + 1 :]))
    author = _read_author(said.get("from", ""))
    written_at = _read_moment(said.get("date", ""))
    words = " ".join(body.split())
    known = (("author", author.address or author.name), ("subject", said.get("subject", "")), ("words", words))
    return Conversation(
        external_id=hash_values(known),
        medium=Medium.EMAIL,
        subject=clean(said.get("subject", ""))[:300],
        started_at=written_at,
        turns=(Turn(author.name, author.address, body, at=written_at),),
        participants=(author,),
        reply_to="",
        language_hint="",
        place="passed on",
    )


def _shorten(original: Conversation) -> Conversation:
    turn = original.turns[0]
    if len(turn.text) <= MOST_KEPT:
        return original
    return replace(original, turns=(replace(turn, text=shorten(turn.text, turn.speaker)),))


def _key(line: str) -> tuple[str, str]:
    if len(line) > 2_000:
        return "", ""
    found = _KEY.fullmatch(_DEPTH.sub("", line, count=1) if line.lstrip().startswith(">") else line)
    return (_KEYS.get(found[1].strip().lower(), ""), found[2].strip()) if found else ("", "")


def _read_author(written: str) -> Participant:
    address = re.search(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", written)
    name = re.split(r"[<\[(]|mailto:", written, maxsplit=1)[0].strip(" \"'*")
    if address and address[0] in name:
        name = ""
    return Participant(clean(name)[:254], address[0].lower()[:254] if address else "")


def _read_moment(written: str) -> datetime | None:
    # "Thu, 19 Nov 2026 at 14:02" (Gmail), "Thursday, November 19, 2026 2:02 PM" (Outlook).
    plain = re.sub(r"\b(?:at|um|à|om|a las)\b|\(.*?\)", " ", written)
    plain = re.sub(r"^\s*[^\W\d_]+\.?,?\s+(?=[^\W\d_]*\.?\s*\d)", "", " ".join(plain.replace("\u202f", " ").split()))
    try:
        return dates.parse_datetime(plain)
    except ValueError:
        return None


def _count_depth(line: str) -> int:
    found = _DEPTH.match(line)
    return found[0].count(">") if found else 0


def _undented(line: str, depth: int) -> str:
    return re.sub(r"\s?>\s?", "", line, count=depth) if depth and line.lstrip().startswith(">") else line
