"""Which language a text is in: small words first, letter statistics (Lui & Baldwin 2012) where they say nothing."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from py3langid import langid

from closeknit.analysis.text import wordlists

# The languages that the letter statistics choose from; rarer ones would win short texts by chance.
CANDIDATES = (
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id is it ja ka ko lt lv mk ms nl no pl pt ro ru sk sl sq sr"
    " sv sw ta te th tr uk ur vi zh"
)
UNDERSTOOD = frozenset({"en"})
FEWEST_LETTERS = 16
SURE = 0.9

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True)
class Language:
    """An ISO 639-1 code; `sure` is false where the text says too little and the default was taken."""

    code: str
    sure: bool


def guess_language(text: str, *, default: str = "en") -> Language:
    """Return the language of `text`, or `default` where it says too little. The same text gives the same answer."""
    words = _WORD.findall(text[:2000].lower().replace("’", "'"))
    if not words:
        return Language(default, sure=False)
    hits = dict.fromkeys(wordlists.OF_LANGUAGE, 0)
    tells = _tell_languages()
    for word in words:
        for code in tells.get(word, ()):
            hits[code] += 1
    best = max(hits, key=lambda code: (hits[code], code == default, code))
    rest = max(count for code, count in hits.items() if code != best)
    if hits[best] >= 2 and hits[best] > rest:
        return Language(best, sure=True)
    if hits[best] == 1 and rest == 0 and len(words) <= 6:
        return Language(best, sure=best == default)
    return _guess_by_letters(text[:2000], sum(map(len, words)), default)


def _guess_by_letters(text: str, n_letters: int, default: str) -> Language:
    if text.isascii() and n_letters < FEWEST_LETTERS:
        return Language(default, sure=False)
    code, share = _identifier().classify(text)
    latin = all(letter < "\u0250" for letter in text if letter.isalpha())
    if share >= SURE or (not latin and share >= 0.5):
        return Language(str(code), sure=True)
    return Language(default, sure=False)


@functools.cache
def _tell_languages() -> dict[str, tuple[str, ...]]:
    """Return the languages that each small word speaks for."""
    known = sorted(frozenset().union(*wordlists.OF_LANGUAGE.values()))
    return {word: tuple(code for code, words in wordlists.OF_LANGUAGE.items() if word in words) for word in known}


@functools.cache
def _identifier() -> langid.LanguageIdentifier:
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(CANDIDATES.split())
    return identifier
