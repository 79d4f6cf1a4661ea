"""SubRip: numbered cues with a comma in their times; names, if any, stand in the text."""

import re
from datetime import datetime

from closeknit.analysis.kinds import Medium
from closeknit.touchpoints.readers import cues
from closeknit.touchpoints.readers.conversation import Conversation, hash_turns, list_participants

_FIRST = re.compile(r"\s*(?:\d+[ \t]*(?:\r\n|\r|\n))?\s*\d{1,2}:\d{2}(?::\d{2})?[.,]\d{1,3}\s*-->")


def looks_like(text: str) -> bool:
    """Return whether a text begins with a cue, numbered or not."""
    return bool(_FIRST.match(text.lstrip("\ufeff")))


def read(text: str, *, started_at: datetime | None = None) -> Conversation | None:
    """Return the conversation of an SRT file, or None when it has no cue with words."""
    blocks = cues.read_blocks(text.lstrip("\ufeff").splitlines())
    turns = cues.merge(cues.name_speakers(list(blocks)), started_at=started_at)
    if not turns:
        return None
    return Conversation(
        external_id=hash_turns(turns),
        medium=Medium.CALL,
        subject="",
        started_at=started_at,
        turns=turns,
        participants=list_participants(turns),
        reply_to="",
        language_hint="",
        place="",
    )
