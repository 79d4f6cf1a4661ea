"""Train the tagger of parts of speech on UD English EWT (CC BY-SA 4.0), which is not committed.

`python scripts/train_tagger.py --data DIR` reads the treebank's documents below DIR (`sources/*/*.conllu` with `file-lists/files.train`,
`files.dev`, `files.test`, as they lie in the folder not-to-release of its repository), prints the accuracy on dev and test, and
writes tagger.npz into the weights folder. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from closeknit.analysis.text import tagging

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/closeknit/analysis/text/weights" / tagging.WEIGHTS
ROUNDS, FEWEST_USES, SMALLEST = 8, 2, 0.2
SURE_USES, SURE_SHARE = 12, 0.99
# Many customers type without capitals: so many sentences are learnt in lower case.
LOWERED = 0.3
TREEBANK = "UD_English-EWT"

_JOINED = {
    **dict.fromkeys(("NN", "FW", "ADD", "GW", "AFX", "XX"), "NN"),
    **dict.fromkeys(("NNP", "NNPS"), "NNP"),
    **dict.fromkeys(("JJ", "JJS"), "JJ"),
    **dict.fromkeys(("VB", "VBP"), "VB"),
    **dict.fromkeys(("RB", "RBR", "RBS"), "RB"),
    **dict.fromkeys(("DT", "PDT"), "DT"),
    **dict.fromkeys(("WDT", "WP", "WP$", "WRB"), "W"),
}

Sentence = list[tuple[str, str, str]]


class Perceptron:
    """Weights while they are learnt: a running sum of each, so that the mean over all steps can be taken at the end."""

    def __init__(self) -> None:
        self.weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._sums: dict[tuple[str, int], float] = defaultdict(float)
        self._since: dict[tuple[str, int], int] = defaultdict(int)
        self.step = 0

    def update(self, features: Sequence[str], truth: int, guess: int) -> None:
        """Move the weights of these features towards the truth and away from the guess."""
        for feature in features:
            self._add(feature, truth, 1.0)
            self._add(feature, guess, -1.0)

    def average(self) -> dict[str, dict[int, float]]:
        """Return the mean of each weight over all steps."""
        means: dict[str, dict[int, float]] = {}
        for feature, row in self.weights.items():
            for number, weight in row.items():
                key = (feature, number)
                mean = (self._sums[key] + (self.step - self._since[key]) * weight) / self.step
                means.setdefault(feature, {})[number] = mean
        return means

    def _add(self, feature: str, number: int, change: float) -> None:
        key, row = (feature, number), self.weights[feature]
        old = row.get(number, 0.0)
        self._sums[key] += (self.step - self._since[key]) * old
        self._since[key] = self.step
        row[number] = old + change


def main(argv: Sequence[str] | None = None) -> int:
    """Train, print the figures, write the weights; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the treebank's documents")
    arguments = parser.parse_args(argv)
    parts = {name: list(read_part(arguments.data, name)) for name in ("train", "dev", "test")}
    sure = list_sure(parts["train"])
    weights = train(parts["train"], sure)
    model = tagging.Model(sure, prune(weights, parts["train"]), *list_forms(parts["train"]), trained_on=())
    for name in ("dev", "test"):
        print(f"{name}: {measure(parts[name], model):.4f} of {sum(map(len, parts[name]))} words")
    n_words = sum(map(len, parts["train"]))
    digest = hashlib.sha256(json.dumps(parts["train"]).encode()).hexdigest()[:16]
    write(model, f"{TREEBANK}, train part, {n_words} words, {digest}")
    print(f"{len(model.weights)} features, {TARGET.stat().st_size // 1000} kB")
    return 0


def read_part(folder: Path, name: str) -> Iterator[Sentence]:
    """Yield the sentences of one part: word, tag, plain form."""
    for line in (folder / "file-lists" / f"files.{name}").read_text().split():
        path = folder / "sources" / line
        if not path.exists():
            print(f"not there: {line}")
            continue
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            rows = [row.split("\t") for row in block.splitlines() if row and not row.startswith("#")]
            sentence = list(join_hyphens([row for row in rows if row[0].isdigit()]))
            if sentence:
                yield sentence


def join_hyphens(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield the words of a sentence; "top - up", three words in the treebank, is one here, as it is written."""
    place = 0
    while place < len(rows):
        word, lemma, tag = rows[place][1], rows[place][2], rows[place][4]
        place += 1
        while place + 1 < len(rows) and rows[place][4] == "HYPH" and "SpaceAfter=No" in rows[place][9]:
            word, lemma = word + rows[place][1] + rows[place + 1][1], lemma + "-" + rows[place + 1][2]
            tag = rows[place + 1][4]
            place += 2
            if place < len(rows) and rows[place][4].startswith("NN"):
                tag = "JJ"
        joined = _JOINED.get(tag, tag)
        yield word, joined if joined in tagging.TAGS else "PUNCT", lemma.lower()


def list_sure(sentences: Sequence[Sentence]) -> dict[str, int]:
    """Return the words that have one tag nearly always."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag, _ in sentence:
            uses[tagging.normal(word)][tag] += 1
    sure = {}
    for word, tags in sorted(uses.items()):
        tag, count = tags.most_common(1)[0]
        if sum(tags.values()) >= SURE_USES and count >= SURE_SHARE * sum(tags.values()):
            sure[word] = tagging.TAGS.index(tag)
    return sure


def train(sentences: Sequence[Sentence], sure: dict[str, int]) -> dict[str, dict[int, float]]:
    """Return averaged weights after all rounds."""
    chance, learnt = random.Random(7), Perceptron()
    order = list(sentences)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for sentence in order:
            words = [word for word, _, _ in sentence]
            if chance.random() < LOWERED:
                words = [word.lower() for word in words]
            learn(words, [tagging.TAGS.index(tag) for _, tag, _ in sentence], sure, learnt)
    return learnt.average()


def learn(words: list[str], truth: list[int], sure: dict[str, int], learnt: Perceptron) -> None:
    """Go through one sentence and move the weights where they are wrong."""
    normals = [tagging.normal(word) for word in words]
    before, last = "^", "^"
    for place, right in enumerate(truth):
        guess = sure.get(normals[place])
        if guess is None:
            features = tagging.list_features(place, words, normals, last, before)
            scores = [0.0] * len(tagging.TAGS)
            for feature in features:
                for number, weight in learnt.weights.get(feature, {}).items():
                    scores[number] += weight
            guess = scores.index(max(scores))
            learnt.step += 1
            if guess != right:
                learnt.update(features, right, guess)
        before, last = last, tagging.TAGS[guess]


def prune(
    weights: dict[str, dict[int, float]], sentences: Sequence[Sentence]
) -> dict[str, tuple[tuple[int, float], ...]]:
    """Return the weights that are not small, of features that are not rare, rounded as they are stored."""
    uses: Counter[str] = Counter()
    for sentence in sentences:
        words = [word for word, _, _ in sentence]
        normals = [tagging.normal(word) for word in words]
        tags = ["^", "^", *(tag for _, tag, _ in sentence)]
        for place in range(len(words)):
            uses.update(tagging.list_features(place, words, normals, tags[place + 1], tags[place]))
    kept = {}
    for feature, row in sorted(weights.items()):
        large = [(number, round(weight * 8) / 8) for number, weight in sorted(row.items()) if abs(weight) >= SMALLEST]
        if large and uses[feature] >= FEWEST_USES:
            kept[feature] = tuple(large)
    return kept


def list_forms(sentences: Sequence[Sentence]) -> tuple[dict[str, str], frozenset[str]]:
    """Return the plain forms that no rule makes, by tag and word, and all verbs."""
    verbs = {
        lemma
        for sentence in sentences
        for _, tag, lemma in sentence
        if tag in ("VB", "VBD", "VBG", "VBN", "VBZ") and lemma.isalpha()
    }
    bare = tagging.Model({}, {}, {}, frozenset(verbs), ())
    uses: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag, lemma in sentence:
            if tag in ("NNS", "VBD", "VBG", "VBN", "VBZ") and word.isalpha():
                uses[tag, word.lower()][lemma] += 1
    odd = {}
    for (tag, word), lemmas in sorted(uses.items()):
        lemma = lemmas.most_common(1)[0][0]
        if lemma != tagging.plain(word, tag, bare) and lemma.isalpha():
            odd[f"{tag} {word}"] = lemma
    return odd, frozenset(verbs)


def measure(sentences: Sequence[Sentence], model: tagging.Model) -> float:
    """Return the share of words with the right tag."""
    right = total = 0
    for sentence in sentences:
        guessed = tagging.guess([word for word, _, _ in sentence], model)
        right += sum(tagging.TAGS[one] == tag for one, (_, tag, _) in zip(guessed, sentence, strict=True))
        total += len(sentence)
    return right / max(total, 1)


def write(model: tagging.Model, trained_on: str) -> None:
    """Write the weights in eighths."""
    features = sorted(model.weights)
    meta = {
        "trained_on": [trained_on],
        "sure": dict(model.sure),
        "odd": dict(model.odd),
        "verbs": sorted(model.verbs),
    }
    pairs = [pair for feature in features for pair in model.weights[feature]]
    starts = np.cumsum([0, *(len(model.weights[feature]) for feature in features)])
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        meta=np.frombuffer(json.dumps(meta, ensure_ascii=False, sort_keys=True).encode(), dtype=np.uint8),
        features=np.frombuffer("\n".join(features).encode(), dtype=np.uint8),
        starts=starts.astype(np.uint32),
        tags=np.array([number for number, _ in pairs], dtype=np.uint8),
        weights=np.array([weight for _, weight in pairs], dtype=np.float16),
    )
    TARGET.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    sys.exit(main())
