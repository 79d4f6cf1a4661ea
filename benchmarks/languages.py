"""How well the language of short sentences is told: ours in eleven languages, and those of fewer than eight words in English sets.

`python benchmarks/languages.py [--real-words DIR]`, DIR being the folder of the public sets. What a small word and what the language
around a sentence weigh was chosen on our sentences and on the sets of class SHIP; the three others are only measured on.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from closeknit.analysis.text import languages, sentences

OWN = Path(__file__).with_name("short_sentences.tsv")
FEWER_WORDS_THAN = 8
MOST = 1500
SETS = {
    "CLINC150": ("intents_clinc150/dev/train.csv", "text"),
    "Banking77": ("intents_banking77/dev/train.csv", "text"),
    "software chats": ("dialogues_multidogo/dev/software_train.csv", "utterance"),
    "insurance chats": ("dialogues_multidogo/dev/insurance_train.csv", "utterance"),
    "Jupyter survey": ("survey_jupyter_2015/dev/answers.csv", "answer"),
    "Enron mail": ("email_intent_parakweet/dev/train.csv", "sentence"),
    "SemEval-2019 9 A (only measured)": ("semeval2019_t9_suggestions/dev/subtaskA_train.csv", "sentence"),
    "CLAP app reviews (only measured)": ("app_reviews_clap/dev/rq1_reviews.csv", "review"),
    "ACOS laptops (only measured)": ("absa_acos/dev/laptop_train.csv", "text"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real-words", type=Path, metavar="DIR", help="the folder of the public sets")
    folder: Path | None = parser.parse_args(argv).real_words
    own = read_own()
    english = [text for code, text in own if code == "en"]
    others = [(code, text) for code, text in own if code != "en"]
    print("| short sentences | n | told rightly | CPU ms |\n| --- | --- | --- | --- |")
    _print_row("ours, English among English", [("en", "en", text) for text in english])
    _print_row("ours, ten other languages, each among its own", [(code, code, text) for code, text in others])
    _print_row("ours, ten other languages among English", [(code, "en", text) for code, text in others])
    _print_row("ours, English among German", [("en", "de", text) for text in english])
    for name, (file, column) in SETS.items() if folder else ():
        texts = sorted(set(read_short(folder / file, column)), key=lambda text: zlib.crc32(text.encode()))[:MOST]
        _print_row(name, [("en", "en", text) for text in texts])
    return 0


def read_own() -> list[tuple[str, str]]:
    """Return our short sentences with their languages."""
    lines = OWN.read_text(encoding="utf-8").splitlines()
    return [(code, text) for code, _, text in (line.partition("\t") for line in lines)]


def read_short(file: Path, column: str) -> Iterator[str]:
    """Yield the sentences of fewer than eight words in one column of a CSV file."""
    with file.open(encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            for span in sentences.split_sentences(row[column]):
                text = row[column][span.start : span.end]
                if len(text.split()) < FEWER_WORDS_THAN:
                    yield text


def _print_row(name: str, asked: Sequence[tuple[str, str, str]]) -> None:
    languages.guess_language("Once upon a time in the letters", default="fi")
    started = time.process_time()
    right = sum(languages.guess_language(text, default=around).code == code for code, around, text in asked)
    spent = (time.process_time() - started) * 1000 / len(asked)
    print(f"| {name} | {len(asked):,} | {right / len(asked):.4f} | {spent:.3f} |")


if __name__ == "__main__":
    sys.exit(main())
