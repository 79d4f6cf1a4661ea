"""Which language a text is in: its small words and its letters together (Lui & Baldwin 2012), against what is spoken around it.

A short sentence says little: "Invoices come late." holds one small word, and that one is Italian too. So the language around it
is taken until the evidence for another is stronger by far; how strong was chosen on short sentences (benchmarks/languages.py).
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass

from py3langid import langid

from closeknit.analysis.text import wordlists

# The languages that the letter statistics choose from; rarer ones would win short texts by chance.
CANDIDATES = (
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id is it ja ka ko lt lv mk ms nl no pl pt ro ru sk sl sq sr"
    " sv sw ta te th tr uk ur vi zh"
)
# Another number whenever a text may be taken for another language than before: words are then heard anew.
RULES = 2
UNDERSTOOD = frozenset({"en"})
MOST_CHARACTERS = 2000
FEWEST_LETTERS = 16
# In logarithms of odds: what a small word speaks for its language, and what the language around a text does.
OF_A_WORD, OF_AROUND = 3.0, 4.5
SURE = 2.0
_LEAST = 1e-9

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Addresses, paths and part numbers are in no language.
_NO_WORDS = re.compile(r"\S*(?:[@/\\_]|www\.|\d)\S*")


@dataclass(frozen=True)
class Language:
    """An ISO 639-1 code; `sure` is false where the text itself says too little, and what is around it decided."""

    code: str
    sure: bool


def guess_language(text: str, *, default: str = "en") -> Language:
    """Return the language of `text`, or `default`, the language around it, where it says too little. Deterministic."""
    plain = _NO_WORDS.sub(" ", text[:MOST_CHARACTERS])
    words = set(_WORD.findall(plain.lower().replace("’", "'")))
    if not words:
        return Language(default, sure=False)
    tells = _tell_languages()
    hits = Counter(code for word in words for code in tells.get(word, ()))
    if not hits and plain.isascii() and sum(map(len, words)) < FEWEST_LETTERS:
        # The letters of a name or two tell where somebody is from, and not what is spoken.
        return Language(default, sure=False)
    own = hits.pop(default, 0)
    if own >= 2 and own > max(hits.values(), default=0):
        return Language(default, sure=True)
    hits[default] = own
    told = {code: OF_A_WORD * hits[code] + math.log(max(share, _LEAST)) for code, share in _identifier().rank(plain)}
    told.setdefault(default, OF_A_WORD * own + math.log(_LEAST))
    best = max(told, key=lambda code: (told[code] + OF_AROUND * (code == default), code == default, code))
    rest = max(told[code] for code in told if code != best)
    return Language(best, sure=told[best] - rest >= SURE)


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
