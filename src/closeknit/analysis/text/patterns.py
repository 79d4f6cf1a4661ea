"""The turns of phrase that the heads read. Each is a feature; the heads learn what each is worth."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from closeknit.analysis.text import turns_asking, turns_feeling, turns_matters
from closeknit.analysis.text.turns import Pattern

PATTERNS: tuple[Pattern, ...] = (*turns_asking.PATTERNS, *turns_feeling.PATTERNS, *turns_matters.PATTERNS)

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Found(NamedTuple):
    """Pattern number `pattern` stands at `text[start:end]`."""

    pattern: int
    start: int
    end: int


def list_patterns(text: str, words: Sequence[str]) -> list[int]:
    """Return the numbers of the patterns in `text`, ascending; both are lower case, `words` in their order."""
    by_trigger, by_opener = _index()
    candidates = set(by_opener.get(words[0], ())) if words else set()
    for word in words:
        if numbers := by_trigger.get(word):
            candidates.update(numbers)
    for mark in "?!":
        if mark in text:
            candidates.update(by_trigger[mark])
    return [n for n in sorted(candidates) if (regex := PATTERNS[n].regex) is None or regex.search(text)]


def find_patterns(text: str, words: Sequence[str]) -> Iterator[Found]:
    """Yield the first place of each pattern in `text`; both are lower case, `words` in their order."""
    for number in list_patterns(text, words):
        pattern = PATTERNS[number]
        places = pattern.regex.finditer(text) if pattern.regex else _WORD.finditer(text)
        for place in places:
            if pattern.regex or place[0] in pattern.triggers:
                yield Found(number, place.start(), place.end())
                break


@functools.cache
def _index() -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    by_trigger: dict[str, tuple[int, ...]] = {}
    by_opener: dict[str, tuple[int, ...]] = {}
    for number, pattern in enumerate(PATTERNS):
        for word in pattern.triggers:
            by_trigger[word] = (*by_trigger.get(word, ()), number)
        for word in pattern.openers:
            by_opener[word] = (*by_opener.get(word, ()), number)
    return by_trigger, by_opener
