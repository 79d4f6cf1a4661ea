"""Finds in a page what is guarded: exact, from word to word, in one pass however much is guarded.

A long text is known by its first words. Kept is a number for each, not the text, so that the memory of a large house stays small.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from closeknit.kit.guarded import Guarded

FIRST_WORDS = 8
LEAST_LETTERS = 5
# A sentence shorter than this could be anybody's.
LEAST_WORDS = {"need": 4, "note": 5, "comment": 5, "idea": 5, "words": 6, "promise": 6}
# What is an ordinary word in a sentence, and tells something only where it stands alone.
ALONE = frozenset({"stage"})
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r'=\s*"([^"]*)"')
_BETWEEN = re.compile(r">([^<>]+)<")


@dataclass(frozen=True)
class Hit:
    """What stands on a page and is guarded: of which kind, whose it is (empty: the house's own), by which words."""

    code: str
    account: str
    phrase: str


def words_of(text: str) -> str:
    """Return the words of a text with one space around each: what holds a phrase holds ` phrase `."""
    return f" {' '.join(_WORD.findall(text))} "


class Matcher:
    """Everything that is guarded, made once for a run."""

    def __init__(self, guarded: Iterable[Guarded], *, own_words: frozenset[str] = frozenset()) -> None:
        """Take in what is guarded, but for names that are a word of the door's own pages."""
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._held: dict[int, tuple[tuple[str, str], ...]] = {}
        self._alone: dict[str, tuple[str, str]] = {}
        for one in guarded:
            if one.code in ALONE:
                if len(one.text) >= LEAST_LETTERS and one.text not in own_words:
                    self._alone[one.text] = (one.code, one.account)
                continue
            words = _WORD.findall(one.text)
            is_short = len(words) < LEAST_WORDS.get(one.code, 1) or sum(map(len, words)) < LEAST_LETTERS
            if not is_short and not (len(words) == 1 and words[0] in own_words):
                self._take(words[:FIRST_WORDS], (one.code, one.account))

    def __len__(self) -> int:
        return len(self._held) + len(self._alone)

    def find(self, page: str) -> set[Hit]:
        """Return what is guarded and stands on a page, in its text or in a value that only a machine reads."""
        values = " ".join(value for tag in _TAG.findall(page) for value in _VALUE.findall(tag))
        words = _WORD.findall(unescape(f"{_TAG.sub(' ', page)} {values}"))
        found = set()
        for place, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                phrase = " ".join(words[place : place + length])
                found |= {Hit(code, account, phrase) for code, account in self._held.get(hash(phrase), ())}
        for text in _BETWEEN.findall(page):
            if held := self._alone.get(text.strip()):
                found.add(Hit(*held, text.strip()))
        return found

    def _take(self, words: list[str], whose: tuple[str, str]) -> None:
        lengths = self._lengths.get(words[0], ())
        if len(words) not in lengths:
            self._lengths[words[0]] = (*lengths, len(words))
        key = hash(" ".join(words))
        held = self._held.get(key, ())
        if whose not in held:
            self._held[key] = (*held, whose)
