"""Names that customers compare us with: proposals for the house's list of competitors, each with the sentences it stands in."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from closeknit.analysis.text import wordlists
from closeknit.analysis.text.sentences import Span

_NAME = r"((?:[A-Z][\w&’'-]*|[a-z]+[A-Z]\w*)(?:[ .](?:[A-Z0-9][\w&’'-]*))" + r"{0,2})"
# Turns of phrase in which only another product or firm stands.
_COMPARES = tuple(
    re.compile(turn.replace("NAME", _NAME))
    for turn in (
        r"\b(?:[Ss]witch(?:ed|ing)?|[Mm]ov(?:e|ed|ing)|[Cc]hang(?:e|ed|ing)|[Mm]igrat(?:e|ed|ing))"
        r" (?:\w+ ){0,3}?(?:from|to) NAME",
        # Of people who come and go only "over to" tells a firm from a town.
        r"\b(?:[Ww]ent|[Gg]oing|[Gg]one|[Cc]ame|[Cc]oming) over to NAME",
        r"\b(?:[Ww]ent|[Gg]oing|[Gg]one|[Cc]ame|[Cc]oming) from NAME to\b",
        r"\b(?:[Ss]ign(?:s|ed|ing)?|[Ll]ost|[Ll]ose) (?:up )?(?:with|to) NAME",
        r"\b(?:[Aa]|[Aa]n|[Tt]he|[Tt]heir) NAME (?:proposal|quote|offer|lease|contract|brochure|leaflet|salesman|rep|demo)\b",
        r"\b(?:[Aa]sk(?:ed|ing)?) NAME (?:\w+ )?for (?:a|an|their) (?:price|quote|offer|proposal|demo)",
        r"\bNAME (?:have|has|had)(?: also| already)? (?:quoted|offered|undercut)\b",
        r"\bfrom NAME to (?:you|your)\b",
        r"\bfrom [\w ]{1,30} to NAME",
        r"\b[Cc]ompared? (?:\w+ ){0,2}(?:to|with) NAME",
        r"\b[Ll]eav(?:e|ing) (?:\w+ )?for NAME",
        r"\b(?:better|worse|cheaper|faster|slower|easier|quicker|nicer|quieter|simpler|\w+er|less \w+|more \w+) than NAME",
        r"\b[Uu]nlike NAME",
        r"\b(?:[Ii]nstead of|[Aa]lternative to|[Rr]eplace(?:d|s|ment)?(?: \w+)? (?:with|by|for)|as good as|similar to) NAME",
        r"\b(?:quote|offer|demo|trial|salesman|rep|brochure|leaflet|tender|price|proposal) (?:from|of|by) NAME",
        r"\b(?:[Tt]ried|[Tt]esting|[Uu]se[ds]? to use|[Ll]ooked at|[Ss]igned with|[Cc]ompetitors? like|[Vv]endors? like) NAME",
        r"\bNAME (?:does|do|did) (?:this|that|it|so) (?:out of the box|for|already|better|automatically|in|with)",
        r"\bNAME (?:is|are) (?:\w+ ){0,2}(?:cheaper|better|faster|easier|quieter|simpler)(?: than)?\b",
    )
)
# Turns of phrase that count only for a name found by one of the others.
_SHOWS = tuple(
    re.compile(turn.replace("NAME", _NAME))
    for turn in (
        r"\bNAME (?:does|has|have|offers?|lets?|gives?|charges?|includes?|can|shows?|supports?)\b",
        r"\b(?:with|in|on|use|using|like) NAME",
    )
)
MOST_CHARACTERS = 600


@dataclass(frozen=True)
class Proposal:
    """A name that may be a competitor's: how it is mostly spelt, and where it stands: (number of the text, place there)."""

    name: str
    places: tuple[tuple[int, Span], ...]

    @property
    def count(self) -> int:
        """In how many texts the name stands in such a turn of phrase."""
        return len({text for text, _ in self.places})


def propose_rivals(texts: Sequence[str], *, ignore: Iterable[str] = ()) -> tuple[Proposal, ...]:
    """Return names that stand in comparisons in `texts`, those in most texts first; same texts, same proposals.

    `ignore` are names that are known already: our own, competitors on the list, accounts and people, whatever their case.
    A name that is only said to have or do something is not proposed. At most 600 characters of a text are read.
    """
    known = {name.strip().casefold() for name in ignore}
    places: dict[str, dict[tuple[int, int], str]] = {}
    for number, text in enumerate(texts):
        for start, name in _find(_COMPARES, text[:MOST_CHARACTERS], known):
            places.setdefault(name.casefold(), {})[number, start] = name
    for number, text in enumerate(texts):
        for start, name in _find(_SHOWS, text[:MOST_CHARACTERS], known):
            if name.casefold() in places:
                places[name.casefold()].setdefault((number, start), name)
    proposals = [_propose(found) for found in places.values()]
    return tuple(sorted(proposals, key=lambda one: (-one.count, one.name)))


def _find(turns: Iterable[re.Pattern[str]], text: str, known: set[str]) -> Iterator[tuple[int, str]]:
    for turn in turns:
        for found in turn.finditer(text):
            name = re.sub(r"['’]s$", "", found[1].rstrip(".'’-"))
            first = name.split()[0].casefold()
            parts = {name.casefold(), first}
            if len(name) > 1 and first not in wordlists.NOT_NAMES | wordlists.STARTERS and not parts & known:
                yield found.start(1), name


def _propose(found: dict[tuple[int, int], str]) -> Proposal:
    spellings = sorted(found.values())
    name = max(dict.fromkeys(spellings), key=spellings.count)
    return Proposal(name, tuple((text, Span(start, start + len(found[text, start]))) for text, start in sorted(found)))


def find_named(text: str, spellings: Iterable[str]) -> bool:
    """Return whether one of these names stands in `text` as a whole word, whatever its case."""
    pattern = _named(tuple(sorted({one.strip() for one in spellings if one.strip()}, key=lambda one: (-len(one), one))))
    return pattern is not None and pattern.search(text) is not None


@functools.lru_cache(maxsize=16)
def _named(spellings: tuple[str, ...]) -> re.Pattern[str] | None:
    if not spellings:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)", re.IGNORECASE)
