"""What is about to be stored: a conversation as somebody handed it in or a reader read it, before anybody in it is known."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from closeknit.analysis.kinds import Audience, Direction, Medium, Wording

# Talking: whoever was there and spoke was in touch with us, both ways.
TALKS = frozenset((Medium.CALL, Medium.VISIT, Medium.MEETING, Medium.COFFEE, Medium.FOCUS_GROUP))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who took part, as written, or as already known to whoever hands it in.

    `contact` and `member` are certain where given; `is_ours` says that they speak for us, whoever they are. `is_speaker` is false for
    those who were there, or were written to. Nothing shows that an `is_unproven` one is who they say: they wait for a person. Who they
    are is not asked of an `is_known` one, who signed in: without a contact they have a place at no account, whatever they are called.
    """

    name: str = ""
    address: str = ""
    account_name: str = ""
    contact: str | None = None
    member: str | None = None
    is_ours: bool = False
    is_speaker: bool = True
    is_unproven: bool = False
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What one speaker said or wrote in one go, to the question `prompt` where the source says what was asked.

    `speaker` is the place in the draft's speakers, None where nobody is named. `wording` is said where it differs from the draft's: their
    very words within a report.
    """

    text: str
    speaker: int | None = None
    offset_seconds: float | None = None
    prompt: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One conversation to be stored.

    `key` tells it from every other: the same key is the same conversation, read again. `direction` None is found from who spoke.
    `origin` is the same for a row that was edited where it comes from, empty where that cannot be told;
    `earlier` is the touchpoint that holds such a row as it was.
    `audience` is whom the words reach: others than us only where they were written for others to read.
    `message` and `answers` are the ids of a mail and of those it answers, oldest first; `thread` names the conversation of other messages.
    """

    key: str
    started_at: datetime
    medium: Medium
    lines: tuple[Line, ...]
    speakers: tuple[Speaker, ...] = ()
    direction: Direction | None = None
    wording: Wording = Wording.EXACT
    subject: str = ""
    summary: str = ""
    account: str | None = None
    account_name: str = ""
    member: str | None = None
    message: str = ""
    answers: tuple[str, ...] = field(default=())
    thread: str = ""
    origin: str = ""
    earlier: str = ""
    place: str = ""
    audience: Audience = Audience.INTERNAL


@dataclass(frozen=True, slots=True)
class New:
    """A touchpoint that was just stored, as far as it matters for when we were in touch; `contacts` are who of theirs took part."""

    pk: str
    account_id: str | None
    medium: str
    direction: str
    started_at: datetime
    conversation: str
    contacts: tuple[str, ...]


def hash_key(*parts: str) -> str:
    """Return the key of a conversation: equal parts give an equal key, wherever one part ends and the next begins."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
