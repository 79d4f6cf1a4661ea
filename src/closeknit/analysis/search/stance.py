"""What a sentence says about a statement: that it is so, that it is not, or nothing that one could tell. Always a guess, with its reasons.

No model that weighs two sentences against each other is at hand offline. What can be told is the mood of each: a statement says that
something is wanted, bad or good; a sentence about the same thing in the same mood speaks for it, in the other mood against it.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis.kinds import SignalCode, Stance

# Signs of a mood within the sentence; one that is denied right before counts for the other side.
_WELL = (
    r"good|great|nice|easy|easily|easier|love[sd]?|like[sd]?|happy|glad|helpful|excellent|perfect(?:ly)?|fast|quick(?:ly)?|reliable"
    r"|simple|smooth(?:ly)?|useful|works? (?:well|fine|great|perfectly)|fine|best|better|enjoy|convenient|amazing|awesome|awsome|cool"
    r"|wonderful|fantastic|satisfied|pleased|thank(?:s| you)|saves? (?:us|me|time)|enough|solved|fixed|sufficient|comfortable|handy"
)
_ILL = (
    r"bad(?:ly)?|slow(?:ly)?|hard|difficult|annoying|hate[sd]?|problems?|issues?|trouble|broken|breaks?|fail(?:s|ed|ing)?|crash\w*"
    r"|freez\w+|poor(?:ly)?|terrible|horrible|confus\w+|frustrat\w+|wrong|missing|lack(?:s|ing)?|bugs?|error\w*|awful|worse|worst"
    r"|complicated|cumbersome|disappoint\w+|useless|stuck|lost|loses?|wastes?|tedious|painful|unusable|too (?:\w+ )?(?:long|many|much"
    r"|small|expensive|late|often)|takes? (?:ages|for ?ever|hours|too long)|stop(?:s|ped)? working|unable|hangs?"
    r"|gripe|complaint|expensive|by hand"
)
_WANT = (
    r"needs?|needed|want(?:s|ed)?|wish(?:es)?|would (?:like|love|be (?:nice|great|good))|could you|please|hope|require[sd]?"
    r"|should (?:be|have)|ask(?:s|ed|ing)? for|add|must have|looking for|suggest\w*"
    r"|can(?:no|')t|can not|couldn't|no way|without|miss(?:es)?"
)
_NOT = r"(?:not|n't|never|no|nothing|nobody|hardly|without|neither|isn|don|doesn)"
_DENIED = re.compile(rf"(?:\b|(?<=n)){_NOT}['’]?t?\W+(?:\w+\W+){{0,2}}$", re.IGNORECASE)
_CUES = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in
         (("well", _WELL), ("ill", _ILL), ("want", _WANT))}  # fmt: skip
# Wishes that are denied outright; "without" and "cannot" are wishes by themselves.
_NO_WISH = re.compile(
    r"(?<!\bit )\b(?:(?:do|does|did)(?:n['’]t| not)|never|no longer|hardly|not) (?:really |actually |even )?"
    r"(?:need|want|require|miss|ask|care|use)\w*|\bno (?:need|use|demand|wish|interest)\b"
    r"|\bnobody (?:\w+ )?(?:needs?|wants?|asks?|misses|uses)\b"
    r"|\b(?:can|could) do without\b"
    r"|\bnot a (?:problem|priority)\b|\bnice to have\b|\bdon['’]t mind\b",
    re.IGNORECASE,
)

# Log-odds that a sentence praises what it speaks of: fitted on the sentences of IS-22 (Dąbrowski et al. 2023, MIT, open part) that praise
# or fault a feature or only name it. docs/search.md says how well it does on sentences that it was not fitted on.
_PRAISES = (-2.75, 3.66, -2.24, 0.75)
# What a sign in the words alone says where hearing found nothing: by hand, so low that two of them are needed to be sure enough.
_SIGN_OF_ILL, _SIGN_OF_WISH = 0.35, 0.45
_DENIED_WISH = 0.7

SURE_ENOUGH = 0.5


@dataclass(frozen=True)
class Mood:
    """How a text speaks of its matter, as chances 0–1 that it is content with it, or lacks or laments it; `because` are its words."""

    content: float
    lacking: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class Guess:
    """What a sentence says about a statement: `stance` is None where one cannot tell; `chance` of the stance; the words that told."""

    stance: Stance | None
    chance: float
    because: tuple[str, ...]


def guess_stance(statement: str, text: str, signals: Mapping[str, float], *, about: float) -> Guess:
    """Return what `text`, heard as `signals` (code → chance), says about the statement; `about` is the chance that it is about it.

    A statement in no mood of its own ("offline mode") is taken for a wish.
    """
    mood = read_mood(text, signals)
    same, other = (mood.content, mood.lacking) if is_content(statement) else (mood.lacking, mood.content)
    supports, contradicts = about * same, about * other
    if max(same, other) < SURE_ENOUGH:
        return Guess(None, about * (1 - same - other), mood.because)
    if supports >= contradicts:
        return Guess(Stance.SUPPORTS, supports, mood.because)
    return Guess(Stance.CONTRADICTS, contradicts, mood.because)


def list_matter(terms: Sequence[str]) -> list[str]:
    """Return the terms of a statement that say what it is about; those that only say how it is ("slow", "easy") are left out.

    All of them where none would be left.
    """
    moods = (_CUES["well"], _CUES["ill"])
    return [term for term in terms if not any(mood.fullmatch(term) for mood in moods)] or list(terms)


@functools.lru_cache(maxsize=256)
def is_content(statement: str) -> bool:
    """Return whether a statement says that something is well, or not wanted; else it says that something is wanted, or ill."""
    found = features(statement, {})
    _, _, _, well, ill, want, no_wish = found
    if no_wish:
        return True
    # "Customers like the new export" is content; "would like" and "want it quicker" are wishes.
    return well > ill and not want


def read_mood(text: str, signals: Mapping[str, float]) -> Mood:
    """Return how a text speaks of its matter, from what it is heard as and from its words."""
    praise, complaint, wish, well, ill, want, no_wish = features(text, signals)
    offset, of_praise, of_complaint, of_well = _PRAISES
    content = 1 / (1 + math.exp(-(offset + of_praise * praise + of_complaint * complaint + of_well * well)))
    # Hearing says with a calibrated chance that something is wished for or laments: it lacks if either holds.
    by_words = 1 - (1 - _SIGN_OF_ILL) ** ill * (1 - _SIGN_OF_WISH) ** want
    lacking = 1 - (1 - max(complaint, wish)) * (1 - by_words)
    if no_wish:
        content, lacking = max(content, _DENIED_WISH), min(lacking, 1 - _DENIED_WISH)
    total = max(1.0, content + lacking)
    cues = [match[0] for name in _CUES for match in _CUES[name].finditer(text)]
    because = dict.fromkeys([*(match[0] for match in _NO_WISH.finditer(text)), *cues])
    return Mood(content / total, lacking / total, tuple(because)[:4])


def features(text: str, signals: Mapping[str, float]) -> tuple[float, ...]:
    """Return what the weights are put on: three signals, and signs in the words, denied ones counted for the other side."""
    well, ill = _count("well", text), _count("ill", text)
    wish = max(signals.get(code, 0.0) for code in (SignalCode.NEED, SignalCode.SUGGESTION, SignalCode.PLAN))
    no_wish = 1.0 if _NO_WISH.search(text) else 0.0
    return (
        signals.get(SignalCode.PRAISE, 0.0),
        max(signals.get(code, 0.0) for code in (SignalCode.PAIN, SignalCode.LEAVING)),
        wish,
        min(2.0, well[0] + 0.5 * ill[1]),
        min(2.0, ill[0] + well[1]),
        1.0 if _CUES["want"].search(text) and not no_wish else 0.0,
        no_wish,
    )


def _count(cue: str, text: str) -> tuple[float, float]:
    """Return how many signs stand in the text, and how many that are denied."""
    said = denied = 0.0
    for match in _CUES[cue].finditer(text):
        if _DENIED.search(text[max(0, match.start() - 30) : match.start()]):
            denied += 1
        else:
            said += 1
    return said, denied
