"""What a sentence is heard as: ten signals, several of which may hold, each with a calibrated probability and its words.

One linear head per signal over turns of phrase, words and the middle layer of the language model (which keeps mood and
syntax; measured: +.19 F1 over its last layer). An eleventh tells advice to other customers from advice to us.
Calibration: Platt 1999. Trained by scripts/train_signals.py.
"""

from __future__ import annotations

import functools
import io
import itertools
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import packaged, patterns

CODES = tuple(SignalCode)
TO_OTHERS = "to others"
HEADS = (*CODES, TO_OTHERS)
HOLDS = 0.5
# A name from the house's own list says it: no head is asked.
NAMED = 0.97
MOST_CHARACTERS = 600
BEGIN = "^"

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SHAPES = (3, 6, 12, 25)
N_SHAPES = len(_SHAPES) + 1

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Heads:
    """The trained weights: one column per head, one row per pattern and shape, per word, per middle feature."""

    tag: str
    patterns: Floats
    words: Floats
    middle: Floats
    bias: Floats
    vocabulary: dict[str, int]
    trained_on: tuple[str, ...]


class Scores(NamedTuple):
    """`signals` [n, 10] in the order of CODES; `to_others` [n]: should it suggest something, that it tells other customers."""

    signals: Floats
    to_others: Floats


@dataclass(frozen=True)
class Because:
    """Words that made a signal: `text[start:end]`, and how much they added (log-odds)."""

    start: int
    end: int
    weight: float


class Reading(NamedTuple):
    """A sentence as the heads read it: lower case, its words, and the rows of its turns of phrase, with its length last."""

    text: str
    words: list[str]
    rows: list[int]


def score_signals(texts: Sequence[str], middles: Floats, *, competitors: Iterable[str] = ()) -> Scores:
    """Return probabilities 0-1 for each text; `middles` [n, 1152] comes from the embedder.

    `competitors` are spellings of rivals' names, found as whole words whatever their case. A text's probabilities are bit
    for bit the same whatever its company.
    """
    heads = load_heads()
    logits = np.empty((len(texts), len(HEADS)), dtype=np.float32)
    for row, text, middle in zip(logits, texts, middles, strict=True):
        reading = read(text)
        # Row by row, since a product of many rows may round a row otherwise than alone.
        row[:] = middle @ heads.middle
        row += heads.bias
        row += heads.patterns[reading.rows].sum(axis=0)
        if known := _list_known(reading.words, heads.vocabulary):
            row += heads.words[known].sum(axis=0) / np.float32(len(known) ** 0.5)
    chances = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return Scores(_name_competitors(chances[:, : len(CODES)], texts, competitors), chances[:, len(CODES)])


def explain_signal(
    text: str, code: SignalCode, *, competitors: Iterable[str] = (), most: int = 4
) -> tuple[Because, ...]:
    """Return the words of `text` that spoke most for `code`, strongest first, not overlapping; at most `most`."""
    heads, column = load_heads(), CODES.index(code)
    reading = read(text)
    found = patterns.find_patterns(reading.text, reading.words)
    reasons = [Because(f.start, f.end, float(heads.patterns[f.pattern, column])) for f in found]
    share = max(len(_list_known(reading.words, heads.vocabulary)), 1) ** 0.5
    for word in _WORD.finditer(reading.text):
        if (row := heads.vocabulary.get(word[0])) is not None:
            reasons.append(Because(word.start(), word.end(), float(heads.words[row, column]) / share))
    if code is SignalCode.COMPETITOR and (names := _names(tuple(competitors))):
        reasons.extend(Because(name.start(), name.end(), 9.0) for name in names.finditer(text))
    kept: list[Because] = []
    for reason in sorted(reasons, key=lambda r: (-r.weight, r.start)):
        if reason.weight > 0.15 and all(reason.end <= k.start or k.end <= reason.start for k in kept):
            kept.append(reason)
    return tuple(kept[:most])


def read(text: str) -> Reading:
    """Return what the heads read of `text`: at most 600 characters; places in the reading are places in `text`."""
    lowered = _lower(text[:MOST_CHARACTERS])
    words = _WORD.findall(lowered)
    shape = len(patterns.PATTERNS) + sum(len(words) > limit for limit in _SHAPES)
    return Reading(lowered, words, [*patterns.list_patterns(lowered, words), shape])


def list_terms(words: Sequence[str]) -> list[str]:
    """Return words and pairs of neighbours, each once, in order; the first word stands once more with the beginning."""
    pairs = map(" ".join, itertools.pairwise([BEGIN, *words]))
    return list(dict.fromkeys([*words, *pairs]))


@functools.cache
def load_heads() -> Heads:
    """Return the packaged heads, or raise MissingWeightsError."""
    with np.load(io.BytesIO(packaged.read_weights("signals.npz"))) as arrays:
        meta = json.loads(arrays["meta"].tobytes())
        if meta["patterns"] != [pattern.name for pattern in patterns.PATTERNS] or meta.get("heads") != list(HEADS):
            raise packaged.MissingWeightsError("The signal weights are of other patterns. Run `make train` once.")
        return Heads(
            tag=meta["tag"],
            patterns=arrays["patterns"].astype(np.float32),
            words=arrays["words"].astype(np.float32),
            middle=arrays["middle"].astype(np.float32),
            bias=arrays["bias"].astype(np.float32),
            vocabulary={term: row for row, term in enumerate(meta["vocabulary"])},
            trained_on=tuple(meta["trained_on"]),
        )


def _list_known(words: list[str], vocabulary: dict[str, int]) -> list[int]:
    look_up = vocabulary.get
    return [row for term in list_terms(words) if (row := look_up(term)) is not None]


def _lower(text: str) -> str:
    """Return `text` in lower case with straight apostrophes, as long as it was, so that places hold."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return lowered.replace("’", "'")


def _name_competitors(chances: Floats, texts: Sequence[str], competitors: Iterable[str]) -> Floats:
    if names := _names(tuple(competitors)):
        column = CODES.index(SignalCode.COMPETITOR)
        for row, text in zip(chances, texts, strict=True):
            if names.search(text):
                row[column] = max(row[column], NAMED)
    return chances


@functools.lru_cache(maxsize=16)
def _names(competitors: tuple[str, ...]) -> re.Pattern[str] | None:
    spellings = sorted({name.strip() for name in competitors if name.strip()}, key=lambda name: (-len(name), name))
    if not spellings:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)", re.IGNORECASE)
