"""A name for a need: the phrase of its sentences that tells it from all others, stated as an outcome where its words allow it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs.titles import outcomes, ranking
from closeknit.analysis.needs.titles import words as listed
from closeknit.analysis.needs.titles.phrases import Phrase
from closeknit.analysis.text import wordlists

MOST_TEXTS = 64
LONGEST_SENTENCE = 70
# A name that is there is given up only for one that is better by this much: names are what people remember.
STAYS = 1.4
# A name carries where so many of the sentences say one of its telling words; a phrase that carries is taken before a better
# one that does not, unless that is better by more than this.
CARRIES, GIVES_WAY = 0.5, 2.0
# Many say one thing in many words: of them, fewer need say the words of the name.
CARRIES_MANY, SEVERAL = 0.25, 4
# How much nearer a sentence counts that says all words of the name.
SAYS = 0.3

_WORD = re.compile(r"[^\W_]+(?:['’./+#-][^\W_]+)*[+#]*")
_TOLD = re.compile(r"^\w+ (?:says|said|thinks|tells me|told me)(?: that)?\s+", re.IGNORECASE)

Floats = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]


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
            counts.update(set(ranking.list_stems(text)))
            n += 1
        return cls(dict(counts), n)


@dataclass(frozen=True)
class Named:
    """`title` is in sentence case and unique among those taken; `subtitle` is a whole sentence, word for word.

    The reasons: `phrase` is what the title was made of, `form` how (minimise, reduce, avoid, easier, able; phrase: as it is;
    words: its most telling nouns, because no phrase will do; sentence: not even these); `support` is the share of the sentences
    that say a telling word of the phrase, `n_saying` how many those are.
    """

    title: str
    subtitle: str
    phrase: str
    form: str
    support: float = 0.0
    n_saying: int = 0

    @property
    def carries(self) -> bool:
        """Whether the name says what most of the sentences are about, so that a reader sees why they stand together."""
        is_phrase = self.form not in ("words", "sentence", "none")
        return is_phrase and (self.support >= CARRIES or (self.support >= CARRIES_MANY and self.n_saying >= SEVERAL))


def name_need(
    texts: Sequence[str],
    vectors: Floats,
    background: Background,
    taken: Collection[str] = (),
    *,
    names: Collection[str] = (),
    embed: Embed | None = None,
    current: str = "",
) -> Named:
    """Return a name for the need that `texts` stand for (at least one), with `vectors` [n, 384] of unit length.

    The first 64 texts are read. `taken` are titles in use: none of them is given again, whatever its case. `names` are words of
    people's and accounts' names, in lower case: no title holds one. With `embed` the phrases that mean what the sentences
    mean are preferred. `current` is the title until now: it stays unless another is better by STAYS.
    """
    texts, vectors = list(texts[:MOST_TEXTS]), vectors[:MOST_TEXTS]
    central = _centrality(vectors)
    ranked = ranking.rank_phrases(texts, central, background.counts, background.n, names)
    if embed is not None and len(ranked) > 1:
        ranked = ranking.prefer_meaning(ranked, embed, vectors)
    used = {title.casefold() for title in taken}
    stated = [(outcomes.state(one.phrase), one) for one in ranked]
    free = [(outcome, one) for outcome, one in stated if outcome.statement.casefold() not in used]
    if free:
        spoken = [frozenset(ranking.list_stems(text)) for text in texts]
        best = next(
            (
                pair
                for pair in free
                if pair[1].score * GIVES_WAY >= free[0][1].score
                and ranking.share_saying(pair[1].phrase, spoken) >= CARRIES
            ),
            free[0],
        )
        outcome, one = next(
            (pair for pair in free if pair[0].statement == current and pair[1].score * STAYS >= best[1].score), best
        )
        subtitle, support = _pick_for(one.phrase, texts, central), ranking.share_saying(one.phrase, spoken)
        return Named(outcome.statement, subtitle, one.phrase.text, outcome.form, support, round(support * len(texts)))
    sentence = pick_sentence(texts, central)
    words = ranking.name_by_words(texts, background.counts, background.n, names)
    # A story of somebody is the last resort of all.
    of_nobody = next((text for text in (sentence, *texts) if not _has_person(text)), sentence)
    title = _make_unique(words or _as_title(of_nobody), texts, used)
    return Named(title, sentence, title, "words" if words else "sentence")


def pick_sentence(texts: Sequence[str], central: Floats) -> str:
    """Return the most central text that can be understood alone; `central` is a score per text."""
    order = sorted(range(len(texts)), key=lambda row: (-float(central[row]), row))
    for demand in (_stands_alone, _begins_well, _has_some_length):
        for row in order:
            if demand(texts[row]):
                return texts[row]
    return texts[order[0]]


def _pick_for(phrase: Phrase, texts: Sequence[str], central: Floats) -> str:
    """Return the sentence that stands for a need of this name: rather one that says its words."""
    stems = {ranking.stem(word) for word in phrase.content}
    shares = [len(stems & set(ranking.list_stems(text))) / max(len(stems), 1) for text in texts]
    return pick_sentence(texts, central + SAYS * np.array(shares, dtype=np.float32))


def _centrality(vectors: Floats) -> Floats:
    if len(vectors) < 2:
        return np.ones(len(vectors), dtype=np.float32)
    total = vectors.sum(axis=0)
    return np.asarray((vectors @ total - 1) / (len(vectors) - 1), dtype=np.float32)


def _as_title(sentence: str) -> str:
    """Return a sentence as a title: without who told it, cut at a word."""
    title = " ".join(_TOLD.sub("", sentence).split()).rstrip(" .,;:!?-–'\"").strip()
    if len(title) > LONGEST_SENTENCE:
        title = title[:LONGEST_SENTENCE].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"
    return (title[:1].upper() + title[1:]) or "Unnamed"


def _make_unique(title: str, texts: Sequence[str], used: Collection[str]) -> str:
    if title.casefold() not in used:
        return title
    counts = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
    for word in sorted(counts.keys() - wordlists.SMALL_WORDS, key=lambda word: (-counts[word], word)):
        if (longer := f"{title} ({word})").casefold() not in used:
            return longer
    number = 2
    while f"{title} ({number})".casefold() in used:
        number += 1
    return f"{title} ({number})"


def _has_person(text: str) -> bool:
    return bool(listed.PERSONS & {word.lower().replace("’", "'").split("'")[0] for word in _WORD.findall(text)})


def _stands_alone(text: str) -> bool:
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    if words and words[0] in listed.ASKING and not text.rstrip().endswith("?"):
        return False
    return (
        _begins_well(text)
        and not text[:1].islower()
        and not listed.POINTING_BACK & set(words[1:4])
        and sum(word not in wordlists.SMALL_WORDS for word in words) >= 2
    )


def _begins_well(text: str) -> bool:
    words = _WORD.findall(text)
    return (
        4 <= len(words) <= 18
        and not text.rstrip().endswith((":", ","))
        and text[:1] not in "(-*"
        and _first_of(words) not in wordlists.HANGING
    )


def _has_some_length(text: str) -> bool:
    words = _WORD.findall(text)
    return 2 <= len(words) <= 30 and _first_of(words) not in listed.JOINING


def _first_of(words: Sequence[str]) -> str:
    """Return the first word in lower case, "it's" as "it"."""
    return words[0].lower().replace("’", "'").split("'")[0] if words else ""
