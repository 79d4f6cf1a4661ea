"""How fast words are heard: the bare embedding against everything (language, signals, needs), side by side in one run.

`python benchmarks/analyse.py [--quick] [--json FILE] [--real-words DIR] [--many N]`. The two are timed in turns, so that
whatever else the machine does bears on both; trust the ratio. Each round's sentences are different, so nothing is
remembered. `--many 100000` analyses one file of so many sentences instead, as `closeknit analyse` does, by the clock.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from closeknit.analysis.needs import corpus
from closeknit.analysis.text import hearing, sentences

GOAL_SHARE, GOAL_SECONDS = 0.80, 180
THINGS = [
    "pump",
    "export",
    "display",
    "alarm",
    "report",
    "probe",
    "invoice",
    "filter",
    "app",
    "training",
    "key",
    "door",
]
WHERES = [
    "in the cold store",
    "on Monday",
    "since the update",
    "at the second site",
    "during the night",
    "for our auditor",
]
FRAMES = [
    "The {thing} {where} takes far too long and nobody can say why.",
    "We need to see the {thing} {where} without calling anybody.",
    "Could you add a way to check the {thing} {where}?",
    "Honestly, the {thing} is fine, it just stops {where}.",
    "We are very happy with the {thing}, thank you.",
    "Next year we want to replace the {thing} {where}.",
    "I looked at the {thing} {where} and then we went for lunch.",
    "Somebody else offered us a cheaper {thing} last week.",
]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer sentences, under 40 seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument(
        "--real-words", type=Path, metavar="DIR", help="use the CSV files of a folder instead of made ones"
    )
    parser.add_argument("--many", type=int, metavar="N", help="only time one file of N sentences")
    arguments = parser.parse_args(argv)
    figures = measure_many(arguments.many, arguments.real_words) if arguments.many else measure_in_turns(arguments)
    for name, value in figures.items():
        print(f"{name:36} {value:12,.2f}")
    print(f"goals: share of the bare rate >= {GOAL_SHARE:.2f}; 100,000 sentences in {GOAL_SECONDS} seconds")
    if arguments.json:
        arguments.json.write_text(json.dumps({"figures": figures}, indent=1) + "\n", encoding="utf-8")
    return 0


def measure_in_turns(arguments: argparse.Namespace) -> dict[str, float]:
    """Return the rates, with fewer sentences where it should be quick."""
    rounds, size = (3, 1200) if arguments.quick else (5, 4000)
    texts = read_real(arguments.real_words) if arguments.real_words else make_texts(rounds * 2 * size)
    return measure(texts, rounds, min(size, len(texts) // (rounds * 2)))


def measure_many(n: int, real: Path | None) -> dict[str, float]:
    """Return how long one file of n sentences takes, with all that `closeknit analyse` finds in it."""
    found = read_real(real) if real else make_texts(n)
    texts = [found[row % len(found)] for row in range(n)]
    hearer = hearing.Hearer()
    started, spent = time.perf_counter(), time.process_time()
    analysis = corpus.analyse(enumerate(texts, 1), hearer)
    return {
        "sentences": len(analysis.sentences),
        "different": min(n, len(found)),
        "needs": len(analysis.needs),
        "seconds": time.perf_counter() - started,
        "CPU seconds, both cores": time.process_time() - spent,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def measure(texts: Sequence[str], rounds: int, size: int) -> dict[str, float]:
    """Return rates in sentences a second, the share of hearing in the bare rate (median of the rounds), and memory."""
    hearer = hearing.Hearer()
    hearer.hear(texts[:64])
    bare, whole = [], []
    parts = [texts[first : first + size] for first in range(0, 2 * rounds * size, size)]
    for first, second in zip(parts[::2], parts[1::2], strict=True):
        started = time.perf_counter()
        hearer.embed(first)
        between = time.perf_counter()
        corpus.analyse(enumerate(second, 1), hearer)
        bare.append(size / (between - started))
        whole.append(size / (time.perf_counter() - between))
    return {
        "bare embedding, sentences/s": statistics.median(bare),
        "whole hearing, sentences/s": statistics.median(whole),
        "share of the bare rate": statistics.median(w / b for w, b in zip(whole, bare, strict=True)),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def make_texts(n: int) -> list[str]:
    """Return n different sentences, the same in every run."""
    draw = random.Random(7)
    return [
        f"{draw.choice(FRAMES).format(thing=draw.choice(THINGS), where=draw.choice(WHERES))[:-1]}, case {number}."
        for number in range(n)
    ]


def read_real(folder: Path) -> list[str]:
    """Return different sentences of the answers below `folder`, shuffled by a fixed seed."""
    csv.field_size_limit(1 << 30)
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    if len(cell) > 25:
                        found.update(dict.fromkeys(cell[s.start : s.end] for s in sentences.split_sentences(cell)))
    texts = [text for text in found if len(text) > 12]
    random.Random(7).shuffle(texts)
    return texts


if __name__ == "__main__":
    sys.exit(main())
