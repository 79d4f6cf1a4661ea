"""Reading what a person typed as a conversation: "Ana: we wait for weeks" is Ana's line, all else goes on with who spoke."""

import re
from collections.abc import Sequence

from closeknit.accounts.naming import fold
from closeknit.touchpoints.drafts import Line, Speaker

_LABEL = re.compile(r"^\s*(?P<name>[^\W\d_][^:\n]{0,60}?)\s*:\s+(?P<text>\S.*)$", re.DOTALL)
_ALL_QUOTED = re.compile(r"(?:“(?P<said>[^“”]+)”|\"(?P<plain>[^\"]+)\")", re.DOTALL)
_MOST_WORDS = 4


def read(text: str, people: Sequence[tuple[str, Speaker]]) -> tuple[tuple[Speaker, ...], tuple[Line, ...]]:
    """Return who took part and what each said, in order.

    `people` are those known to have been there, each with a name. A line that opens with the full or the first name of one of them, or
    with another name in capitals, is theirs; lines behind it go on with it. What comes before any name is said by the one person of
    theirs who was there, or by nobody in particular where there were several.
    """
    speakers = [speaker for _, speaker in people]
    places = _places([name for name, _ in people])
    theirs = [place for place, speaker in enumerate(speakers) if not speaker.is_ours and not speaker.member]
    current = theirs[0] if len(theirs) == 1 else None
    begun: list[tuple[int | None, list[str]]] = []
    for paragraph in text.splitlines():
        label = _LABEL.match(paragraph)
        if label and _is_name(label["name"], places):
            current = _place_of(label["name"], places, speakers)
            begun.append((current, [label["text"]]))
        elif begun:
            begun[-1][1].append(paragraph)
        else:
            begun.append((current, [paragraph]))
    lines = (Line("\n".join(parts).strip(), place) for place, parts in begun)
    return tuple(speakers), tuple(line for line in lines if line.text)


def read_bare(words: str, name: str = "") -> str:
    """Return what somebody said without what the typist put around it: their name before it, quotation marks around all of it."""
    said = words.strip()
    label = _LABEL.match(said) if name else None
    if label and fold(label["name"]) in (fold(name), fold(name).split()[0]) and "\n" not in said:
        said = label["text"].strip()
    quoted = _ALL_QUOTED.fullmatch(said)
    return (quoted["said"] or quoted["plain"]).strip() if quoted else said


def _places(names: Sequence[str]) -> dict[str, int]:
    """Full names, and first names that only one has."""
    places: dict[str, int] = {}
    firsts = [fold(name).split()[0] for name in names if name.strip()]
    for place, name in enumerate(names):
        folded = fold(name)
        if folded:
            places[folded] = place
            if firsts.count(folded.split()[0]) == 1:
                places.setdefault(folded.split()[0], place)
    return places


def _is_name(label: str, places: dict[str, int]) -> bool:
    if fold(label) in places:
        return True
    words = label.split()
    # "One more thing: …" is a sentence; a name has a capital in each word that is not a small "van" or "de".
    return (
        len(words) <= _MOST_WORDS and all(word[0].isupper() or len(word) <= 3 for word in words) and label[0].isupper()
    )


def _place_of(label: str, places: dict[str, int], speakers: list[Speaker]) -> int:
    name = fold(label)
    if name not in places:
        places[name] = len(speakers)
        speakers.append(Speaker(name=label.strip()))
    return places[name]
