"""Which phrase of a need's sentences is its best name: the one whose words tell it from all others, and that says enough.

Source of the weights: class-based TF-IDF (Grootendorst 2022), over stems; nearness to the mean of the sentences as in KeyBERT
(Grootendorst 2020). How the parts are multiplied is our own; chosen on benchmarks/naming.py.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs.titles import phrases
from closeknit.analysis.needs.titles import words as listed
from closeknit.analysis.needs.titles.phrases import Kind, Phrase
from closeknit.analysis.text import tagging, wordlists

# How much rather what goes to the end of its clause is taken than what may end in the middle of a thought.
WHOLE = 1.2
KINDS = {Kind.WISH: 1.25, Kind.TROUBLE: 1.15, Kind.DOING: 1.05, Kind.THING: 1.0}
SHARED, LOOSE, RARE, FEW = 1.3, 0.75, 0.8, 3
# Of so many of the best, the one that means most what the sentences mean; how much that counts.
COMPARED, MEANING = 12, 2

_WORD = re.compile(r"[^\W_]+(?:['’./+#-][^\W_]+)*[+#]*")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Ranked:
    """A phrase with its score; scores are comparable within one need."""

    phrase: Phrase
    score: float


@dataclass(frozen=True)
class _Said:
    """The sentences as stems, in how many of them each stands, and how telling it is."""

    spoken: tuple[frozenset[str], ...]
    counts: Mapping[str, int]
    weights: Mapping[str, float]

    @property
    def n(self) -> int:
        return len(self.spoken)


def rank_phrases(
    texts: Sequence[str], central: Floats, background: Mapping[str, int], n_background: int, names: Collection[str] = ()
) -> list[Ranked]:
    """Return the phrases of the texts that may be a name, the best first; [] where they have none.

    `central` is how near each text stands to the others; `background` in how many of `n_background` sentences each stem occurs.
    """
    said = _weigh(texts, background, n_background)
    cased = _find_cases(texts)
    highest = max(float(central.max()), 1e-6) if len(central) else 1.0
    best: dict[str, Ranked] = {}
    for text, nearness in zip(texts, central, strict=True):
        place = 0.6 + 0.4 * max(float(nearness), 0.0) / highest
        for phrase in phrases.list_phrases(text):
            if not _is_fit(phrase, said, names):
                continue
            score, key = _score(phrase, said) * place, phrase.text.casefold()
            if score > 0 and (key not in best or score > best[key].score):
                words = tuple(cased.get(word.lower(), word) for word in phrase.words)
                best[key] = Ranked(dataclasses.replace(phrase, words=words), score)
    return sorted(best.values(), key=lambda one: (-one.score, len(one.phrase.text), one.phrase.text))


def prefer_meaning(ranked: Sequence[Ranked], embed: Callable[[Sequence[str]], Floats], vectors: Floats) -> list[Ranked]:
    """Return the phrases ranked anew, the first of them also by how near they stand to the mean of the vectors."""
    first = list(ranked[:COMPARED])
    mean = vectors.astype(np.float32).mean(axis=0)
    near = embed([one.phrase.text for one in first]) @ (mean / max(float(np.linalg.norm(mean)), 1e-6))
    lowest = 0.05
    again = [
        Ranked(one.phrase, one.score * max(float(likeness), lowest) ** MEANING)
        for one, likeness in zip(first, near, strict=True)
    ]
    return sorted(again, key=lambda one: (-one.score, len(one.phrase.text), one.phrase.text))


def name_by_words(
    texts: Sequence[str], background: Mapping[str, int], n_background: int, names: Collection[str] = ()
) -> str:
    """Return "rack and cook": the most telling nouns of sentences that have no phrase in common, or "" where there is none."""
    said = _weigh(texts, background, n_background)
    nouns: Counter[str] = Counter()
    for text in texts:
        nouns.update({word for token in tagging.tag(text[:600]) if (word := _noun_of(token, names))})
    ranked = sorted(nouns, key=lambda word: (-said.weights.get(stem(word), 0.0), word))
    chosen = [word for word in ranked if 3 * nouns[word] >= len(texts)][:2] or ranked[:1]
    title = " and ".join(chosen)
    return title[:1].upper() + title[1:]


def share_saying(phrase: Phrase, spoken: Sequence[frozenset[str]]) -> float:
    """Return the share of sentences (as stems) that say a telling word of the phrase.

    It is 0 where one sentence alone does, and for a phrase that says little ("new oven"), whatever is said.
    """
    if phrase.kind is not Kind.TROUBLE and _fullness(phrase) < 1:
        return 0.0
    telling = {stem(lemma) for word in phrase.content if word not in listed.PALE for lemma in word.split()}
    said = sum(bool(telling & words) for words in spoken)
    return said / len(spoken) if said > 1 or len(spoken) == 1 else 0.0


def list_stems(text: str) -> list[str]:
    """Return the words of a text without their endings, in lower case."""
    return [stem(word) for word in _WORD.findall(text.lower())]


def stem(word: str) -> str:
    """Return a word without the endings that make "exports", "exporting" and "export" three words."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def _weigh(texts: Sequence[str], background: Mapping[str, int], n_background: int) -> _Said:
    spoken = tuple(frozenset(list_stems(text)) for text in texts)
    counts = Counter(one for words in spoken for one in words)
    n = max(n_background, len(texts))
    weights = {
        one: (count / len(texts)) * math.log(1 + n / max(background.get(one, 0), count))
        for one, count in counts.items()
        if one not in wordlists.SMALL_WORDS
    }
    return _Said(spoken, counts, weights)


def _find_cases(texts: Sequence[str]) -> dict[str, str]:
    """Return how words are written that some write with capitals within a sentence: "PDF", "Python"."""
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        if not text.isupper():
            for word in _WORD.findall(text)[1:]:
                forms.setdefault(word.lower(), Counter())[word] += 1
    found = {}
    for lower, written in forms.items():
        capitals = [(count, form) for form, count in written.items() if form != lower]
        # Many write without any: letters that are all capitals are believed where a fifth writes them, others where half does.
        count, form = max(capitals, default=(0, ""))
        if count * (5 if form.isupper() else 2) >= sum(written.values()):
            found[lower] = form
    return found


def _noun_of(token: tagging.Token, names: Collection[str]) -> str:
    is_empty = (
        token.lemma in listed.EMPTY | listed.NOBODY | listed.TIMES | listed.PALE | listed.ORDINALS | listed.NUMBERS
    )
    if token.tag not in ("NN", "NNS") or is_empty or token.word.lower() in names or len(token.lemma) < 3:
        return ""
    return token.lemma if token.lemma.isalpha() else ""


def _is_fit(phrase: Phrase, said: _Said, names: Collection[str]) -> bool:
    """Return whether numbers and names in the phrase are its matter: said by several, and no person's or account's."""
    if any(said.counts.get(stem(word), 0) < max(3, said.n / 3) for word in phrase.numbers):
        return False
    if any(said.counts.get(stem(word), 0) < max(2, said.n / 5) for word in phrase.proper):
        return False
    return not any(word in names for word in phrase.capitals)


def _score(phrase: Phrase, said: _Said) -> float:
    """The weight of its words, less for each that says nothing, more where several people say them together."""
    stems = {stem(word) for lemma in phrase.content for word in lemma.split()}
    told = sorted((said.weights.get(one, 0.0) for one in stems), reverse=True)[:4]
    needed = min(2, len(stems))
    together = sum(len(stems & words) >= needed for words in said.spoken) / said.n
    is_shared = 0 < needed <= sum(3 * said.counts.get(one, 0) >= said.n for one in stems)
    score: float = sum(told) / float((len(phrase.words) + 2) ** 0.6)
    score *= (1 + together) * KINDS[phrase.kind] * _fullness(phrase)
    score *= SHARED if is_shared else 1.0
    score *= WHOLE if phrase.is_whole else 1.0
    score *= LOOSE if phrase.kind is Kind.THING and listed.LOOSE & set(phrase.words) else 1.0
    if said.n >= FEW:
        # What one of several says once is most often a slip, or another matter.
        score *= RARE ** sum(said.counts.get(one, 0) <= 1 for one in stems)
    return score


def _fullness(phrase: Phrase) -> float:
    """Return less than 1 for a phrase that says little: one noun with a pale word, or with a pale verb."""
    telling = sum(word not in listed.PALE for word in phrase.content)
    telling -= phrase.kind in (Kind.WISH, Kind.DOING) and phrase.words[0] in listed.PALE_VERBS
    telling += phrase.words[0] in listed.BETTER
    return 1.0 if telling >= 2 else 0.6 if telling == 1 else 0.3
