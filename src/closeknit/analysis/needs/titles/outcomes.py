"""A phrase stated as a desired outcome, where its words allow it: direction, what is measured, what it is about (Ulwick 2005)."""

from __future__ import annotations

from dataclasses import dataclass

from closeknit.analysis.needs.titles import words as listed
from closeknit.analysis.needs.titles.phrases import Cue, Kind, Phrase
from closeknit.analysis.text import tagging

MOST_WORDS = 12


@dataclass(frozen=True)
class Outcome:
    """`statement` in sentence case; `form` is the template that was used, "phrase" where none fits."""

    statement: str
    form: str


def state(phrase: Phrase) -> Outcome:
    """Return the phrase as a desired outcome, or as it is."""
    said = phrase.text
    if phrase.kind is Kind.THING:
        return _state_thing(phrase, said)
    if phrase.kind is Kind.TROUBLE:
        return _stated(said, "phrase")
    verb, rest = phrase.words[0], said[len(phrase.words[0]) :]
    if phrase.words[0] == "wait":
        return _stated(f"minimise the time spent waiting{rest}", "minimise")
    if Cue.SLOW in phrase.cues:
        return _stated(f"minimise the time it takes to {said}", "minimise")
    if Cue.AVOID in phrase.cues and phrase.kind is Kind.DOING:
        return _stated(f"avoid {tagging.ing(verb)}{rest}", "avoid")
    if Cue.HARD in phrase.cues:
        return _stated(f"make it easier to {said}", "easier")
    if phrase.kind is Kind.WISH:
        return _stated(f"be able to {said}", "able")
    return _stated(said, "phrase")


def _state_thing(phrase: Phrase, said: str) -> Outcome:
    head, first = phrase.head, phrase.words[0].lower()
    if Cue.MANY in phrase.cues and first in ("many", "much", "fewer"):
        number = "the number of " if phrase.is_plural else ""
        return _stated(f"reduce {number}{said.split(' ', 1)[1]}", "reduce")
    is_span = head in listed.SPANS or (head == "time" and not phrase.is_plural and _spans(phrase.words))
    if is_span:
        return _stated(f"minimise {said}", "minimise")
    if head in listed.TROUBLES or first in listed.UNWANTED:
        article = f"{phrase.article} " if phrase.article in ("a", "an") and not phrase.is_plural else ""
        return _stated(f"avoid {article}{said}", "avoid")
    return _stated(said, "phrase")


def _spans(words: tuple[str, ...]) -> bool:
    place = words.index("time") if "time" in words else 0
    return place > 0 and (words[place - 1].endswith("ing") or words[place - 1] in listed.SPAN_KINDS)


def _stated(words: str, form: str) -> Outcome:
    return Outcome(words[:1].upper() + words[1:], form)
