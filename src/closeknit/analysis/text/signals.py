"""What a sentence is heard as: ten signals, several of which may hold, each with a calibrated probability and its words.

One linear head per signal over turns of phrase, words and the middle layer of the language model (which keeps mood and
syntax; measured: +.19 F1 over its last layer). Calibration: Platt 1999. Trained by scripts/train_signals.py.
"""

from __future__ import annotations

import functools
import io
import itertools
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import packaged, patterns

CODES = tuple(SignalCode)
HOLDS = 0.5
# A name from the house's own list says it: no head is asked.
NAMED = 0.97
MOST_CHARACTERS = 600

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHAPES = (3, 6, 12, 25)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Heads:
    """The trained weights: one column per signal, one row per pattern and shape, per word, per middle feature."""

    patterns: Floats
    words: Floats
    middle: Floats
    bias: Floats
    vocabulary: dict[str, int]
    trained_on: tuple[str, ...]


@dataclass(frozen=True)
class Because:
    """Words that made a signal: `text[start:end]`, and how much they added (log-odds)."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True)
class _Read:
    found: tuple[patterns.Found, ...]
    words: tuple[int, ...]
    shape: int


def score_signals(texts: Sequence[str], middles: Floats, *, competitors: Iterable[str] = ()) -> Floats:
    """Return probabilities [n, 10] in the order of CODES. `middles` [n, 1152] comes from the embedder.

    `competitors` are spellings of rivals' names, found as whole words whatever their case.
    """
    heads = load_heads()
    logits = np.empty((len(texts), len(CODES)), dtype=np.float32)
    for row, text, middle in zip(logits, texts, middles, strict=True):
        read = _read(text, heads)
        # Row by row, since a product of many rows may round a row otherwise than alone.
        row[:] = middle @ heads.middle + heads.bias
        for found in read.found:
            row += heads.patterns[found.pattern]
        row += heads.patterns[len(patterns.PATTERNS) + read.shape]
        if read.words:
            row += heads.words[list(read.words)].sum(axis=0) / np.float32(len(read.words) ** 0.5)
    scores = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return _name_competitors(scores, texts, competitors)


def explain_signal(
    text: str, code: SignalCode, *, competitors: Iterable[str] = (), most: int = 4
) -> tuple[Because, ...]:
    """Return the words of `text` that spoke most for `code`, strongest first, not overlapping; at most `most`."""
    heads, column = load_heads(), CODES.index(code)
    read = _read(text, heads)
    reasons = [Because(f.start, f.end, float(heads.patterns[f.pattern, column])) for f in read.found]
    share = max(len(read.words), 1) ** 0.5
    for word in _WORD.finditer(text[:MOST_CHARACTERS]):
        if (row := heads.vocabulary.get(word[0].lower().replace("’", "'"))) is not None:
            reasons.append(Because(word.start(), word.end(), float(heads.words[row, column]) / share))
    if code is SignalCode.COMPETITOR and (names := _names(tuple(competitors))):
        reasons.extend(Because(name.start(), name.end(), 9.0) for name in names.finditer(text))
    kept: list[Because] = []
    for reason in sorted(reasons, key=lambda r: (-r.weight, r.start)):
        if reason.weight > 0.15 and all(reason.end <= k.start or k.end <= reason.start for k in kept):
            kept.append(reason)
    return tuple(kept[:most])


def list_words(text: str) -> list[str]:
    """Return the words of `text` as the heads read them: lower case, at most 600 characters of it."""
    return [word.replace("’", "'") for word in _WORD.findall(text[:MOST_CHARACTERS].lower())]


def shape_of(n_words: int) -> int:
    """Return the class of length that a sentence is in, 0 (≤ 3 words) to 4 (> 25)."""
    return sum(n_words > limit for limit in _SHAPES)


def list_terms(words: Sequence[str]) -> list[str]:
    """Return words and pairs of neighbours, each once, in order."""
    pairs = (f"{first} {second}" for first, second in itertools.pairwise(words))
    return list(dict.fromkeys([*words, *pairs]))


@functools.cache
def load_heads() -> Heads:
    """Return the packaged heads, or raise MissingWeightsError."""
    with np.load(io.BytesIO(packaged.read_weights("signals.npz"))) as arrays:
        meta = json.loads(arrays["meta"].tobytes())
        if meta["patterns"] != [pattern.name for pattern in patterns.PATTERNS]:
            raise packaged.MissingWeightsError("The signal weights are of other patterns. Run `make train` once.")
        return Heads(
            patterns=arrays["patterns"].astype(np.float32),
            words=arrays["words"].astype(np.float32),
            middle=arrays["middle"].astype(np.float32),
            bias=arrays["bias"].astype(np.float32),
            vocabulary={term: row for row, term in enumerate(meta["vocabulary"])},
            trained_on=tuple(meta["trained_on"]),
        )


def _read(text: str, heads: Heads) -> _Read:
    text = text[:MOST_CHARACTERS].replace("’", "'")
    words = list_words(text)
    found = tuple(patterns.find_patterns(text, frozenset(words)))
    rows = tuple(row for term in list_terms(words) if (row := heads.vocabulary.get(term)) is not None)
    return _Read(found, rows, shape_of(len(words)))


def _name_competitors(scores: Floats, texts: Sequence[str], competitors: Iterable[str]) -> Floats:
    if names := _names(tuple(competitors)):
        column = CODES.index(SignalCode.COMPETITOR)
        for row, text in zip(scores, texts, strict=True):
            if names.search(text):
                row[column] = max(row[column], NAMED)
    return scores


@functools.lru_cache(maxsize=16)
def _names(competitors: tuple[str, ...]) -> re.Pattern[str] | None:
    spellings = sorted({name.strip() for name in competitors if name.strip()}, key=lambda name: (-len(name), name))
    if not spellings:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)", re.IGNORECASE)
