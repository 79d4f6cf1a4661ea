"""A head for suggestions trained inside the benchmark, by the protocol of SemEval-2019 task 9 A: what the method can reach.

Two linear models averaged: one over words, letters and turns of phrase, one over the middle layer and turns of phrase. The
data is CC BY-NC-SA, so these weights are thrown away with the run; the shipped heads never see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from closeknit.analysis.text import embedding, patterns, signals

# How much each group may speak; chosen by cross-validation on the training part alone.
WORD_SCALE, MIDDLE_SCALE, PATTERN_SCALE = 2.0, 6.0, 0.5
WORDS = r"[^\W_]+(?:'[^\W_]+)*|[?!]"

Floats = npt.NDArray[np.float32]
Truth = npt.NDArray[np.int_]


@dataclass(frozen=True)
class Head:
    """A trained head with what it needs to read a sentence."""

    words: TfidfVectorizer
    letters: TfidfVectorizer
    mean: Floats
    deviation: Floats
    lexical: LogisticRegression
    syntactic: LogisticRegression


def train(texts: Sequence[str], middles: Floats, truth: Truth) -> Head:
    """Return a head fitted on `texts`; the same input gives the same head."""
    words = TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True, token_pattern=WORDS).fit(texts)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True, max_features=60_000)
    letters.fit(texts)
    mean, deviation = middles.mean(axis=0), middles.std(axis=0) + np.float32(1e-6)
    read = _read_patterns(texts)
    lexical = LogisticRegression(C=1.0, max_iter=300).fit(_stack(words, letters, texts, read), truth)
    syntactic = LogisticRegression(C=0.5, max_iter=300).fit(_join(middles, mean, deviation, read), truth)
    return Head(words, letters, mean, deviation, lexical, syntactic)


def score(head: Head, texts: Sequence[str], middles: Floats) -> npt.NDArray[np.float64]:
    """Return the probability [n] that each text suggests something."""
    read = _read_patterns(texts)
    lexical = head.lexical.predict_proba(_stack(head.words, head.letters, texts, read))[:, 1]
    syntactic = head.syntactic.predict_proba(_join(middles, head.mean, head.deviation, read))[:, 1]
    return np.asarray((lexical + syntactic) / 2)


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


def _stack(words: TfidfVectorizer, letters: TfidfVectorizer, texts: Sequence[str], read: Floats) -> sparse.csr_matrix:
    parts = [sparse.csr_matrix(read), words.transform(texts) * WORD_SCALE, letters.transform(texts) * WORD_SCALE]
    return sparse.hstack(parts).tocsr()


def _join(middles: Floats, mean: Floats, deviation: Floats, read: Floats) -> Floats:
    scaled = (middles - mean) / deviation * np.float32(MIDDLE_SCALE / middles.shape[1] ** 0.5)
    return np.hstack([read * np.float32(PATTERN_SCALE), scaled]).astype(np.float32)


def _read_patterns(texts: Sequence[str]) -> Floats:
    rows = np.zeros((len(texts), len(patterns.PATTERNS) + signals.N_SHAPES), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        row[signals.read(text).rows] = 1
    return rows
