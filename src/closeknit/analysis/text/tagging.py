"""English words with their parts of speech, and the plain form of a word: an averaged perceptron over packaged weights.

Source of the method: Collins 2002 (averaged perceptron), with the features of Honnibal 2013. Made by scripts/train_tagger.py.
"""

from __future__ import annotations

import functools
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from closeknit.analysis.text import packaged

WEIGHTS = "tagger.npz"
MOST_WORDS = 120

# Penn Treebank tags, the fine ones that no phrase depends on joined: VB holds VBP, JJ holds JJS, W all wh-words.
TAGS = (
    *("NN", "NNS", "NNP", "JJ", "JJR", "VB", "VBD", "VBG", "VBN", "VBZ", "MD", "RB", "RP", "IN", "TO", "DT", "PRP"),
    *("PRP$", "CC", "CD", "EX", "W", "UH", "POS", "PUNCT"),
)

_TOKEN = re.compile(
    r"(?P<neg>n['’]t\b)|(?P<clitic>['’](?:s|d|ll|re|ve|m)\b)"
    r"|(?P<word>\d+(?:[.,:]\d+)*(?:%|[a-z]{1,4}\b)?|\.?[^\W_]+(?:(?:['’](?!(?:s|d|ll|re|ve|m)\b)|[-./+&#])(?=[^\W_])[^\W_]+)*[+#]*)"
    r"|(?P<mark>[^\w\s]|_)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:ca|do|does|did|wo|would|could|should|is|are|was|were|has|have|had|need|must|ai|might)n['’]t$", re.I
)


@dataclass(frozen=True)
class Token:
    """A word as it is written, its tag (of TAGS), its plain form in lower case, and its place: `text[start:end]`."""

    word: str
    tag: str
    lemma: str
    start: int
    end: int


@dataclass(frozen=True)
class Model:
    """`sure` are words with one tag; `weights` maps a feature to (tag, weight) pairs; `odd` maps (kind, word) to a plain form."""

    sure: Mapping[str, int]
    weights: Mapping[str, tuple[tuple[int, float], ...]]
    odd: Mapping[str, str]
    verbs: frozenset[str]
    trained_on: tuple[str, ...]


def tag(text: str) -> list[Token]:
    """Return the words and marks of a text, at most 120, with their tags. Any text has an answer; English ones a good one.

    94.3 % of the 24,902 words in the test part of UD English EWT get the right one of the 25 tags (scripts/train_tagger.py prints it).
    """
    model = load()
    spans = list(_cut(text))[:MOST_WORDS]
    words = [text[start:end] for start, end in spans]
    tags = guess(words, model)
    return [
        Token(word, TAGS[number], plain(word, TAGS[number], model), start, end)
        for word, number, (start, end) in zip(words, tags, spans, strict=True)
    ]


def guess(words: Sequence[str], model: Model) -> list[int]:
    """Return the number of the tag of each word, from left to right."""
    before, last = "^", "^"
    plain_words = [normal(word) for word in words]
    found: list[int] = []
    for place, word in enumerate(plain_words):
        known = model.sure.get(word)
        if known is None:
            scores = [0.0] * len(TAGS)
            for feature in list_features(place, words, plain_words, last, before):
                for number, weight in model.weights.get(feature, ()):
                    scores[number] += weight
            known = scores.index(max(scores))
        found.append(known)
        before, last = last, TAGS[known]
    return found


def list_features(place: int, words: Sequence[str], normals: Sequence[str], last: str, before: str) -> list[str]:
    """Return what the tag of a word is judged by: the word, its ends, its neighbours, and the two tags before it."""
    word = normals[place]
    left = normals[place - 1] if place else "^"
    left2 = normals[place - 2] if place > 1 else "^"
    right = normals[place + 1] if place + 1 < len(normals) else "$"
    right2 = normals[place + 2] if place + 2 < len(normals) else "$"
    return [
        "b",
        "w" + word,
        "3" + word[-3:],
        "2" + word[-2:],
        "1" + word[-1:],
        "p" + word[:1],
        "t" + last,
        "u" + before + " " + last,
        "v" + last + " " + word,
        "l" + left,
        "k" + left[-3:],
        "L" + left2,
        "r" + right,
        "s" + right[-3:],
        "R" + right2,
        "x" + left + " " + right,
        "h" + _shape(words[place], place == 0),
    ]


def normal(word: str) -> str:
    """Return a word as the weights know it: lower case, one apostrophe, digits as 0."""
    word = word.lower().replace("’", "'")
    return "0" if word[:1].isdigit() else word


def plain(word: str, tag: str, model: Model | None = None) -> str:
    """Return the plain form: of a verb the infinitive, of a noun the singular, else the word; in lower case."""
    model = model or load()
    word = word.lower().replace("’", "'")
    if odd := model.odd.get(f"{tag} {word}"):
        return odd
    if tag == "NNS":
        return _singular(word)
    if tag == "VBZ":
        return _singular(word)
    if tag in ("VBG", "VBD", "VBN"):
        return _infinitive(word, "ing" if tag == "VBG" else "ed", model.verbs)
    return word


def ing(verb: str) -> str:
    """Return the gerund of an infinitive: "losing" of "lose"."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    if re.fullmatch(r"(?:[^aeiou]*|.*qu)[aeiou][bdgklmnprt]", verb) or verb in (
        "begin",
        "forget",
        "prefer",
        "submit",
        "refer",
    ):
        return verb + verb[-1] + "ing"
    return verb + "ing"


@functools.cache
def load() -> Model:
    """Return the packaged weights, or raise MissingWeightsError."""
    with np.load(io.BytesIO(packaged.read_weights(WEIGHTS)), allow_pickle=False) as stored:
        meta = json.loads(stored["meta"].tobytes().decode())
        features = stored["features"].tobytes().decode().split("\n")
        starts, numbers = stored["starts"].tolist(), stored["tags"].tolist()
        values = stored["weights"].astype(float).tolist()
    weights = {
        feature: tuple(zip(numbers[first:end], values[first:end], strict=True))
        for feature, first, end in zip(features, starts[:-1], starts[1:], strict=True)
    }
    return Model(meta["sure"], weights, meta["odd"], frozenset(meta["verbs"]), tuple(meta["trained_on"]))


def _cut(text: str) -> Iterator[tuple[int, int]]:
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        # "don't" is two words: do, n't.
        if found.lastgroup == "word" and _NOT.search(text[start:end]):
            yield start, end - 3
            yield end - 3, end
        else:
            yield start, end


def _shape(word: str, is_first: bool) -> str:
    if word[:1].isdigit():
        return "0"
    if not word[:1].isalpha():
        return "."
    if word.isupper() and len(word) > 1:
        return "AA"
    if any(letter.isupper() for letter in word[1:]):
        return "aA"
    if word[0].isupper():
        return "^A" if is_first else "Aa"
    return "a-" if "-" in word else "a"


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) and len(word) > 4:
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _infinitive(word: str, ending: str, verbs: frozenset[str]) -> str:
    if not word.endswith(ending) or len(word) - len(ending) < 2:
        return word
    stem = word[: -len(ending)]
    doubled = stem[:-1] if stem[-1:] == stem[-2:-1] and stem[-1:] not in "aeiouls" else ""
    tried = [doubled, stem[:-1] + "y" if ending == "ed" and stem.endswith("i") else "", stem + "e", stem]
    tried += [stem[:-1]] if stem[-2:] in ("ll", "ss") else []
    known = [one for one in tried if one in verbs]
    if known:
        return known[0]
    if tried[1]:
        return tried[1]
    if doubled:
        return doubled
    is_e = re.search(
        r"(?:[^aeiou]|^)[aeiou][cgsvz]$|[^l]l[aeiou]t$|[aeiou][nrt]at$|[iy]z$|(?:at|ag|ur|bl|tl|dl|gl|pl|rc|nc|rg|lv|rv|us|ut|uc)$",
        stem,
    )
    return stem + "e" if is_e else stem
