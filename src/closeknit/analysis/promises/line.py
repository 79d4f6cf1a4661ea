"""One line of text as a promise: what, by when, who to whom; and how each was understood, so that it can be corrected."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis import periods
from closeknit.analysis.kinds import PromiseDirection
from closeknit.analysis.promises import due


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name in the line: `text[start:end]`. `known` when it is one of the names that were given."""

    name: str
    start: int
    end: int
    known: bool


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A line as it was typed, and what was made of it.

    `what` is the line without the words of its day. `due_span` are the offsets of those words in `text`. `how_due` and
    `how_direction` say in words how day and direction were understood. `direction` is None only for an empty line.
    """

    text: str
    what: str
    due_on: datetime.date | None
    due_span: tuple[int, int] | None
    how_due: str
    direction: PromiseDirection | None
    how_direction: str
    person: Mention | None

    @property
    def due_words(self) -> str | None:
        """Return the words that gave the day, None when there are none."""
        return self.text[slice(*self.due_span)] if self.due_span else None


_US_FIRST = re.compile(r"\s*(?:we|i|let me|let us|let['’]s)(?:['’](?:ll|d|ve|m|re))?\b", re.I)
_THEY_FIRST = re.compile(r"\s*(?:they|she|he|the customer)(?:['’](?:ll|d))?\b", re.I)
_NAME = r"[^\W\d_][\w’'-]*(?:\s+(?:de|den|der|van|von|di|da|la|le)\b)*(?:\s+[^\W\d_a-z][\w’'-]*)*"
_NAMED_FIRST = re.compile(
    rf"\s*(?P<name>{_NAME})\s+(?:will|would|promised|promises|is going to|wants to|sends|gives|brings)\b"
)
_TO_US = re.compile(
    r"\b(?:to|for|with) us\b|\b(?:send|sends|give|gives|tell|tells|show|shows|bring|brings|call|calls) us\b", re.I
)
_WITH_PERSON = re.compile(
    r"\b(?i:to|for|with|from|tell|ask|answer|call|meet|visit|remind|send|show|give|help|invite)\s+"
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s+)?(?P<name>(?=[^\W\d_a-z]){_NAME})"
)
_MOST_LETTERS = 1000
_NO_NAMES = frozenset(
    word
    for full in (*periods.WEEKDAYS, *periods.MONTHS, "I", "We", "They", "She", "He", "It", "Us")
    for word in (full.lower(), full[:3].lower())
)


def understand_line(
    text: str, *, as_of: datetime.date, people: Sequence[str] = (), members: Sequence[str] = ()
) -> PromiseLine:
    """Return what one line of English promises: "Send the audit trail to Saskia by Friday".

    `people` are names at the account, `members` names of ours: full names, of which a first name is enough where it is
    alone with it. A day is never before `as_of`. Nothing is refused: what is not understood is None and said.
    """
    found = due.find_due(text, as_of=as_of)
    beginning = text[:_MOST_LETTERS]
    direction, how_direction = _guess_direction(beginning, people, members)
    return PromiseLine(
        text=text,
        what=_without(text, found),
        due_on=found.on if found else None,
        due_span=(found.start, found.end) if found else None,
        how_due=found.how if found else "no day in it; add one, like “by Friday”",
        direction=direction,
        how_direction=how_direction,
        person=_find_person(beginning, people, members),
    )


def _without(text: str, found: due.Due | None) -> str:
    left = text if found is None else f"{text[: found.start]} {text[found.end :]}"
    line = re.sub(r"\(\s*\)", "", " ".join(left.split()))
    line = re.sub(r"(?:\s*,)+(?=\s*,)|\s+(?=[,.;:!?])", "", line)
    return line.strip(" ,;:-–—")


def _guess_direction(text: str, people: Sequence[str], members: Sequence[str]) -> tuple[PromiseDirection | None, str]:
    ours, theirs = PromiseDirection.OURS, PromiseDirection.THEIRS
    if not text.strip():
        return None, "the line is empty"
    if _US_FIRST.match(text):
        return ours, "we speak of ourselves"
    if _THEY_FIRST.match(text):
        return theirs, "it says what they will do"
    named = _NAMED_FIRST.match(text)
    if named:
        if _known(named["name"], members) and not _known(named["name"], people):
            return ours, f"{named['name']} is one of us"
        return theirs, f"it says what {named['name']} will do"
    if _TO_US.search(text):
        return theirs, "it is done for us"
    return ours, "nothing in it says that they do it"


def _find_person(text: str, people: Sequence[str], members: Sequence[str]) -> Mention | None:
    """A name that we know wins, the longest first; else a capitalised word where a person's name would stand."""
    for name in sorted(_callable_names(people), key=lambda one: (-len(one), one)):
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I)
        if match:
            return Mention(match.group(), *match.span(), known=True)
    named = _NAMED_FIRST.match(text)
    for match in [*([named] if named else []), *_WITH_PERSON.finditer(text)]:
        name = match["name"]
        plain = name.split()[0].lower() not in _NO_NAMES and not name.isupper()
        if plain and name[0].isupper() and not _known(name, members):
            return Mention(name, *match.span("name"), known=False)
    return None


def _callable_names(people: Sequence[str]) -> set[str]:
    """Full names, and first names that only one of them has."""
    full = {" ".join(name.split()) for name in people if name.strip()}
    first = [name.split()[0] for name in full]
    return full | {name for name in first if first.count(name) == 1 and len(name) > 1}


def _known(name: str, people: Sequence[str]) -> bool:
    return name.casefold() in {one.casefold() for one in _callable_names(people)}
