"""From what a reader read to what is stored: the same words make the same draft, whatever the file was called."""

import re
from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.kinds import Direction, Medium, Wording
from closeknit.touchpoints.drafts import Draft, Line, Speaker, hash_key
from closeknit.touchpoints.readers.conversation import Conversation, Turn

_DOUBLED = re.compile(r"/words-[0-9a-f]{40}$")


@dataclass(frozen=True)
class Settings:
    """What a person said for a whole file; None leaves it to what the file says.

    `started_at` is for words that carry no day of their own, `subject` for those that do not say what they are about.
    `is_mail` says that the source's ids are Message-IDs.
    """

    started_at: datetime
    account: str | None = None
    medium: Medium | None = None
    wording: Wording = Wording.EXACT
    direction: Direction | None = None
    member: str | None = None
    subject: str = ""
    is_mail: bool = False


def draft(read: Conversation, settings: Settings) -> Draft:
    """Return the draft of one conversation."""
    speakers, places = _list_speakers(read)
    lines = tuple(
        Line(turn.text, places.get((turn.speaker, turn.address)), turn.offset_seconds, turn.prompt)
        for turn in read.turns
    )
    return Draft(
        key=_key(read, settings),
        started_at=read.started_at or settings.started_at,
        medium=settings.medium or read.medium,
        lines=lines,
        speakers=speakers,
        direction=settings.direction,
        wording=settings.wording,
        subject=read.subject or settings.subject,
        account=settings.account,
        account_name=read.account,
        member=settings.member,
        message=read.external_id if settings.is_mail else "",
        answers=(read.reply_to,) if settings.is_mail and read.reply_to else (),
        thread="" if settings.is_mail or not read.reply_to else hash_key("thread", read.reply_to),
        origin=_origin(read),
        place=read.place,
    )


def _key(read: Conversation, settings: Settings) -> str:
    """A Message-ID is one message in the world, and a transcript is known by its words. The ids of a table are only its own.

    Two surveys may both have an answer 7: the words stand in the key too, so that none of them is taken for the other. What is known by
    nothing but a short answer may be said at two accounts: then it is known by the account as well.
    """
    if settings.is_mail:
        return hash_key("mail", read.external_id)
    if read.external_id.startswith("words-"):
        return hash_key("words", read.external_id)
    if read.external_id.startswith("row-"):
        return hash_key("row", read.external_id, settings.account or "")
    # A reader tells the rows of an id that comes twice in its file apart by their words, which stand in this key anyway.
    own = _DOUBLED.sub("", read.external_id)
    said = [part for turn in read.turns for part in (turn.speaker, turn.address, " ".join(turn.text.split()))]
    return hash_key("id", own, read.started_at.isoformat() if read.started_at else "", *said)


def _origin(read: Conversation) -> str:
    """What a row of a table stays known by when its words are edited: its own id, its moment and the columns that it stands under.

    An id alone is too little: two surveys of one kind both have an answer 7. Where an id comes twice in a file it tells nothing.
    """
    has_own_id = (
        read.external_id
        and not read.external_id.startswith(("row-", "words-"))
        and not _DOUBLED.search(read.external_id)
    )
    if not read.table or not has_own_id or read.started_at is None:
        return ""
    return hash_key("origin", read.table, read.external_id, read.started_at.isoformat())


def _list_speakers(read: Conversation) -> tuple[tuple[Speaker, ...], dict[tuple[str, str], int]]:
    """Everybody who spoke, then everybody else who was there; each once."""
    spoke = {_who(turn): None for turn in read.turns if turn.speaker or turn.address}
    others = {(one.name, one.address): None for one in read.participants if one.name or one.address}
    everyone = list(spoke | {who: None for who in others if who not in spoke})
    speakers = tuple(
        Speaker(name, address, read.account, is_speaker=(name, address) in spoke) for name, address in everyone
    )
    return speakers, {who: place for place, who in enumerate(everyone)}


def _who(turn: Turn) -> tuple[str, str]:
    return turn.speaker, turn.address
