"""Try the readers and the cutting of sentences on a folder of real files: `try_real_words.py DIR`. Nothing is kept."""

import sys
from collections import Counter
from pathlib import Path

from closeknit.analysis.text import mail, sentences
from closeknit.kit.tables.table import Unreadable
from closeknit.touchpoints.readers.conversation import Conversation
from closeknit.touchpoints.readers.reading import read_file

KINDS = {".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".vtt", ".srt", ".txt", ".md", ".eml", ".mbox"}


def main() -> int:
    """Read every file below the folder, print what came of each, and return 1 where a reader broke instead of saying why not."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print("Say which folder: make test-real DIR=folder", file=sys.stderr)
        return 2
    root, broken = Path(sys.argv[1]), 0
    for file in sorted(path for path in root.rglob("*") if path.suffix.lower() in KINDS):
        try:
            print(f"{file.relative_to(root)}: {_try(file)}")
        except Unreadable as refusal:
            print(f"{file.relative_to(root)}: not read: {refusal}")
        except Exception as error:
            broken += 1
            print(f"{file.relative_to(root)}: BROKE: {type(error).__name__}: {error}")
    print(f"{broken} readers broke")
    return 1 if broken else 0


def _try(file: Path) -> str:
    counts: Counter[str] = Counter()
    reading = read_file(file)
    for one in reading.conversations:
        if not isinstance(one, Conversation):
            counts["rejected"] += 1
            continue
        counts["conversations"] += 1
        for turn in one.turns:
            parts = (
                mail.own_words(turn.text) if reading.format in ("eml", "mbox") else [sentences.Span(0, len(turn.text))]
            )
            counts["sentences"] += sum(
                len(sentences.split_sentences(turn.text[part.start : part.end])) for part in parts
            )
    taken = reading.mapping.columns("text") if reading.mapping else ()
    words = f"; words from {', '.join(f'“{name[:40]}”' for name in taken[:3])} ({len(taken)})" if taken else ""
    return f"{reading.format}, " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items())) + words


if __name__ == "__main__":
    sys.exit(main())
