"""What other programs exported (tickets, a survey, reviews): the plain files with their dates moved, as bytes to be read."""

import csv
import io
import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from closeknit.demo.company import Calendar


@dataclass(frozen=True)
class Export:
    """One file that another program made: who of ours brings it in, what it holds, and which column says what."""

    file_name: str
    member: str
    medium: str
    dates: tuple[str, ...]
    mapping: dict[str, list[str]]


EXPORTS = (
    Export(
        file_name="survey.csv",
        member="tom.ackroyd@emberandvale.example",
        medium="survey",
        dates=("Date",),
        mapping={
            "address": ["Respondent email"],
            "said_at": ["Date"],
            "text": [
                "What do we do well?",
                "What gets in your way?",
                "If you could have one thing from us, what would it be?",
            ],
        },
    ),
    Export(
        file_name="ratings.csv",
        member="tom.ackroyd@emberandvale.example",
        medium="survey",
        dates=("Date",),
        mapping={
            "address": ["Respondent email"],
            "said_at": ["Date"],
            "text": ["Is there anything else?"],
        },
    ),
    Export(
        file_name="reviews.jsonl",
        member="ruth.makepeace@emberandvale.example",
        medium="review",
        dates=("date",),
        mapping={
            "external_id": ["id"],
            "address": ["author_email"],
            "said_at": ["date"],
            "subject": ["product"],
            "text": ["text"],
        },
    ),
    Export(
        file_name="tickets.csv",
        member="dev.sandhu@emberandvale.example",
        medium="ticket",
        dates=("Created at", "Solved at"),
        mapping={
            "external_id": ["Ticket ID"],
            "address": ["Requester email"],
            "said_at": ["Created at"],
            "subject": ["Subject"],
            "text": ["Description"],
        },
    ),
)


def move_dates(file: Path, columns: Collection[str], calendar: Calendar) -> bytes:
    """Return the file's bytes with the dates in `columns` moved; everything else stays as it is written."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".jsonl":
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        moved = [row | {name: calendar.rewrite(row[name]) for name in columns} for row in rows]
        return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in moved).encode()
    table = csv.DictReader(io.StringIO(text))
    written = io.StringIO()
    writer = csv.DictWriter(written, table.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    for cells in table:
        writer.writerow(cells | {name: calendar.rewrite(cells[name]) for name in columns})
    return written.getvalue().encode()
