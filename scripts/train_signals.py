"""Train the signal heads: our own examples, plus public sets of class SHIP found under --data (none of them is committed).

`python scripts/train_signals.py --data DIR` writes signals.npz into the weights folder, with the list of the files that it
read; without --data only our own examples are used. The same input gives the same bytes. Prints figures out of fold.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

import signal_sets
from closeknit.analysis.text import embedding, patterns, signals

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/closeknit/analysis/text/weights/signals.npz"
EXAMPLES = ROOT / "scripts/signal_examples.jsonl"
FEWEST_USES, MOST_WORDS = 4, 2500
# How strongly each group of features may speak; chosen by 5-fold F1 on our own examples.
PATTERN_SCALE, WORD_SCALE, MIDDLE_SCALE, STRENGTH = 2.0, 1.0, 3.0, 0.5
FOLDS = 5

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Features:
    """One row per example; the columns are patterns and shapes, words, middle features (standardised)."""

    rows: Floats
    vocabulary: tuple[str, ...]
    mean: Floats
    deviation: Floats


def main(argv: Sequence[str] | None = None) -> int:
    """Train, print the figures, write the weights; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the public sets")
    arguments = parser.parse_args(argv)
    examples = signal_sets.read_own(EXAMPLES)
    own = len(examples)
    files = [str(EXAMPLES.relative_to(ROOT))]
    if arguments.data:
        more, read = signal_sets.read_public(arguments.data)
        examples, files = examples + more, files + read
    features = build_features([example.text for example in examples])
    heads = [train_head(features, examples, own, column) for column in range(len(signals.CODES))]
    write_heads(features, heads, files)
    print(f"signal heads: {len(examples)} examples ({own} of our own), {TARGET.stat().st_size // 1000} kB")
    return 0


def build_features(texts: list[str]) -> Features:
    """Return the features of all texts, scaled, with what is needed to fold the scaling into the weights."""
    terms = [signals.list_terms(signals.list_words(text)) for text in texts]
    uses: dict[str, int] = {}
    for listed in terms:
        for term in listed:
            uses[term] = uses.get(term, 0) + 1
    frequent = sorted((t for t, n in uses.items() if n >= FEWEST_USES), key=lambda t: (-uses[t], t))[:MOST_WORDS]
    vocabulary = tuple(sorted(frequent))
    middle = embedding.Embedder().embed(texts).middles
    mean, deviation = middle.mean(axis=0), middle.std(axis=0) + 1e-6
    middle = (middle - mean) / deviation / np.float32(middle.shape[1] ** 0.5)
    rows = [_pattern_row(text) * PATTERN_SCALE for text in texts], [_word_row(t, vocabulary) for t in terms]
    return Features(
        np.hstack([np.array(rows[0]), np.array(rows[1]) * WORD_SCALE, middle * MIDDLE_SCALE]).astype(np.float32),
        vocabulary,
        mean,
        deviation,
    )


def train_head(features: Features, examples: list[signal_sets.Example], own: int, column: int) -> tuple[Floats, float]:
    """Return weights and bias of one head, calibrated on predictions out of fold; print its figures on our examples."""
    code = signals.CODES[column]
    known = np.array([i for i, example in enumerate(examples) if example.knows(code)])
    truth = np.array([code in examples[i].signals for i in known], dtype=int)
    weight = np.array([examples[i].weight for i in known])
    rows = features.rows[known]
    logits = np.zeros(len(known))
    for train, test in KFold(FOLDS, shuffle=True, random_state=7).split(rows):
        logits[test] = _fit(rows[train], truth[train], weight[train]).decision_function(rows[test])
    ours = known < own
    slope, shift = _calibrate(logits[ours], truth[ours])
    model = _fit(rows, truth, weight)
    chance = 1 / (1 + np.exp(-(slope * logits[ours] + shift)))
    _print_figures(code, truth[ours], chance, len(known))
    return (model.coef_[0] * slope).astype(np.float32), float(model.intercept_[0] * slope + shift)


def write_heads(features: Features, heads: list[tuple[Floats, float]], files: list[str]) -> None:
    """Write the weights with the scaling folded in, so that they apply to raw features."""
    weights = np.stack([head[0] for head in heads], axis=1)
    n_patterns = len(patterns.PATTERNS) + 5
    n_words = len(features.vocabulary)
    by_pattern = weights[:n_patterns] * PATTERN_SCALE
    by_word = weights[n_patterns : n_patterns + n_words] * WORD_SCALE
    scale = MIDDLE_SCALE / features.deviation[:, None] / len(features.mean) ** 0.5
    by_middle = weights[n_patterns + n_words :] * scale
    bias = np.array([head[1] for head in heads]) - features.mean @ by_middle
    meta = {
        "trained_on": files,
        "patterns": [pattern.name for pattern in patterns.PATTERNS],
        "vocabulary": list(features.vocabulary),
    }
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        meta=np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), dtype=np.uint8),
        patterns=by_pattern.astype(np.float16),
        words=by_word.astype(np.float16),
        middle=by_middle.astype(np.float32),
        bias=bias.astype(np.float32),
    )
    TARGET.write_bytes(buffer.getvalue())


def _fit(rows: Floats, truth: npt.NDArray[np.int_], weight: npt.NDArray[np.float64]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=600).fit(rows, truth, sample_weight=weight)


def _calibrate(logits: npt.NDArray[np.float64], truth: npt.NDArray[np.int_]) -> tuple[float, float]:
    platt = LogisticRegression(C=100.0).fit(logits[:, None], truth)
    return float(platt.coef_[0, 0]), float(platt.intercept_[0])


def _print_figures(code: str, truth: npt.NDArray[np.int_], chance: npt.NDArray[np.float64], n_all: int) -> None:
    heard = chance >= signals.HOLDS
    right = int((heard & (truth == 1)).sum())
    f1 = 2 * right / max(heard.sum() + truth.sum(), 1)
    bins = np.minimum((chance * 10).astype(int), 9)
    gaps = [abs(chance[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    print(f"{code:12} F1 {f1:.3f}  ECE {sum(gaps):.3f}  own {truth.sum()} of {len(truth)}, all {n_all}")


def _pattern_row(text: str) -> Floats:
    words = signals.list_words(text)
    row = np.zeros(len(patterns.PATTERNS) + 5, dtype=np.float32)
    for found in patterns.find_patterns(text[: signals.MOST_CHARACTERS].replace("’", "'"), frozenset(words)):
        row[found.pattern] = 1
    row[len(patterns.PATTERNS) + signals.shape_of(len(words))] = 1
    return row


def _word_row(terms: list[str], vocabulary: tuple[str, ...]) -> Floats:
    places = {term: place for place, term in enumerate(vocabulary)}
    row = np.zeros(len(vocabulary), dtype=np.float32)
    known = [places[term] for term in terms if term in places]
    row[known] = len(known) ** -0.5 if known else 0
    return row


if __name__ == "__main__":
    sys.exit(main())
