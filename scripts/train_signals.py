"""Train the signal heads: our own examples, plus public sets of class SHIP found under --data (none of them is committed).

`python scripts/train_signals.py --data DIR` writes signals.npz into the weights folder, with the list of the files that it
read; without --data only our own examples are used. The same input gives the same bytes. Prints figures of sentences from
sources that the head did not see.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

import signal_sets
from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import embedding, patterns, signals

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/closeknit/analysis/text/weights/signals.npz"
EXAMPLES, LABELS = ROOT / "scripts/signal_examples.jsonl", ROOT / "scripts/signal_labels.jsonl"
FEWEST_USES, MOST_WORDS = 4, 3000
# How strongly each group of features may speak, and all of them; chosen by figures on sources held out.
PATTERN_SCALE, WORD_SCALE, MIDDLE_SCALE, STRENGTH = 2.0, 1.0, 2.0, 0.25
# Each fold holds out whole sources, so that calibration is that of words from somewhere else.
FOLDS = {
    "app_reviews_opinions_is22": 0,
    "app_reviews_urr": 0,
    "survey_exports": 1,
    "interviews_otel_end_users": 1,
    "churn_intent_swisscom": 1,
    "survey_jupyter_2015": 2,
    "email_intent_parakweet": 3,
    "dialogues_multidogo": 3,
    "meetings_qmsum_product": 3,
    "intents_banking77": 3,
}
N_FOLDS = 4
# How freely a source may say more or less than others while the slope of the chance is fitted.
SHIFT_SCALE = 3.0
# The share of sentences in which a signal holds among what customers say to a house: between the mean of our labelled
# sources (neutral talk included) and that of reviews and surveys; guessed for the rare ones. Our examples hold more of
# each, and a head that believed them would cry wolf.
NATURAL_SHARE = {
    SignalCode.NEED: 0.12,
    SignalCode.PAIN: 0.30,
    SignalCode.PRAISE: 0.25,
    SignalCode.SUGGESTION: 0.15,
    SignalCode.QUESTION: 0.10,
    SignalCode.PLAN: 0.05,
    SignalCode.COST_CUT: 0.03,
    SignalCode.COMPETITOR: 0.05,
    SignalCode.LEAVING: 0.03,
    SignalCode.FEEDBACK: 0.06,
}

Floats = npt.NDArray[np.float32]
Truth = npt.NDArray[np.int_]
Weights = npt.NDArray[np.float64]


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
    files = [str(EXAMPLES.relative_to(ROOT))]
    if arguments.data:
        labelled, read = signal_sets.read_labelled(LABELS, arguments.data)
        weak, read_too = signal_sets.read_weak(arguments.data, frozenset(e.text for e in labelled))
        files += [str(LABELS.relative_to(ROOT)), *dict.fromkeys([*read, *read_too])]
        examples = [*examples, *labelled, *weak]
    print(f"signal heads: {len(examples)} examples, {dict(Counter(e.source for e in examples))}")
    # One thread, since the number of threads decides how sums are rounded.
    with threadpool_limits(1):
        features = build_features([example.text for example in examples])
        heads = [train_head(features, examples, name) for name in signals.HEADS]
    write_heads(features, heads, files)
    print(f"signal heads: {TARGET.stat().st_size // 1000} kB")
    return 0


def build_features(texts: list[str]) -> Features:
    """Return the features of all texts, scaled, with what is needed to fold the scaling into the weights."""
    readings = [signals.read(text) for text in texts]
    terms = [signals.list_terms(reading.words) for reading in readings]
    uses = Counter(term for listed in terms for term in listed)
    frequent = sorted((t for t, n in uses.items() if n >= FEWEST_USES), key=lambda t: (-uses[t], t))[:MOST_WORDS]
    vocabulary = tuple(sorted(frequent))
    middle = embedding.Embedder().embed(texts).middles
    mean, deviation = middle.mean(axis=0), middle.std(axis=0) + np.float32(1e-6)
    rows = np.zeros((len(texts), _n_patterns() + len(vocabulary) + middle.shape[1]), dtype=np.float32)
    places = {term: _n_patterns() + place for place, term in enumerate(vocabulary)}
    for row, reading, listed in zip(rows, readings, terms, strict=True):
        row[reading.rows] = PATTERN_SCALE
        known = [places[term] for term in listed if term in places]
        row[known] = WORD_SCALE * len(known) ** -0.5 if known else 0
    rows[:, _n_patterns() + len(vocabulary) :] = (middle - mean) / deviation * (MIDDLE_SCALE / len(mean) ** 0.5)
    return Features(rows, vocabulary, mean, deviation)


def train_head(features: Features, examples: list[signal_sets.Example], name: str) -> tuple[Floats, float]:
    """Return weights and bias of one head, calibrated on sources that it did not see; print its figures on them."""
    known = np.array([place for place, example in enumerate(examples) if _knows(example, name)])
    chosen = [examples[place] for place in known]
    truth = np.array([_holds(example, name) for example in chosen], dtype=int)
    weight = np.array([example.weight for example in chosen])
    fold = np.array([_fold_of(example) for example in chosen])
    rows = features.rows[known]
    logits = np.zeros(len(known))
    for held_out in range(N_FOLDS):
        model = _fit(rows[fold != held_out], truth[fold != held_out], weight[fold != held_out])
        logits[fold == held_out] = model.decision_function(rows[fold == held_out])
    judged = np.array([example.reviewed for example in chosen])
    share = NATURAL_SHARE[SignalCode(name)] if name != signals.TO_OTHERS else float(truth.mean())
    sources = np.array([example.source for example in chosen])
    slope, shift = _calibrate(logits[judged], truth[judged], sources[judged], share)
    model = _fit(rows, truth, weight)
    chance = 1 / (1 + np.exp(-(slope * logits + shift)))
    foreign = judged & (sources != signal_sets.OWN)
    print(
        f"{name:12} own {_rate(truth, chance, judged & ~foreign)}   of sources not seen {_rate(truth, chance, foreign)}"
    )
    return (model.coef_[0] * slope).astype(np.float32), float(model.intercept_[0] * slope + shift)


def write_heads(features: Features, heads: list[tuple[Floats, float]], files: list[str]) -> None:
    """Write the weights with the scaling folded in, so that they apply to raw features."""
    weights = np.stack([head[0] for head in heads], axis=1)
    n_words = len(features.vocabulary)
    by_middle = weights[_n_patterns() + n_words :] * (
        MIDDLE_SCALE / features.deviation[:, None] / len(features.mean) ** 0.5
    )
    arrays = {
        "patterns": (weights[: _n_patterns()] * PATTERN_SCALE).astype(np.float16),
        "words": (weights[_n_patterns() : _n_patterns() + n_words] * WORD_SCALE).astype(np.float16),
        "middle": by_middle.astype(np.float32),
        "bias": (np.array([head[1] for head in heads]) - features.mean @ by_middle).astype(np.float32),
    }
    digest = hashlib.sha256(b"".join(array.tobytes() for array in arrays.values())).hexdigest()[:8]
    meta = {
        "tag": f"signals-{digest}",
        "heads": list(signals.HEADS),
        "trained_on": files,
        "patterns": [pattern.name for pattern in patterns.PATTERNS],
        "vocabulary": list(features.vocabulary),
    }
    buffer = io.BytesIO()
    packed = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), dtype=np.uint8)
    np.savez_compressed(buffer, meta=packed, **arrays)
    TARGET.write_bytes(buffer.getvalue())


def _n_patterns() -> int:
    return len(patterns.PATTERNS) + signals.N_SHAPES


def _knows(example: signal_sets.Example, name: str) -> bool:
    if name == signals.TO_OTHERS:
        return example.to_others is not None and SignalCode.SUGGESTION in example.signals
    return SignalCode(name) in example.about


def _holds(example: signal_sets.Example, name: str) -> bool:
    return bool(example.to_others) if name == signals.TO_OTHERS else SignalCode(name) in example.signals


def _fold_of(example: signal_sets.Example) -> int:
    return FOLDS.get(example.source, zlib.crc32(example.text.encode()) % N_FOLDS)


def _fit(rows: Floats, truth: Truth, weight: Weights) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=400).fit(rows, truth, sample_weight=weight)


def _calibrate(logits: Weights, truth: Truth, sources: npt.NDArray[np.str_], share: float) -> tuple[float, float]:
    """Return slope and shift of the chance, with the positive rows weighted so that they make `share` of all.

    The slope is that within a source: how much more or less a whole source says is no sign of how sure a sentence is.
    """
    weight = np.where(truth == 1, share / truth.mean(), (1 - share) / (1 - truth.mean()))
    own_shifts = (sources[:, None] == np.unique(sources)[None, :]) * SHIFT_SCALE
    within = LogisticRegression(max_iter=500).fit(np.hstack([logits[:, None], own_shifts]), truth, sample_weight=weight)
    slope = float(within.coef_[0, 0])
    low, high = -10.0, 10.0
    while high - low > 1e-6:
        shift = (low + high) / 2
        expected = (weight / (1 + np.exp(-(slope * logits + shift)))).sum() / weight.sum()
        low, high = (low, shift) if expected > share else (shift, high)
    return slope, low


def _rate(truth: Truth, chance: Weights, rows: npt.NDArray[np.bool_]) -> str:
    holds, heard = truth[rows] == 1, chance[rows] >= signals.HOLDS
    if not holds.any():
        return "none"
    f1 = 2 * (heard & holds).sum() / max(heard.sum() + holds.sum(), 1)
    bins = np.minimum((chance[rows] * 10).astype(int), 9)
    gaps = [abs(chance[rows][bins == b].mean() - holds[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return f"F1 {f1:.3f} ECE {sum(gaps):.3f} ({holds.sum()} of {len(holds)})"


if __name__ == "__main__":
    sys.exit(main())
