"""Labelled sentences and their vectors for `benchmarks/needs.py`: read from a folder, embedded once, kept in a cache."""

from __future__ import annotations

import csv
import hashlib
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from closeknit.analysis.text import hearing

FEWEST_OF_A_LABEL = 5
THINGS = (
    "pump",
    "export",
    "alarm",
    "invoice",
    "filter",
    "training",
    "door",
    "recipe",
    "noise",
    "cleaning",
    "spare part",
    "login",
)
FRAMES = (
    "The {thing} takes far too long",
    "We need to see the {thing} without calling anybody",
    "Could you add a way to check the {thing}",
    "Nobody can say why the {thing} fails",
    "I want one {thing} for everything",
    "We wait for the {thing}",
    "Please tell us about the {thing} before it is too late",
    "It is hard to explain the {thing} to new people",
)
ENDINGS = (
    "on Monday",
    "at the second site",
    "during the night",
    "for our auditor",
    "since the update",
    "every single week",
)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Labelled:
    """Sentences in an order of chance that is the same in every run; `labels[i]` is the theme of `texts[i]`."""

    name: str
    texts: list[str]
    labels: list[str]
    vectors: Floats

    def cut(self, n: int) -> Labelled:
        """Return the first n."""
        return Labelled(self.name, self.texts[:n], self.labels[:n], self.vectors[:n])


def read_sets(folder: Path, cache: Path, most: int | None = None) -> dict[str, Labelled]:
    """Return those of the known sets that lie below `folder`, by name, shuffled, with vectors from the cache or made now.

    With `most`, only the first set that is there, and so many of its sentences.
    """
    hearer: list[hearing.Hearer] = []
    found = {}
    for name, (pattern, read) in READERS.items():
        rows = [row for path in sorted(folder.glob(pattern)) for row in read(path)]
        if rows:
            texts, labels = _clean(rows)
            found[name] = Labelled(name, texts[:most], labels[:most], _embed(name, texts[:most], cache, hearer))
            if most is not None:
                break
    return found


def make_set(cache: Path, most: int | None = None) -> dict[str, Labelled]:
    """Return a small made set, where there is no folder of real ones: twelve things, said in many ways; `most` of it at most."""
    draw = random.Random(7)
    rows = [
        (f"{draw.choice(FRAMES).format(thing=thing)} {draw.choice(ENDINGS)}", thing)
        for thing in THINGS
        for _ in range(400)
    ]
    texts, labels = (column[:most] for column in _clean(rows))
    return {"made": Labelled("made", texts, labels, _embed("made", texts, cache, []))}


def mix(sets: Sequence[Labelled], n: int, seed: int = 11) -> Labelled:
    """Return n sentences of several sets, shuffled; beyond what there is, copies with noise (cosine about 0.9)."""
    draw = np.random.default_rng(seed)
    vectors = np.concatenate([one.vectors for one in sets])
    labels = [f"{one.name}:{label}" for one in sets for label in one.labels]
    texts = [text for one in sets for text in one.texts]
    order = draw.permutation(len(texts))
    order = np.concatenate([order, draw.integers(len(texts), size=max(n - len(texts), 0))])[:n]
    chosen = vectors[order]
    copies = np.arange(len(order)) >= len(texts)
    chosen[copies] = blur(chosen[copies], draw)
    return Labelled("mixture", [texts[i] for i in order], [labels[i] for i in order], chosen)


def blur(vectors: Floats, draw: np.random.Generator) -> Floats:
    """Return the vectors with noise, of unit length: cosine about 0.9 to what they were."""
    noise = draw.normal(size=vectors.shape).astype(np.float32)
    blurred = vectors + 0.47 * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    unit: Floats = blurred / np.linalg.norm(blurred, axis=1, keepdims=True)
    return unit


def _clean(rows: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Leave out repeated texts and labels of fewer than five, and shuffle."""
    distinct = list(dict(rows).items())
    counts = Counter(label for _, label in distinct)
    kept = [(text, label) for text, label in distinct if counts[label] >= FEWEST_OF_A_LABEL]
    random.Random(11).shuffle(kept)
    return [text for text, _ in kept], [label for _, label in kept]


def _embed(name: str, texts: list[str], cache: Path, hearer: list[hearing.Hearer]) -> Floats:
    if not hearer:
        hearer.append(hearing.Hearer())
    digest = hashlib.sha256("\n".join([hearer[0].tag, *texts]).encode()).hexdigest()[:16]
    path = cache / f"{name}-{digest}.npy"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(path, hearer[0].embed(texts).astype(np.float16))
    vectors: Floats = np.load(path).astype(np.float32)
    return vectors


def find_cache() -> Path:
    """Return the folder for vectors and for the peers' environment, outside the repository."""
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "closeknit-benchmarks"


def _read_table(text: str, label: str) -> Callable[[Path], Iterator[tuple[str, str]]]:
    def read(path: Path) -> Iterator[tuple[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row[text].strip() and row[label].strip():
                    yield row[text], row[label]

    return read


def _read_jupyter(path: Path) -> Iterator[tuple[str, str]]:
    """Only answers with a single theme; those to "needs addressed" have none of their own."""
    for text, theme in _read_table("answer", "themes_of_respondent")(path):
        if "," not in theme and theme != "needs_addressed" and len(text.split()) >= 2:
            yield text, theme


def _read_dialogues(path: Path) -> Iterator[tuple[str, str]]:
    for text, intent in _read_table("utterance", "intent")(path):
        if intent not in {"contentonly", "outofdomain"} and "<" not in intent:
            yield text, intent


READERS: dict[str, tuple[str, Callable[[Path], Iterator[tuple[str, str]]]]] = {
    "Banking77": ("intents_banking77/dev/train.csv", _read_table("text", "category")),
    "CLINC150": ("intents_clinc150/dev/[tv]*.csv", _read_table("text", "intent")),
    "StackOverflow": ("cluster_stackoverflow/dev/titles.csv", _read_table("text", "label_name")),
    "Jupyter": ("survey_jupyter_2015/dev/answers.csv", _read_jupyter),
    "Snips": ("intents_snips/dev/train.csv", _read_table("text", "intent")),
    "Bitext": ("intents_bitext_support/dev/train.csv", _read_table("utterance", "intent")),
    "MultiDoGO": ("dialogues_multidogo/dev/*_train.csv", _read_dialogues),
    "Airline": ("tweets_airline/dev/tweets.csv", _read_table("text", "negativereason")),
}
