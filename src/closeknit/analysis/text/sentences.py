"""Cutting a text to sentences with exact places, for the way people really write: lists, halves, no full stops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from closeknit.analysis.text import wordlists

LONGEST = 600

_WORD = re.compile(r"[^\W_]")
_BREAKS = re.compile(r"(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])\s*")
_BULLET = re.compile(r"(?:[-*•‣▪●◦–—+>#]+|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))[ \t]+")
# The look-behinds keep a long run of marks from being read once per mark.
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)"
    r"|[。！？｡]++[」』”’）]*+"
    r"|(?<![!?])[!?]++(?=[A-Z])"
    r"|(?<=[a-z]{2})\.(?=[A-Z])"
)
_CLAUSE = re.compile(r"[;:,–—)、，；]\s")
_LAST_WORD = re.compile(r"[^\s(\[\"“]*$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([^\s,.!?;:)]*)")


class Span(NamedTuple):
    """A place in a text: `text[start:end]`, in Unicode code points."""

    start: int
    end: int


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, not overlapping, each without white space around it and ≤ 600 long.

    A text with a letter or a digit gives at least one; a piece without any belongs to the sentence before it or is left
    out. List markers are left out. Time and memory are linear in the length of the text.
    """
    spans: list[Span] = []
    for block in _list_blocks(text):
        first = len(spans)
        for piece in _cut_block(text, block):
            if _WORD.search(text, piece.start, piece.end):
                spans.extend(_cut_long(text, piece))
            elif len(spans) > first and piece.end - spans[-1].start <= LONGEST:
                spans[-1] = Span(spans[-1].start, piece.end)
    return tuple(spans)


def _list_blocks(text: str) -> Iterator[Span]:
    """Yield the runs of text between line breaks that end something; a wrapped line is not such a break."""
    start = line_start = 0
    for gap in _BREAKS.finditer(text):
        if _is_wrapped(text, line_start, gap):
            line_start = gap.end()
            continue
        yield from _trim(text, start, gap.start())
        start = line_start = gap.end()
    yield from _trim(text, start, len(text))


def _is_wrapped(text: str, line_start: int, gap: re.Match[str]) -> bool:
    if "\n" in gap[0].replace("\n", "", 1) or gap.end() == len(text):
        return False
    width = gap.start() - line_start
    if width == 0 or text[gap.start() - 1] in ".!?:;…。！？" or _BULLET.match(text, gap.end()):
        return False
    last = text[max(line_start, gap.start() - 20) : gap.start()].rsplit(None, 1)[-1:] or [""]
    if text[gap.start() - 1] == "," or last[0].lower() in wordlists.OPEN_ENDS:
        return True
    goes_on = text[gap.end()].islower()
    return (goes_on and width >= 40) or width >= 62


def _trim(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and (marker := _BULLET.match(text, start, end)) and _WORD.search(text, marker.end(), end):
        start = marker.end()
    if start < end:
        yield Span(start, end)


def _cut_block(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if stop.end() < block.end and _is_end(text, start, stop, block.end):
            yield from _trim(text, start, stop.end())
            start = stop.end()
    yield from _trim(text, start, block.end)


def _is_end(text: str, start: int, stop: re.Match[str], limit: int) -> bool:
    mark = stop[0].rstrip("\"'”’»)]」』）")
    following = _NEXT_WORD.match(text, _skip_space(text, stop.end(), limit), limit)
    word = following[1] if following else ""
    small = word[:1].islower()
    if mark[0] not in ".…":
        return not (small and len(mark) < len(stop[0]))
    if mark in ("...", "..", "…"):
        return not small
    if len(mark) > 1:
        return True
    if stop.end() != limit and not text[stop.end()].isspace():
        return word.lower() in wordlists.STARTERS and not small
    return not _is_abbreviated(text, start, stop.start(), word)


def _is_abbreviated(text: str, start: int, dot: int, following: str) -> bool:
    tail = _LAST_WORD.search(text, max(start, dot - 24), dot)
    last = tail[0] if tail else ""
    if last.lower() in wordlists.TITLES and last[:1].isupper():
        return True
    begins = following[:1].isupper() and following.lower() in wordlists.STARTERS
    if last.lower() in wordlists.ABBREVIATIONS:
        if last.lower() in ("no", "nr", "p", "co", "mar", "may", "sun", "sat", "max", "min", "ex", "ed", "ca"):
            return following[:1].isdigit() or (last[:1].isupper() and not begins and last.lower() == "co")
        return not begins
    is_initial = len(last) == 1 and last.isalpha() and last.isupper() and last != "I"
    return (is_initial and not begins) or (last.isdigit() and tail is not None and tail.start() == start)


def _cut_long(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > LONGEST:
        cut = _find_cut(text, start)
        for piece in _trim(text, start, cut):
            if _WORD.search(text, piece.start, piece.end):
                yield piece
        start = _skip_space(text, cut, end)
    for piece in _trim(text, start, end):
        if _WORD.search(text, piece.start, piece.end):
            yield piece


def _find_cut(text: str, start: int) -> int:
    limit = start + LONGEST
    clauses = [found.end() for found in _CLAUSE.finditer(text, start + LONGEST // 3, limit)]
    if clauses:
        return clauses[-1]
    for place in range(limit, start + LONGEST // 3, -1):
        if text[place - 1].isspace():
            return place
    return limit


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
