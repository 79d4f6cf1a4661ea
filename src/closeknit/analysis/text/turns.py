"""What a turn of phrase is: a pattern that is looked for only where one of its words stands."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Pattern:
    """A turn of phrase, looked for in lower-case text that has one of its `triggers` or begins with one of `openers`.

    Without a `regex` the trigger alone is the turn of phrase.
    """

    name: str
    triggers: frozenset[str]
    openers: frozenset[str]
    regex: re.Pattern[str] | None


def words(name: str, triggers: str) -> Pattern:
    """Return a pattern that is there when one of its words is."""
    return Pattern(name, frozenset(triggers.split()), frozenset(), None)


def turn(name: str, triggers: str, regex: str) -> Pattern:
    """Return a pattern that may stand anywhere in a sentence that has one of `triggers` (a word, or ? or !)."""
    return Pattern(name, frozenset(triggers.split()), frozenset(), re.compile(regex))


def opening(name: str, openers: str, regex: str) -> Pattern:
    """Return a pattern for sentences whose first word is one of `openers`."""
    return Pattern(name, frozenset(), frozenset(openers.split()), re.compile(regex))


def any_of(listed: str) -> str:
    """Return the regex for one of the listed words."""
    return f"(?:{'|'.join(listed.split())})"
