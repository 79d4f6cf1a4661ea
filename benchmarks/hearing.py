"""How well words are heard: the shipped heads on every public set with a like label, a head trained here, and the speed.

`python benchmarks/hearing.py [--quick] [--json FILE] [--real-words DIR]`, DIR being the folder of the public sets. They are
measured on and never fitted on; of sets that training may read, only rows that it holds back are used. A full run with
DIR writes its tables into docs/quality.md. Without DIR only the demo company's words and the speed are measured.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

import analyse
import hearing_calibration
import hearing_head
import hearing_sets
from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import embedding, hearing, sentences, signals

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs/quality.md"
STORIES = ROOT / "src/closeknit/demo/company/stories.md"
BEGIN, END = "<!-- signals: begin (benchmarks/hearing.py) -->", "<!-- signals: end -->"
QUICK_ROWS, MOST_ROWS = 200, 3000
SEMEVAL = hearing_sets.SETS[0]

Chances = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """How well one signal is heard on one set; calibration as in hearing_calibration."""

    set: str
    signal: str
    n: int
    holds: int
    f1: float
    macro_f1: float
    precision: float
    recall: float
    ece: float
    ece_after_50: float | None
    ece_after_100: float | None
    ece_least: float
    in_domain: bool


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write; return 0, or 2 when the folder is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"at most {QUICK_ROWS} rows a set, under 40 seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--real-words", type=Path, metavar="DIR", help="the folder of the public sets")
    arguments = parser.parse_args(argv)
    folder: Path | None = arguments.real_words
    if folder and not folder.is_dir():
        print(f"There is no folder {folder}.", file=sys.stderr)
        return 2
    most = QUICK_ROWS if arguments.quick else MOST_ROWS
    hearer = hearing.Hearer()
    shipped = measure_shipped(hearer, folder, most) if folder else []
    trained = measure_trained(folder, arguments.quick) if folder else []
    others = measure_needs(hearer, folder) | measure_speed(hearer, folder, arguments.quick)
    report = write_report(shipped, trained, others)
    print(report)
    if arguments.json:
        data = {"shipped": [asdict(f) for f in shipped], "trained": [asdict(f) for f in trained], "figures": others}
        arguments.json.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    if folder and not arguments.quick:
        write_document(report)
    return 0


def measure_shipped(hearer: hearing.Hearer, folder: Path, most: int) -> list[Figure]:
    """Return the figures of the shipped heads on all sets below `folder`."""
    figures = []
    for one in hearing_sets.SETS:
        rows = _take(hearing_sets.read_set(folder, one), most)
        if not rows:
            continue
        whole = "SemEval" in one.name
        chances = hear_texts(hearer, [text for text, _ in rows], whole=whole)
        for code in dict.fromkeys(code for _, truth in rows for code in truth):
            known = [place for place, (_, truth) in enumerate(rows) if code in truth]
            truth = np.array([rows[place][1][code] for place in known])
            figures.append(rate(one.name, code, truth, _pick(chances[known], code), one.in_domain))
    return figures


def measure_trained(folder: Path, quick: bool) -> list[Figure]:
    """Return the figures of a head trained on SemEval A: across its training part, on trial, and on the test when there."""
    parts = [hearing_sets.read_set(folder, one) for one in hearing_sets.SETS[:3]]
    if not parts[0]:
        return []
    fit = _take(parts[0], 3 * QUICK_ROWS if quick else None)
    embedder = embedding.Embedder()
    texts, truth = [text for text, _ in fit], np.array([int(t["suggestion"]) for _, t in fit])
    middles = hearing_head.embed(embedder, texts)
    across = hearing_head.score_out_of_fold(texts, middles, truth, 2 if quick else 3)
    figures = [rate("SemEval-2019 9 A, across its training part", "suggestion", truth, across, True)]
    head = hearing_head.train(texts, middles, truth)
    for one, rows in zip(hearing_sets.SETS[1:3], parts[1:], strict=True):
        if rows:
            tried = [text for text, _ in rows]
            chances = hearing_head.score(head, tried, hearing_head.embed(embedder, tried))
            holds = np.array([t["suggestion"] for _, t in rows])
            figures.append(rate(one.name, "suggestion", holds, chances, True))
    return figures


def measure_needs(hearer: hearing.Hearer, folder: Path | None) -> dict[str, float]:
    """Return the shares of the demo's need-like sentences, and of small talk, that are laid to the needs."""
    lines = STORIES.read_text(encoding="utf-8").split("## The themes")[1].split("\n## ")[0].splitlines()
    texts = [found[1] for line in lines if (found := re.match(r"- [^:]+: (.+)", line))]
    heard = [one for one in hearer.hear(texts) if one.understood]
    figures = {
        "demo: need-like English sentences": float(len(heard)),
        "demo: of them with one of need, pain, plan, suggestion": float(
            sum(any(one.signals[code] >= signals.HOLDS for code in hearing.FOR_NEEDS) for one in heard)
        ),
        "demo: of them laid to the needs": float(sum(one.for_needs for one in heard)),
    }
    if folder and (talk := hearing_sets.read_small_talk(folder)):
        idle = [one.for_needs for one in hearer.hear(talk) if one.understood]
        figures["small talk laid to the needs, share"] = sum(idle) / len(idle)
    return figures


def measure_speed(hearer: hearing.Hearer, folder: Path | None, quick: bool) -> dict[str, float]:
    """Return rates of hearing and of the bare embedding, in turns on different sentences; trust the ratio."""
    rounds, size = (3, 600) if quick else (5, 2000)
    texts = [text for text, _ in hearing_sets.read_set(folder, SEMEVAL)] if folder else []
    if len(texts) < 2 * rounds * size:
        texts = texts or analyse.make_texts(2 * rounds * size)
        size = min(size, len(texts) // (2 * rounds))
    hearer.hear(texts[:64])
    bare, whole, own = [], [], []
    for first in range(0, 2 * rounds * size, 2 * size):
        one, other = texts[first : first + size], texts[first + size : first + 2 * size]
        started = time.perf_counter()
        hearer.embed(one)
        between = time.perf_counter()
        hearer.hear(other)
        bare.append(size / (between - started))
        whole.append(size / (time.perf_counter() - between))
        own.append(_time_without_embedding(other))
    return {
        "bare embedding, sentences/s": statistics.median(bare),
        "hearing, sentences/s": statistics.median(whole),
        "hearing as a share of the bare embedding": statistics.median(w / b for w, b in zip(whole, bare, strict=True)),
        "CPU ms a sentence besides the embedding": statistics.median(own),
    }


def hear_texts(hearer: hearing.Hearer, texts: Sequence[str], *, whole: bool) -> Chances:
    """Return probabilities [n, 10]; a long text is heard by its sentences, as the product does, and the highest counts."""
    pieces, owners = [], []
    for place, text in enumerate(texts):
        spans = [] if whole else sentences.split_sentences(text)
        for piece in [text[span.start : span.end] for span in spans] or [text]:
            pieces.append(piece)
            owners.append(place)
    chances = np.zeros((len(texts), len(signals.CODES)))
    for place, one in zip(owners, hearer.hear(pieces), strict=True):
        if one.understood:
            chances[place] = np.maximum(chances[place], [one.signals[code] for code in signals.CODES])
    return chances


def rate(name: str, code: str, truth: npt.NDArray[np.generic], chances: Chances, in_domain: bool) -> Figure:
    """Return the figure of `chances` against `truth`, heard from 0.5 on."""
    holds, heard = truth.astype(bool), chances >= signals.HOLDS
    right = int((heard & holds).sum())
    precision, recall = right / max(int(heard.sum()), 1), right / max(int(holds.sum()), 1)
    f1 = 2 * right / max(int(heard.sum() + holds.sum()), 1)
    other = 2 * int((~heard & ~holds).sum()) / max(int((~heard).sum() + (~holds).sum()), 1)
    calibration = hearing_calibration.measure(chances, holds)
    f1, macro, precision, recall = (round(x, 3) for x in (f1, (f1 + other) / 2, precision, recall))
    errors = (calibration.shipped, calibration.after_50, calibration.after_100, calibration.least)
    return Figure(name, code, len(holds), int(holds.sum()), f1, macro, precision, recall, *errors, in_domain)


def write_report(shipped: Sequence[Figure], trained: Sequence[Figure], others: dict[str, float]) -> str:
    """Return all figures as Markdown."""
    parts = []
    if shipped:
        parts.append("The shipped heads. They never saw a row of these sets, nor (without °) any row like them:\n")
        parts.append(_write_table(shipped))
        parts.append("\nA head trained inside the benchmark on SemEval-2019 9 A, by its protocol, and thrown away:\n")
        parts.append(_write_table(trained))
        parts.append("")
    parts.append("| figure | value |\n| --- | --- |")
    parts.extend(
        f"| {name} | {value:,.3g} |" if value < 10 else f"| {name} | {value:,.0f} |" for name, value in others.items()
    )
    return "\n".join(parts)


def write_document(report: str) -> None:
    """Put `report` between the marks in docs/quality.md, which are added at its end when they are not there."""
    text = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else "# Quality\n"
    if BEGIN not in text:
        text = f"{text.rstrip()}\n\n## Signals\n\n{BEGIN}\n{END}\n"
    before, rest = text.split(BEGIN)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{report}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _write_table(figures: Sequence[Figure]) -> str:
    head = "| set | signal | n (holds) | F1 | macro-F1 | precision | recall | ECE | 50 judged | 100 judged | least |"
    head += "\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    rows = [
        f"| {f.set}{'' if not f.in_domain else ' °'} | {f.signal} | {f.n:,} ({f.holds:,}) | {f.f1:.3f} | {f.macro_f1:.3f} "
        f"| {f.precision:.3f} | {f.recall:.3f} | {f.ece:.3f} | {_show(f.ece_after_50)} "
        f"| {_show(f.ece_after_100)} | {f.ece_least:.3f} |"
        for f in figures
    ]
    return "\n".join([head, *rows])


def _show(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3f}"


def _pick(chances: Chances, code: str) -> Chances:
    if code == "request":
        either = [signals.CODES.index(SignalCode.SUGGESTION), signals.CODES.index(SignalCode.QUESTION)]
        return np.asarray(1 - np.prod(1 - chances[:, either], axis=1))
    return chances[:, signals.CODES.index(SignalCode(code))]


def _take(rows: list[hearing_sets.Row], most: int | None) -> list[hearing_sets.Row]:
    return sorted(rows, key=lambda row: zlib.crc32(row[0].encode()[::-1]))[:most]


def _time_without_embedding(texts: Sequence[str]) -> float:
    """Return milliseconds of CPU a sentence for all that hearing does besides the embedding."""
    hearer = hearing.Hearer(_Silent(threads=1))
    started = time.process_time()
    hearer.hear(texts)
    return (time.process_time() - started) * 1000 / len(texts)


class _Silent(embedding.Embedder):
    """Answers with zeros, to time what is around an embedding."""

    def embed(self, texts: Sequence[str]) -> embedding.Embedded:
        n = len(texts)
        sizes = (embedding.DIMENSIONS, embedding.MIDDLE_DIMENSIONS)
        return embedding.Embedded(*(np.zeros((n, size), dtype=np.float32) for size in sizes))


if __name__ == "__main__":
    sys.exit(main())
