"""A name for a need: the phrase of its sentences that tells it from all others, and the sentence that stands for it.

Source of the weights: class-based TF-IDF (Grootendorst 2022); the choice among whole clauses is our own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.text import wordlists

MOST_TEXTS = 200
SHORTEST, LONGEST = 2, 8
LONGEST_TITLE = 70
# How much rather a whole clause is taken than a run of words that may end in the middle of a thought.
WHOLE = 1.5

_WORD = re.compile(r"[^\W_]+(?:['’./+#-][^\W_]+)*[+#]*")
_CLAUSE = re.compile(
    r"[,;:.!?()\[\]\"“”…\n/]+(?:\s|$)|\s[–—-]+\s|\s(?:and|but|because|so that|which|although|when|while)\s"
)
_BRACKET = re.compile(r"[()\[\]{}<>\"“”|]")
_LEAD_IN = re.compile(
    r"^(?:(?:and|but|so|also|well|yes|no|ok|okay|hi|hello|honestly|frankly|currently|right now|at the moment|maybe|perhaps|e\.g\."
    r"|it(?:'s| is| would be|'d be) (?:\w+ )?(?:nice|great|good|cool|helpful|useful|better) (?:if|to|to have)"
    r"|(?:i|we|you|they)(?: would|'d)? (?:really |also |still |just )?(?:like|love|want|wish|need|hope|have|prefer)(?: to)?"
    r"|(?:i|we) (?:can't|cannot|can not|could not|couldn't)(?= \w)|(?:could|can|would) you(?: please)?|please|kindly"
    r"|(?:i|we) (?:think|guess|believe|suggest|find)(?: that)?|(?:the )?(?:ability|possibility|option|way) to"
    r"|there (?:should|could|must) be|you (?:should|could)|how (?:do|can|could) (?:i|we|you)|(?:is|are) there|is it possible to"
    r"|(?:being )?able to|i am|i'm|we are|we're|it is|it's|there is|there's|there are|why (?:is|do|does|did|was|are)"
    r"|what (?:is|are)|can (?:i|we)|do (?:i|you|we)|does|it would help if|would be (?:nice|great|good|cool) (?:if|to)"
    r")\s+)+",
    re.IGNORECASE,
)
_TOLD = re.compile(r"^\w+ (?:says|said|thinks|tells me|told me)(?: that)?\s+", re.IGNORECASE)
_ARTICLES = re.compile(r"^(?:the|a|an|any|some|my|our|your|more of)\s+", re.IGNORECASE)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Background:
    """In how many of `n` sentences each word occurs, in the whole house."""

    counts: dict[str, int]
    n: int

    @classmethod
    def of(cls, texts: Iterable[str]) -> Background:
        """Return the background of these sentences."""
        counts: Counter[str] = Counter()
        n = 0
        for text in texts:
            counts.update(set(_stems(text)))
            n += 1
        return cls(dict(counts), n)


@dataclass(frozen=True)
class Named:
    """`title` is a phrase in sentence case, unique among those taken; `subtitle` a whole sentence, word for word."""

    title: str
    subtitle: str


@dataclass(frozen=True)
class _Candidate:
    phrase: str
    score: float


def name_need(texts: Sequence[str], vectors: Floats, background: Background, taken: Collection[str] = ()) -> Named:
    """Return a name for the need that `texts` stand for (at least one), with `vectors` [n, 384] of unit length.

    The first 200 texts are read. `taken` are titles in use: none of them is given again, whatever its case.
    """
    texts, vectors = list(texts[:MOST_TEXTS]), vectors[:MOST_TEXTS]
    central = _centrality(vectors)
    weights = _weigh_words(texts, background)
    used = {title.casefold() for title in taken}
    ranked = _rank(texts, central, weights)
    sentence = pick_sentence(texts, central)
    free = (c.phrase for c in ranked if c.phrase.casefold() not in used and _is_shared(c.phrase, texts))
    title = (
        next(free, None)
        or _as_title(sentence, used)
        or next((c.phrase for c in ranked if c.phrase.casefold() not in used), None)
    )
    if title is None:
        title = _make_unique(_sentence_case(texts[int(central.argmax())])[:LONGEST_TITLE] or "Unnamed", weights, used)
    return Named(title, sentence)


def _is_shared(phrase: str, texts: Sequence[str]) -> bool:
    """Return whether two words of the phrase, or its only one, stand in at least a third of the sentences: else it names one of them."""
    stems = [stem for stem in dict.fromkeys(_stems(phrase)) if stem not in wordlists.SMALL_WORDS]
    spoken = [set(_stems(text)) for text in texts]
    shared = sum(3 * sum(stem in words for words in spoken) >= len(texts) for stem in stems)
    return shared >= min(2, len(stems)) and shared > 0


def _as_title(sentence: str, used: Collection[str]) -> str | None:
    """Return a short sentence as a title, without who told it, or None where it is long, or taken."""
    title = _sentence_case(_TOLD.sub("", sentence))
    return (
        title
        if len(title) <= LONGEST_TITLE and len(_WORD.findall(title)) >= 3 and title.casefold() not in used
        else None
    )


def pick_sentence(texts: Sequence[str], central: Floats) -> str:
    """Return the most central text that can be understood alone; `central` is a score per text."""
    order = sorted(range(len(texts)), key=lambda row: (-float(central[row]), row))
    for demand in (_stands_alone, _has_some_length):
        for row in order:
            if demand(texts[row]):
                return texts[row]
    return texts[order[0]]


def _centrality(vectors: Floats) -> Floats:
    if len(vectors) < 2:
        return np.ones(len(vectors), dtype=np.float32)
    total = vectors.sum(axis=0)
    return np.asarray((vectors @ total - 1) / (len(vectors) - 1), dtype=np.float32)


def _weigh_words(texts: Sequence[str], background: Background) -> dict[str, float]:
    inside: Counter[str] = Counter()
    for text in texts:
        inside.update(set(_stems(text)))
    n = max(background.n, len(texts))
    return {
        stem: (count / len(texts)) * math.log(1 + n / max(background.counts.get(stem, 0), count))
        for stem, count in inside.items()
        if stem not in wordlists.SMALL_WORDS
    }


def _rank(texts: Sequence[str], central: Floats, weights: dict[str, float]) -> list[_Candidate]:
    best: dict[str, _Candidate] = {}
    highest = max(float(central.max()), 1e-6)
    for text, nearness in zip(texts, central, strict=True):
        for phrase, is_whole in _list_phrases(text):
            score = _score(phrase, weights) * (0.6 + 0.4 * max(float(nearness), 0) / highest)
            score *= WHOLE if is_whole else 1.0
            key = phrase.casefold()
            if score > 0 and (key not in best or score > best[key].score):
                best[key] = _Candidate(_sentence_case(phrase), score)
    return sorted(best.values(), key=lambda c: (-c.score, len(c.phrase), c.phrase))


def _list_phrases(text: str) -> Iterator[tuple[str, bool]]:
    """Yield clauses without their lead-in, and runs of words in them; the flag says whether it is a whole clause."""
    for clause in _CLAUSE.split(text[:600].replace("’", "'")):
        bare = _ARTICLES.sub("", _LEAD_IN.sub("", clause.strip(" -*•'\"")))
        words = _WORD.findall(bare)
        if SHORTEST <= len(words) <= LONGEST and _reads_well(words) and not _BRACKET.search(bare):
            yield bare, True
        for size in (2, 3, 4, 5):
            for first in range(len(words) - size + 1):
                run = words[first : first + size]
                if size < len(words) and _reads_well(run):
                    yield " ".join(run), False


def _reads_well(words: Sequence[str]) -> bool:
    first, last = words[0].lower(), words[-1].lower()
    return first not in wordlists.WEAK_STARTS and last not in wordlists.WEAK_ENDS and not (first + last).isdigit()


def _score(phrase: str, weights: dict[str, float]) -> float:
    """The weight of its different words, less for each word that says nothing; one strong word alone is no name."""
    stems = _stems(phrase)
    told = sorted((weights.get(stem, 0.0) for stem in set(stems)), reverse=True)[:4]
    return float(sum(told) / (len(stems) + 1.5) ** 0.6)


def _make_unique(title: str, weights: dict[str, float], used: Collection[str]) -> str:
    for word in sorted(weights, key=lambda stem: (-weights[stem], stem)):
        if (longer := f"{title} ({word})").casefold() not in used:
            return longer
    number = 2
    while f"{title} ({number})".casefold() in used:
        number += 1
    return title if title.casefold() not in used else f"{title} ({number})"


def _stands_alone(text: str) -> bool:
    words = _WORD.findall(text)
    return 4 <= len(words) <= 18 and not text.rstrip().endswith(":") and words[0].lower() not in wordlists.HANGING


def _has_some_length(text: str) -> bool:
    return 2 <= len(_WORD.findall(text)) <= 30


def _sentence_case(phrase: str) -> str:
    phrase = " ".join(phrase.split()).rstrip(" .,;:!?-–'\"").strip()
    return phrase[:1].upper() + phrase[1:]


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower())]


def _stem(word: str) -> str:
    """Return a word without the endings that make "exports", "exporting" and "export" three words."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word
