"""Who is meant by a mention: an @ and a name, of those who may be named."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

MOST = 20


@dataclass(frozen=True)
class Found:
    """One mention: who is meant, and where it stands in the text, the @ included."""

    key: str
    start: int
    end: int


def find_mentions(text: str, names: Mapping[str, str]) -> tuple[Found, ...]:
    """Return the mentions in `text` of those in `names` (key to name), in order, at most twenty.

    A whole name is meant wherever it follows an @; a first name alone only where one of them is so called, a name that two bear never. The
    longest name that fits is meant. An @ within a word, as in an address, begins no mention.
    """
    said = _said(names)
    folded = _fold(text)
    found: list[Found] = []
    at = folded.find("@")
    while at >= 0 and len(found) < MOST:
        fit = _fit(folded, at, said)
        if fit is not None:
            found.append(fit)
        at = folded.find("@", fit.end if fit else at + 1)
    return tuple(found)


def _said(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What may follow an @, with who is meant by it, the longest first; what may mean two people means nobody."""
    spelled = [(_fold(" ".join(name.split())), key) for key, name in names.items() if name.strip()]
    first = [(name.split()[0], key) for name, key in spelled if " " in name]
    counted = Counter(name for name, _ in {*spelled, *first})
    known = {name: key for name, key in [*first, *spelled] if counted[name] == 1}
    return sorted(known.items(), key=lambda one: (-len(one[0]), one[0]))


def _fit(folded: str, at: int, said: list[tuple[str, str]]) -> Found | None:
    if at and (folded[at - 1].isalnum() or folded[at - 1] in "._-+@"):
        return None
    for name, key in said:
        end = at + 1 + len(name)
        if folded.startswith(name, at + 1) and not (end < len(folded) and _goes_on(folded, end)):
            return Found(key, at, end)
    return None


def _goes_on(folded: str, end: int) -> bool:
    """Whether the word goes on behind the name: an address does (@maria@…, @maria.b…), a sentence that ends does not."""
    after = folded[end]
    if after.isalnum() or after in "_@":
        return True
    return after in ".-'’" and end + 1 < len(folded) and folded[end + 1].isalnum() and not _is_possessive(folded, end)


def _is_possessive(folded: str, end: int) -> bool:
    return folded[end] in "'’" and folded[end + 1] == "s" and not folded[end + 2 : end + 3].isalnum()


def _fold(text: str) -> str:
    """Fold case letter by letter: one that folds into two would move every place behind it."""
    return "".join(folded if len(folded := sign.casefold()) == 1 else sign for sign in text)
