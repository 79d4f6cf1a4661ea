"""A head for suggestions trained inside the benchmark, by the protocol of SemEval-2019 task 9 A: what the method can reach.

Its data is CC BY-NC-SA, so these weights are thrown away with the run; the shipped heads never see it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from closeknit.analysis.text import embedding, patterns, signals

FEWEST_USES = 2
# How much each group may speak and how freely the whole; chosen by cross-validation on the training part alone.
PATTERN_SCALE, WORD_SCALE, MIDDLE_SCALE, STRENGTH = 1.0, 3.0, 4.0, 1.0

Floats = npt.NDArray[np.float32]
Truth = npt.NDArray[np.int_]


@dataclass(frozen=True)
class Head:
    """A trained head with what it needs to read a sentence."""

    vocabulary: dict[str, int]
    mean: Floats
    deviation: Floats
    model: LogisticRegression


def train(texts: Sequence[str], middles: Floats, truth: Truth) -> Head:
    """Return a head fitted on `texts`; the same input gives the same head."""
    uses: dict[str, int] = {}
    for text in texts:
        for term in _list_terms(text):
            uses[term] = uses.get(term, 0) + 1
    vocabulary = {term: row for row, term in enumerate(sorted(t for t, n in uses.items() if n >= FEWEST_USES))}
    mean, deviation = middles.mean(axis=0), middles.std(axis=0) + np.float32(1e-6)
    rows = _stack(texts, middles, vocabulary, mean, deviation)
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit(rows, truth)
    return Head(vocabulary, mean, deviation, model)


def score(head: Head, texts: Sequence[str], middles: Floats) -> npt.NDArray[np.float64]:
    """Return the probability [n] that each text suggests something."""
    rows = _stack(texts, middles, head.vocabulary, head.mean, head.deviation)
    return np.asarray(head.model.predict_proba(rows)[:, 1])


def score_out_of_fold(texts: Sequence[str], middles: Floats, truth: Truth, folds: int = 5) -> npt.NDArray[np.float64]:
    """Return the probability [n] of each text from a head that was fitted without its fold."""
    scores = np.zeros(len(texts))
    for train_rows, test_rows in StratifiedKFold(folds, shuffle=True, random_state=7).split(middles, truth):
        head = train([texts[i] for i in train_rows], middles[train_rows], truth[train_rows])
        scores[test_rows] = score(head, [texts[i] for i in test_rows], middles[test_rows])
    return scores


def embed(embedder: embedding.Embedder, texts: Sequence[str]) -> Floats:
    """Return the middle features [n, m] of `texts`."""
    return embedder.embed(texts).middles


def _stack(
    texts: Sequence[str], middles: Floats, vocabulary: dict[str, int], mean: Floats, deviation: Floats
) -> sparse.csr_matrix:
    scaled = (middles - mean) / deviation * np.float32(MIDDLE_SCALE / middles.shape[1] ** 0.5)
    read = np.stack([_read_patterns(text) for text in texts]) * PATTERN_SCALE
    return sparse.hstack([sparse.csr_matrix(read), _read_words(texts, vocabulary), sparse.csr_matrix(scaled)]).tocsr()


def _read_patterns(text: str) -> Floats:
    row = np.zeros(len(patterns.PATTERNS) + signals.N_SHAPES, dtype=np.float32)
    row[signals.read(text).rows] = 1
    return row


def _read_words(texts: Sequence[str], vocabulary: dict[str, int]) -> sparse.csr_matrix:
    places, columns, values = [0], [], []
    for text in texts:
        known = [vocabulary[term] for term in _list_terms(text) if term in vocabulary]
        columns.extend(known)
        values.extend([WORD_SCALE / len(known) ** 0.5] * len(known))
        places.append(len(columns))
    return sparse.csr_matrix((values, columns, places), shape=(len(texts), len(vocabulary)), dtype=np.float32)


def _list_terms(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*|[?!]", text[: signals.MOST_CHARACTERS].lower().replace("’", "'"))
    words = ["<s>", *words]
    pairs = (" ".join(pair) for pair in itertools.pairwise(words))
    triples = (" ".join(triple) for triple in zip(words, words[1:], words[2:], strict=False))
    return list(dict.fromkeys([*words, *pairs, *triples]))
