"""Reported notes: our own setting of the scene, then what was said or seen, one thing a line, as told by one of us."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What somebody did with words, in the languages in which our own people write notes. "Has told" and "thinks" hand on words as well.
_SPEAKING = re.compile(
    r"(?:also |has (?:also )?)?"
    r"(?:says|said|asked|asks|thinks|thought|told|offered|would|zegt|zei|vroeg|vindt|denkt|wil|zou)\b"
)
_SHE_OR_HE = re.compile(r"(?:She|He|Zij|Hij)\b")
_NAMED = re.compile(r"(?:(?:Mrs|Mr|Ms|Dr) )?(?P<name>[^\W\d_]+)(?:, [^,]+,)? (?P<rest>.+)")
_TITLES = frozenset(("Dr", "Dr."))


@dataclass(frozen=True)
class Told:
    """One line of a note. `who` is the full name of whose words it hands on; empty where it tells of none in particular."""

    text: str
    who: str


@dataclass(frozen=True)
class Note:
    """A note: the scene in our own words, and what is told."""

    scene: str
    told: tuple[Told, ...]


def read(text: str, *, people: Mapping[str, bool]) -> Note:
    """Return the note. `people` maps the full names of those who can be meant to whether they were there.

    A line hands on the words of whoever it begins with, if they were there or the line says that they said it; "she" and "he" go on with
    the line before. Any other line is told of nobody in particular: nothing is put into the mouth of somebody who may not have said it.
    """
    scene, _, rest = text.strip().partition("\n\n")
    told: list[Told] = []
    for line in filter(None, (line.strip() for line in rest.splitlines())):
        before = told[-1].who if told else ""
        told.append(Told(line, before if _SHE_OR_HE.match(line) else _find_speaker(line, people)))
    return Note(scene, tuple(told))


def _find_speaker(line: str, people: Mapping[str, bool]) -> str:
    named = _NAMED.match(line)
    if named is None:
        return ""
    found = [full for full in people if named["name"] in (_first_name(full), full.split()[-1])]
    if len(found) != 1:
        return ""
    return found[0] if people[found[0]] or _SPEAKING.match(named["rest"]) else ""


def _first_name(full: str) -> str:
    words = full.split()
    return words[1] if words[0] in _TITLES else words[0]
