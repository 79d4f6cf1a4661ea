"""Readers of what the signal heads may be trained on: our own examples, and public sets of class SHIP only.

Our examples carry their text. Of public sets we keep no text: scripts/signal_labels.jsonl holds what we heard in some of
their sentences, found again by a hash; for others the set's own label is a weak one. A fifth of the rows of every set that
has a label of its own is never trained on, so that benchmarks/hearing.py can measure on it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from closeknit.analysis.kinds import SignalCode as S
from closeknit.analysis.text import sentences

ALL = frozenset(S)
OWN = "own"


@dataclass(frozen=True)
class Example:
    """A sentence with the signals that hold, the codes about which it says something at all, and where it is from.

    `to_others` says of a suggestion whether it is advice to other customers; None where nobody said. `reviewed` is true
    where one of us read the sentence.
    """

    text: str
    signals: frozenset[S]
    about: frozenset[S]
    weight: float = 1.0
    source: str = OWN
    to_others: bool | None = None
    reviewed: bool = False


def read_own(path: Path) -> list[Example]:
    """Return our own examples: every code is labelled in each."""
    return [
        Example(row["text"], _codes(row), ALL, 3.0, OWN, row.get("to_others", False), True) for row in _read_lines(path)
    ]


def read_labelled(path: Path, folder: Path) -> tuple[list[Example], list[str]]:
    """Return the sentences of public sets below `folder` that we labelled, in the order of the labels, and the files read."""
    rows = {row["key"]: row for row in _read_lines(path)}
    found: dict[str, Example] = {}
    files: list[str] = []
    for source, patterns in LABELLED.items():
        for file in sorted(file for pattern in patterns for file in folder.glob(f"{source}/{pattern}")):
            files.append(str(file.relative_to(folder)))
            for text in _list_sentences(file):
                if (row := rows.get(key_of(text))) and row["of"] == source:
                    about = ALL - {S.FEEDBACK} if source.startswith("app_reviews") else ALL
                    held = row.get("to_others", False)
                    found.setdefault(row["key"], Example(text, _codes(row), about, 2.0, source, held, True))
    return [found[key] for key in rows if key in found], files


def read_weak(folder: Path, known: frozenset[str]) -> tuple[list[Example], list[str]]:
    """Return examples of public sets below `folder` by their own labels, without the texts `known`, and the files read."""
    examples: list[Example] = []
    for name, reader in WEAK.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = [example for row in csv.DictReader(file) for example in reader(row)]
        source = name.split("/")[0]
        examples.extend(
            Example(e.text, e.signals, e.about, e.weight, source)
            for e in rows
            if e.text.strip() and e.text not in known and not is_held_back(e.text)
        )
    return examples, list(WEAK)


def key_of(text: str) -> str:
    """Return the name by which signal_labels.jsonl knows a sentence of a public set."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_held_back(text: str) -> bool:
    """Return whether a row with this text is kept for measuring; a fifth of all, by the text alone."""
    return zlib.crc32(text.encode()) % 5 == 0


def _codes(row: dict[str, object]) -> frozenset[S]:
    listed = row["signals"]
    return frozenset(S(code) for code in listed) if isinstance(listed, list) else frozenset()


def _read_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _list_sentences(file: Path) -> Iterator[str]:
    """Yield the sentences of a file of a labelled set, as they were cut when we labelled them."""
    if file.suffix == ".json":
        turns = json.loads(file.read_text(encoding="utf-8"))["meeting_transcripts"]
        for turn in turns:
            yield from _cut(re.sub(r"\{\w+\}", "", turn["content"]))
    elif file.suffix == ".md":
        for line in file.read_text(encoding="utf-8").splitlines(keepends=True):
            yield from _cut(re.sub(r"^\*\*[^*]*\*\*:?", "", line))
    else:
        opener = gzip.open if file.suffix == ".gz" else open
        with opener(file, "rt", encoding="utf-8", errors="replace", newline="") as lines:
            for row in csv.reader(lines):
                for cell in row:
                    yield cell
                    if len(cell) > 30:
                        yield from _cut(cell)


def _cut(text: str) -> Iterator[str]:
    return (text[span.start : span.end] for span in sentences.split_sentences(text))


def _read_jupyter(row: dict[str, str]) -> Iterator[Example]:
    """The question that was answered is a weak label, and only for answers long enough to carry their mood."""
    text, question = row["answer"], row["question"]
    n_words = len(text.split())
    if not 3 <= n_words <= 40:
        return
    weight = 0.15 if n_words < 6 else 0.3
    if question in ("hinderances", "difficult_aspects"):
        yield Example(text, frozenset({S.PAIN}), frozenset({S.PAIN, S.PRAISE, S.LEAVING, S.PLAN}), weight)
    elif question == "workflow_needs_not_addressed":
        yield Example(text, frozenset({S.NEED}), frozenset({S.NEED, S.PRAISE, S.LEAVING}), weight)
    elif question == "features_changes":
        yield Example(text, frozenset({S.SUGGESTION}), frozenset({S.SUGGESTION, S.PRAISE, S.LEAVING, S.PLAN}), weight)
    elif question == "pleasant_aspects":
        about = frozenset({S.PRAISE, S.PAIN, S.SUGGESTION, S.LEAVING, S.PLAN, S.NEED})
        yield Example(text, frozenset({S.PRAISE}), about, weight)


def _read_opinions(row: dict[str, str]) -> Iterator[Example]:
    good, bad = bool(row["features_positive"]), bool(row["features_negative"])
    holds = frozenset({S.PRAISE} if good else ()) | frozenset({S.PAIN} if bad else ())
    if good or bad:
        yield Example(row["sentence"], holds, frozenset({S.PRAISE, S.PAIN}), 0.5)


def _read_reviews(row: dict[str, str]) -> Iterator[Example]:
    labels, rating = set(row["labels"].split("|")), row["rating"]
    text = row["text"]
    if len(text) > 240:
        return
    if labels == {"OTHER"} and rating in ("4", "5"):
        yield Example(text, frozenset({S.PRAISE}), frozenset({S.PRAISE, S.PAIN, S.NEED, S.PLAN, S.COMPETITOR}), 0.3)
    elif "ERROR" in labels and rating in ("1", "2"):
        yield Example(text, frozenset({S.PAIN}), frozenset({S.PRAISE, S.PAIN, S.PLAN}), 0.3)


def _read_churn(row: dict[str, str]) -> Iterator[Example]:
    leaves = row["churn"] == "1"
    # "I leave Salt for Swisscom" is no churn for Swisscom, yet it speaks of leaving: such rows say nothing here.
    if leaves or not re.search(r"leav|switch|cancel|quit|chang|mov|join|goodbye|bye|from", row["text"], re.IGNORECASE):
        yield Example(row["text"], frozenset({S.LEAVING} if leaves else ()), frozenset({S.LEAVING}), 0.5)


def _read_mail(row: dict[str, str]) -> Iterator[Example]:
    text = row["sentence"]
    if row["intent"] == "No" and _share(text) < 0.4:
        about = ALL - {S.PLAN, S.QUESTION, S.PRAISE, S.FEEDBACK, S.PAIN}
        yield Example(text, frozenset(), about, 0.3)


def _read_chat(row: dict[str, str]) -> Iterator[Example]:
    idle = ("openinggreeting", "closinggreeting", "confirmation", "rejection", "contentonly", "thankyou")
    if row["intent"] in idle and _share(row["utterance"]) < 0.25:
        # Who only confirms, greets or gives a number praises nothing; thanks may be praise.
        may_praise = row["intent"] in ("thankyou", "contentonly", "closinggreeting")
        unsure = {S.PRAISE, S.QUESTION, S.FEEDBACK} if may_praise else {S.QUESTION, S.FEEDBACK}
        yield Example(row["utterance"], frozenset(), ALL - unsure, 0.2)


def _read_intents(row: dict[str, str]) -> Iterator[Example]:
    if _share(row["text"]) < 0.06:
        asks = row["text"].rstrip().endswith("?")
        yield Example(
            row["text"], frozenset({S.QUESTION} if asks else ()), frozenset({S.QUESTION, S.LEAVING, S.PRAISE}), 0.2
        )


def _share(text: str) -> float:
    """Return a number in 0-1 that depends on the text alone, to take a part of a set without chance."""
    return zlib.crc32(text.encode()) / 2**32


WEAK: dict[str, Callable[[dict[str, str]], Iterator[Example]]] = {
    "survey_jupyter_2015/dev/answers.csv": _read_jupyter,
    "app_reviews_opinions_is22/dev/opinions.csv": _read_opinions,
    "app_reviews_urr/dev/golden_set.csv": _read_reviews,
    "churn_intent_swisscom/dev/en_chatbot.csv": _read_churn,
    "email_intent_parakweet/dev/train.csv": _read_mail,
    "dialogues_multidogo/dev/software_train.csv": _read_chat,
    "intents_banking77/dev/train.csv": _read_intents,
}

# Of the surveys, only the files that may be redistributed (pandas_user_survey_2019 may not).
LABELLED = {
    "app_reviews_opinions_is22": ("dev/collected_reviews_10000.csv.gz",),
    "survey_exports": (
        "google_forms/dask_*.csv",
        "google_forms/developer-*.csv",
        "google_forms/jupyter_*.csv",
        "google_forms/otel-*.csv",
        "surveymonkey/jupyter_2020_text_fields.csv",
    ),
    "interviews_otel_end_users": ("dev/*.md",),
    "meetings_qmsum_product": ("dev/*.json",),
    "survey_jupyter_2015": ("dev/answers.csv",),
    "app_reviews_urr": ("dev/golden_set.csv",),
    "email_intent_parakweet": ("dev/train.csv",),
    "dialogues_multidogo": ("dev/*_train.csv",),
}
