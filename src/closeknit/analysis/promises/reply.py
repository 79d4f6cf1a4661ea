"""What the first word of a reply says to "did that settle it?": a guess, which a person reads over."""

import re

from closeknit.analysis.promises.kinds import Word

# The languages that the language model knows best; whoever writes in another is read by a person anyway.
_YES = re.compile(r"yes|yeah|yep|yup|ja|jawohl|oui|si|sí|sim|jo|tak|da|absolutely|definitely|indeed|perfect|perfekt")
_NO = re.compile(r"no|nope|not|nee|nein|non|não|nie|nej|nah|unfortunately|leider|helaas")
# "No problem" and "no worries" are the friendliest yes there is; nobody should take them for a no.
_KIND = re.compile(r"no(?:t)?\s+(?:a\s+)?(?:problems?|worries|doubt|complaints?|need|more\s+questions)\b", re.I)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|bonjour|good\s+(?:morning|afternoon|evening))\b[^\n,.!:]{0,60}[,.!:\n]\s*", re.I
)
_WORD = re.compile(r"[^\W\d_]+")


def guess_word(text: str) -> Word | None:
    """Return what the first word of a reply says, behind a greeting; None where it says neither."""
    said = text.strip()
    greeting = _GREETING.match(said)
    said = said[greeting.end() :] if greeting else said
    if _KIND.match(said):
        return None
    first = _WORD.search(said[:80])
    if first is None:
        return None
    word = first.group().casefold()
    return Word.YES if _YES.fullmatch(word) else Word.NO if _NO.fullmatch(word) else None
