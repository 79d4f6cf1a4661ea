"""WebVTT (W3C), as meeting programs write it: voices, names in the text, or nobody named."""

import re
from datetime import datetime

from closeknit.analysis.kinds import Medium
from closeknit.touchpoints.readers import cues
from closeknit.touchpoints.readers.conversation import Conversation, hash_turns, list_participants

_LANGUAGE = re.compile(r"^Language:\s*([A-Za-z]{2,3}(?:-[\w-]+)?)\s*$", re.I | re.M)
_SKIPPED = ("NOTE", "STYLE", "REGION")


def looks_like(text: str) -> bool:
    """Return whether a text begins as WebVTT does."""
    return bool(re.match(r"\s*WEBVTT(?:[ \t].*)?(?:\r|\n|$)", text.lstrip("\ufeff")))


def read(text: str, *, started_at: datetime | None = None) -> Conversation | None:
    """Return the conversation of a WebVTT file, or None when it has no cue with words."""
    lines = _without_notes(text.lstrip("\ufeff").splitlines())
    turns = cues.merge(cues.name_speakers(list(cues.read_blocks(lines))), started_at=started_at)
    if not turns:
        return None
    language = _LANGUAGE.search(text[:2000])
    return Conversation(
        external_id=hash_turns(turns),
        medium=Medium.CALL,
        subject="",
        started_at=started_at,
        turns=turns,
        participants=list_participants(turns),
        reply_to="",
        language_hint=language[1] if language else "",
        place="",
    )


def _without_notes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    skipping = False
    for line in lines:
        if not line.strip():
            skipping = False
        elif line.split(maxsplit=1)[0] in _SKIPPED and (not kept or not kept[-1].strip()):
            skipping = True
        if not skipping:
            kept.append(line)
    return kept
