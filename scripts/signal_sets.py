"""Readers of the sets that the signal heads may be trained on: our own examples, and public ones of class SHIP only."""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from closeknit.analysis.kinds import SignalCode as S

ALL = frozenset(S)


@dataclass(frozen=True)
class Example:
    """A sentence with the signals that hold, and the codes about which it says something at all."""

    text: str
    signals: frozenset[S]
    about: frozenset[S]
    weight: float = 1.0

    def knows(self, code: S) -> bool:
        """Return whether the label says if `code` holds."""
        return code in self.about


def read_own(path: Path) -> list[Example]:
    """Return our own reviewed examples: every code is labelled in each."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Example(row["text"], frozenset(S(code) for code in row["signals"]), ALL, 3.0) for row in rows]


def read_public(folder: Path) -> tuple[list[Example], list[str]]:
    """Return the examples of all public sets below `folder` and the files read, relative to it."""
    examples: list[Example] = []
    files: list[str] = []
    for name, reader in SETS.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            examples.extend(e for row in csv.DictReader(file) for e in reader(row) if e.text.strip())
        files.append(name)
    return examples, files


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
        yield Example(row["utterance"], frozenset(), ALL - {S.PRAISE, S.QUESTION, S.FEEDBACK}, 0.2)


def _read_intents(row: dict[str, str]) -> Iterator[Example]:
    if _share(row["text"]) < 0.06:
        asks = row["text"].rstrip().endswith("?")
        yield Example(row["text"], frozenset({S.QUESTION} if asks else ()), frozenset({S.QUESTION, S.LEAVING}), 0.2)


def _share(text: str) -> float:
    """Return a number in 0–1 that depends on the text alone, to take a part of a set without chance."""
    return zlib.crc32(text.encode()) / 2**32


SETS: dict[str, Callable[[dict[str, str]], Iterator[Example]]] = {
    "survey_jupyter_2015/dev/answers.csv": _read_jupyter,
    "app_reviews_opinions_is22/dev/opinions.csv": _read_opinions,
    "app_reviews_urr/dev/golden_set.csv": _read_reviews,
    "churn_intent_swisscom/dev/en_chatbot.csv": _read_churn,
    "email_intent_parakweet/dev/train.csv": _read_mail,
    "dialogues_multidogo/dev/software_train.csv": _read_chat,
    "intents_banking77/dev/train.csv": _read_intents,
}
