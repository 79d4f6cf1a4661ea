"""Which ideas are like what somebody is writing: by words and by meaning, as one chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis.search import fusion, words

# Shown while typing: enough to see that it is there already, few enough to read.
MOST = 5
# From so much of the words on, or so near in meaning, an idea is worth a look.
# Of the demo's ideas, two that ask for the same lie at .5 and above, which one pair in fifty reaches; half of all pairs lie below .21.
_WORDS, _NEAR = 0.5, 0.5
# Where one chooses which idea says the same, more is worth a look: one pair in fifteen is so near.
_LOOSE_WORDS, _LOOSE_NEAR = 0.25, 0.38


@dataclass(frozen=True)
class Text:
    """An idea's words, and how near it is in meaning to what is written: the cosine, −1 to 1, or None where nobody measured it."""

    id: str
    text: str
    nearness: float | None = None


@dataclass(frozen=True)
class Like:
    """An idea that is like what is written: how likely it is about the same (0–1), and why."""

    id: str
    chance: float
    coverage: float
    nearness: float | None

    @property
    def reason(self) -> str:
        """Return why it is shown, in two or three words."""
        return "the same words" if self.coverage >= _WORDS or self.nearness is None else "near in meaning"


def list_like(written: str, texts: Sequence[Text], *, most: int = MOST, loosely: bool = False) -> list[Like]:
    """Return the ideas that are like `written`, the likeliest first, equal ones in the order given; at most `most`.

    How rare a word is among the ideas decides how much it weighs. Less than two words of meaning are like nothing yet, unless the
    meaning itself was measured. `loosely`: what is farther away too, for somebody who looks for one that says the same.
    """
    of_words, near = (_LOOSE_WORDS, _LOOSE_NEAR) if loosely else (_WORDS, _NEAR)
    terms = words.list_terms(written, is_statement=True)
    weights = words.weigh_terms(terms, _count_with(terms, texts), len(texts))
    enough = len(terms) >= 2
    found = []
    for one in texts:
        coverage = words.cover(one.text, weights) if enough else 0.0
        if coverage >= of_words or (one.nearness is not None and one.nearness >= near):
            chance = fusion.judge_about(one.nearness or 0.0, coverage)
            found.append(Like(one.id, chance, coverage, one.nearness))
    return sorted(found, key=lambda like: -like.chance)[:most]


def _count_with(terms: Sequence[str], texts: Sequence[Text]) -> Mapping[str, int]:
    stems = {words.stem(term): term for term in terms}
    counts: Counter[str] = Counter()
    for one in texts:
        # Each stem once a text: a word that somebody repeats is not more frequent for it.
        held = {words.stem(word) for word in one.text.lower().split()}
        counts.update(stems[stem] for stem in held if stem in stems)
    return {term: counts[term] for term in terms}
