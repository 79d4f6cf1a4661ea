"""Noun phrases and phrases with prepositions, read from the parts of speech of a clause."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from closeknit.analysis.needs.titles import words as listed
from closeknit.analysis.text.tagging import Token

MOST_WORDS = 7
MOST_NOUNS = 3


@dataclass(frozen=True)
class Part:
    """A part of a phrase that was read: up to `end`, shown as `words`, made of `tokens`."""

    end: int
    words: tuple[str, ...]
    tokens: tuple[Token, ...]


def read_thing(clause: Sequence[Token], place: int) -> Part | None:
    """Read a noun phrase: article, words before the noun, nouns; with another one joined to it by "and"."""
    first = _read_one_thing(clause, place)
    if first is None or first.end >= len(clause) or clause[first.end].lemma not in ("and", "or", "&"):
        return first
    second = _read_one_thing(clause, first.end + 1)
    if second is None or len(first.words) + len(second.words) > MOST_WORDS - 1:
        return first
    joint = clause[first.end]
    return Part(second.end, (*first.words, joint.lemma, *second.words), (*first.tokens, joint, *second.tokens))


def read_prepositional(clause: Sequence[Token], place: int) -> Part | None:
    if place >= len(clause) or clause[place].lemma not in listed.PREPOSITIONS:
        return None
    lead = clause[place]
    thing = read_thing(clause, place + 1)
    if thing is None or thing.tokens[-1].lemma in listed.TIMES:
        return None
    return Part(thing.end, (lead.lemma, *thing.words), (lead, *thing.tokens))


def is_gerund(tokens: Sequence[Token]) -> bool:
    """Return whether "exporting readings" is what one does rather than a kind of readings."""
    first = tokens[0]
    if first.tag != "VBG" or first.word.lower() in listed.ADJECTIVES or len(tokens) < 2:
        return False
    if first.lemma in listed.LIGHT:
        return True
    nouns = list(itertools.takewhile(lambda token: token.tag in listed.INSIDE_THINGS, tokens))
    return first.word.lower() not in listed.NOUN_LIKE and (nouns[-1].tag == "NNS" or nouns[1].tag in ("DT", "PRP$"))


def join(one: Part, other: Part) -> Part:
    return Part(other.end, one.words + other.words, one.tokens + other.tokens)


def shown(token: Token) -> str:
    """Return a word as a title shows it: lower case, unless its capitals are its own."""
    if token.tag == "NNP" or any(letter.isupper() for letter in token.word[1:]):
        return token.word
    return token.word.lower()


def _read_one_thing(clause: Sequence[Token], place: int) -> Part | None:
    end = place
    while end < len(clause) and clause[end].tag in listed.INSIDE_THINGS:
        if end > place and clause[end].tag in ("DT", "PRP$"):
            break
        end += 1
    while end > place and not _may_end(clause, end):
        end -= 1
    tokens = list(clause[place:end])
    if not tokens or tokens[-1].lemma in listed.EMPTY or any(token.lemma in listed.NOBODY for token in tokens):
        return None
    if any(token.lemma in listed.BE or not token.word[:1].isalnum() for token in tokens):
        return None
    if tokens[0].lemma in listed.PREPOSITIONS or (tokens[0].tag == "DT" and tokens[0].lemma == "no"):
        return None
    nouns = list(itertools.takewhile(lambda token: token.tag in ("NN", "NNS", "NNP"), reversed(tokens)))
    is_doing = any(token.tag in ("VBG", "VBN") and token.lemma in listed.LIGHT | listed.BE for token in tokens)
    if len(nouns) > MOST_NOUNS or is_doing or _is_span(tokens):
        return None
    if end < len(clause) and clause[end].tag == "POS" and end + 1 < len(clause):
        more = _read_one_thing(clause, end + 1)
        return (
            None
            if more is None
            else Part(
                more.end,
                (*_show(tokens), clause[end].word.replace("’", "'"), *more.words),
                (*tokens, clause[end], *more.tokens),
            )
        )
    return Part(end, tuple(_show(tokens)), tuple(tokens))


def is_compound(clause: Sequence[Token], end: int) -> bool:
    """Return whether a noun with a gerund ends here: "spell checking", when it has no object."""
    follows = clause[end].tag if end < len(clause) else "PUNCT"
    is_pair = end > 1 and clause[end - 1].tag == "VBG" and clause[end - 2].tag == "NN"
    return is_pair and clause[end - 1].lemma not in listed.LIGHT and follows in ("PUNCT", "IN", "CC", "VBZ", "MD", "W")


def _may_end(clause: Sequence[Token], end: int) -> bool:
    is_noun = clause[end - 1].tag in ("NN", "NNS", "NNP")
    return is_noun or _is_numbered(clause, end) or is_compound(clause, end)


def _is_numbered(clause: Sequence[Token], end: int) -> bool:
    """Return whether a name with a number ends here: "Python 3"."""
    return end > 1 and clause[end - 1].tag == "CD" and clause[end - 2].tag == "NNP"


def _is_span(tokens: Sequence[Token]) -> bool:
    """Return whether a time is told, or a number of things: "last month", "ten days", "sixty-one kitchens"."""
    head, before = tokens[-1], tokens[-2] if len(tokens) > 1 else None
    if head.lemma in listed.TIMES and not (
        before and (before.tag in ("VBG", "NN") and before.lemma not in listed.TIMES)
    ):
        return True
    return any(is_number(token) for token in tokens[:-1])


def is_number(token: Token) -> bool:
    """Return whether a word is a number, in digits or spelt out: "sixty-one"; not "twenty-minute"."""
    return token.tag == "CD" or all(part in listed.NUMBERS for part in token.lemma.split("-"))


def _show(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words of a noun phrase: whose it is does not matter, which one neither."""
    plural = tokens[-1].tag == "NNS"
    for place, token in enumerate(tokens):
        if token.tag == "PRP$" or (token.tag == "DT" and token.lemma in listed.POINTING):
            if not plural and place == 0:
                yield "the"
        elif token.tag == "DT" and token.lemma in ("any", "some", "no", "these", "those", "all"):
            if token.lemma in ("all",):
                yield "all"
        elif token.tag == "DT":
            yield token.lemma
        elif token.tag != "RB" or token.lemma not in listed.FILLING:
            yield shown(token)
