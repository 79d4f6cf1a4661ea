"""How needs are named: titles of labelled groups against the words of their labels, beside two usual ways, and their faults.

`python benchmarks/naming.py [--quick] [--json FILE] [--real-words DIR]`, DIR being the folder of the public sets. Each label's
sentences are named as a need would be. A full run writes its table into docs/quality.md.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import naming
from closeknit.analysis.needs.titles import ranking
from closeknit.analysis.text import embedding, sentences, tagging, wordlists

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs/quality.md"
BEGIN, END = "<!-- names: begin (benchmarks/naming.py) -->", "<!-- names: end -->"
SENTENCES, FEWEST, QUICK_LABELS = 40, 5, 20
NEAREST_OF = 60
# What a title must not hold, begin or end with, whatever it says.
PERSONS = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|we|we're|we've|us|our|you|your|he|she|him|her|his|hers|it|they|them|their)\b"
)
HANGING = re.compile(
    r"(?:the|a|an|of|to|for|in|on|with|from|by|at|as|and|or|but|is|are|was|were|been|not|no|than|that|which|who|very|so|can|could"
    r"|will|would|should|do|does|did|have|has|had|if|when|because|about|into)"
)
# How an outcome begins; what follows must be a phrase, as a title without such a beginning must.
OUTCOME = re.compile(
    r"(?:Be able to|Minimise the time it takes to|Minimise the time spent|Make it easier to|Reduce the number of|Avoid|Minimise) "
)
# A phrase by its parts of speech: things joined by prepositions, a verb with them, a thing and what it does, a question after "know".
PHRASE = re.compile(
    r"(?:VB |VBG )?(?:RP )?(?:(?:IN |TO )?THING )?(?:(?:IN |TO |CC |POS )THING )*(?:RB )?(?:VBG |VBN )?(?:RP |JJ )?(?:W (?:[A-Z]+ )+)?"
)
THING = re.compile(r"(?:DT )?(?:RB )?(?:JJR? |VB[NG] |CC (?=JJ))*(?:NN[SP]? ){1,3}(?:CD )?")
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_ENDINGS = ("ation", "ing", "ment", "ed", "ies", "es", "s", "al", "y", "e")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Group:
    """The sentences of one label, and their vectors."""

    label: str
    texts: list[str]
    vectors: Floats


@dataclass(frozen=True)
class Figure:
    """How one way names the groups of one set; shares are 0-1, `words` is the mean length, `ms` CPU time a name."""

    set: str
    way: str
    n: int
    label_words: float
    any_word: float
    faultless: float
    different: float
    words: float
    ms: float


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write; return 0, or 2 when the folder is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"at most {QUICK_LABELS} labels a set, under 30 seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--real-words", type=Path, metavar="DIR", required=True, help="the folder of the public sets")
    parser.add_argument("--show", action="store_true", help="print each label with its title, to be read")
    arguments = parser.parse_args(argv)
    if not arguments.real_words.is_dir():
        print(f"There is no folder {arguments.real_words}.", file=sys.stderr)
        return 2
    embedder = embedding.Embedder()
    figures: list[Figure] = []
    stays: dict[str, float] = {}
    for name, rows in read_sets(arguments.real_words):
        groups = group(rows, embedder, QUICK_LABELS if arguments.quick else None)
        figures += measure(name, groups, embedder, show=arguments.show)
        stays[name] = measure_stays(groups, embedder)
    report = write_report(figures, stays)
    print(report)
    if arguments.json:
        found = {"figures": [asdict(one) for one in figures], "stays": stays}
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if not arguments.quick:
        write_document(report)
    return 0


def read_sets(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the sets that are there: name, and (sentence, label) of each row."""
    for name, path, text, label in (
        ("Banking77", "intents_banking77/dev/train.csv", "text", "category"),
        ("CLINC150", "intents_clinc150/dev/train.csv", "text", "intent"),
    ):
        if (folder / path).exists():
            yield name, [(row[text], row[label].replace("_", " ").replace("?", "")) for row in _read(folder / path)]
    jupyter = folder / "survey_jupyter_2015/dev/answers.csv"
    if jupyter.exists():
        yield "Jupyter themes", list(_read_themes(jupyter))


def group(rows: Sequence[tuple[str, str]], embedder: embedding.Embedder, most: int | None) -> list[Group]:
    """Return the labels with at least five sentences, at most forty of each, drawn by chance that is the same in every run."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, label in rows:
        by_label[label].append(text)
    draw, groups = random.Random(3), []
    for label in sorted(by_label)[:most]:
        texts = by_label[label]
        draw.shuffle(texts)
        if len(texts) >= FEWEST:
            groups.append(Group(label, texts[:SENTENCES], embedder.embed(texts[:SENTENCES]).vectors))
    return groups


def measure(name: str, groups: Sequence[Group], embedder: embedding.Embedder, *, show: bool) -> list[Figure]:
    """Return a figure for each way of naming these groups."""
    background = naming.Background.of(text for one in groups for text in one.texts)
    figures = []
    ways: dict[str, Callable[[Group, list[str]], str]] = {
        "Closeknit": lambda one, taken: _name(one, background, taken, embedder),
        "four words (class-based TF-IDF)": lambda one, _: " ".join(_top_words(one, background)[:4]),
        "nearest run of words (as KeyBERT)": lambda one, _: _nearest(one, background, embedder),
    }
    for way, title_of in ways.items():
        titles: list[str] = []
        start = time.process_time()
        for one in groups:
            titles.append(title_of(one, titles))
        spent = (time.process_time() - start) * 1000 / max(len(groups), 1)
        figures.append(_judge(name, way, groups, titles, spent))
        if show and way == "Closeknit":
            for one, title in zip(groups, titles, strict=True):
                print(f"{one.label:50} {title:60} {', '.join(list_faults(title))}")
    return figures


def measure_stays(groups: Sequence[Group], embedder: embedding.Embedder) -> float:
    """Return the share of names that stay as they are when a tenth more sentences have come."""
    background = naming.Background.of(text for one in groups for text in one.texts)
    same = 0
    for one in groups:
        first = max(3, round(len(one.texts) / 1.1))
        before = _name(Group(one.label, one.texts[:first], one.vectors[:first]), background, (), embedder)
        same += before == _name(one, background, (), embedder, current=before)
    return same / max(len(groups), 1)


def list_faults(title: str) -> list[str]:
    """Return what is wrong with a title as a phrase: rules that know nothing of how it was made."""
    said = re.sub("^an? ", "", after) if (after := OUTCOME.sub("", title)) != title else title
    words = [word.lower().replace("’", "'") for word in _WORDS.findall(said)]
    tags = "".join(f"{token.tag} " for token in tagging.tag(said[:1].lower() + said[1:]))
    faults = {
        "length": not 2 <= len(title.split()) <= 12,
        "person": bool(PERSONS.search(said.lower())),
        "hanging": not words or any(HANGING.fullmatch(word) for word in (words[0], words[-1])),
        "number": any(character.isdigit() for character in said),
        "twice": any(one == other for one, other in itertools.pairwise(words)),
        "brackets": bool(re.search(r"[()\[\]{}<>|…:;?!]", said)),
        "no phrase": PHRASE.fullmatch(THING.sub("THING ", tags)) is None,
    }
    return [fault for fault, holds in faults.items() if holds]


def write_report(figures: Sequence[Figure], stays: dict[str, float]) -> str:
    """Return the table as text."""
    lines = [
        "| set | way | names | words of the label in the title | at least one | without a fault | all different | words | ms CPU |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in figures:
        lines.append(
            f"| {one.set} | {one.way} | {one.n} | {one.label_words:.2f} | {one.any_word:.2f} | {one.faultless:.2f} "
            f"| {one.different:.2f} | {one.words:.1f} | {one.ms:.0f} |"
        )
    stay = "; ".join(f"{name} {share:.2f}" for name, share in stays.items())
    return "\n".join([*lines, "", f"Names that stay when a tenth more sentences have come: {stay}."])


def write_document(report: str) -> None:
    """Put `report` between the marks in docs/quality.md, which are added at its end when they are not there."""
    text = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else "# Quality\n"
    if BEGIN not in text:
        text = f"{text.rstrip()}\n\n## Names of needs\n\n{BEGIN}\n{END}\n"
    before, rest = text.split(BEGIN, 1)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{report}\n{END}{rest.split(END, 1)[1]}", encoding="utf-8")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_themes(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the sentences of answers that have one theme; praise and lists of tools are left out."""
    for row in _read(path):
        themes = [one.strip() for one in row["themes_of_respondent"].split(",") if one.strip()]
        if len(themes) == 1 and row["question"] not in ("pleasant_aspects", "workflow_needs_addressed", "integrations"):
            for span in sentences.split_sentences(row["answer"]):
                if 2 <= len(row["answer"][span.start : span.end].split()) <= SENTENCES:
                    yield row["answer"][span.start : span.end], themes[0].replace("_", " ")


def _name(
    one: Group, background: naming.Background, taken: Sequence[str], embedder: embedding.Embedder, current: str = ""
) -> str:
    def embed(texts: Sequence[str]) -> Floats:
        return embedder.embed(texts).vectors

    return naming.name_need(one.texts, one.vectors, background, taken, embed=embed, current=current).title


def _top_words(one: Group, background: naming.Background) -> list[str]:
    weights: dict[str, float] = defaultdict(float)
    for text in one.texts:
        for word in set(_WORDS.findall(text.lower())) - wordlists.SMALL_WORDS:
            weights[word] += np.log(1 + background.n / max(background.counts.get(ranking.stem(word), 1), 1))
    return sorted(weights, key=lambda word: (-weights[word], word))


def _nearest(one: Group, background: naming.Background, embedder: embedding.Embedder) -> str:
    top = set(_top_words(one, background)[:20])
    runs: dict[str, int] = defaultdict(int)
    for text in one.texts:
        words = _WORDS.findall(text.lower())
        for size in (2, 3, 4):
            for first in range(len(words) - size + 1):
                run = words[first : first + size]
                if not any(HANGING.fullmatch(word) for word in (run[0], run[-1])):
                    runs[" ".join(run)] += len(top & set(run))
    chosen = sorted(runs, key=lambda run: (-runs[run], run))[:NEAREST_OF]
    near = embedder.embed(chosen).vectors @ one.vectors.mean(axis=0) if chosen else np.zeros(1)
    return chosen[int(near.argmax())] if chosen else one.texts[0]


def _judge(name: str, way: str, groups: Sequence[Group], titles: Sequence[str], spent: float) -> Figure:
    shares = [_share_of_label(one.label, title) for one, title in zip(groups, titles, strict=True)]
    return Figure(
        name,
        way,
        len(groups),
        label_words=float(np.mean(shares)),
        any_word=float(np.mean([share > 0 for share in shares])),
        faultless=float(np.mean([not list_faults(title) for title in titles])),
        different=len({title.casefold() for title in titles}) / max(len(titles), 1),
        words=float(np.mean([len(title.split()) for title in titles])),
        ms=spent,
    )


def _share_of_label(label: str, title: str) -> float:
    told, said = _ends_off(label), _ends_off(title)
    found = sum(any(_same(word, other) for other in said) for word in told)
    return found / max(len(told), 1)


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 3 and (one.startswith(other) or other.startswith(one)))


def _ends_off(text: str) -> set[str]:
    found = set()
    for word in _WORDS.findall(text.lower()):
        ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= 3), "")
        found.add(word[: len(word) - len(ending)])
    return found - {"a", "the", "of", "my", "to", "for", "in", "on", "or", "and", "not", "by", "is", "are"}


if __name__ == "__main__":
    sys.exit(main())
