"""Between a kept file and the readers: what it is, a look into it, and its conversations as somebody said they are to be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from closeknit.analysis.kinds import Direction, Medium, Wording
from closeknit.kit import clock, files
from closeknit.kit.tables import mapping as mappings
from closeknit.kit.tables import reading as tables
from closeknit.kit.tables.table import Source, Table, Unreadable
from closeknit.touchpoints import drafting
from closeknit.touchpoints.models import Import
from closeknit.touchpoints.readers import fields, reading
from closeknit.touchpoints.readers.conversation import Conversation, Rejected

MAIL = frozenset(("eml", "mbox"))
TABLES = frozenset(("csv", "xlsx", "xls", "xlsb", "ods", "jsonl", "json"))
# How a file's row, message or whole is called when it is counted.
UNITS = {"eml": "message", "mbox": "message"} | dict.fromkeys(TABLES, "row")
_FROM_LINE = re.compile(rb"^From ", re.MULTILINE)


@dataclass(frozen=True)
class Opened:
    """What a file is: its format, for a table its columns and the guessed mapping, and sentences about what was decided."""

    format: str
    columns: tuple[str, ...]
    mapping: mappings.Mapping | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """The first conversations of a file as they would be read, and why it could not be, where that is so."""

    conversations: tuple[Conversation, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]
    problem: str


def open_file(path: Path, name: str) -> Opened:
    """Return what a file is, or raise Unreadable. A table without a column of words is one all the same: a person can name it."""
    try:
        read = reading.read_file(path, name=name)
    except Unreadable:
        table = _table_without_words(path, name)
        if table is None:
            raise
        return Opened(table.format, table.columns, fields.guess(table), table.notes)
    if read.table is None or read.mapping is None:
        return Opened(read.format, (), None, read.notes)
    return Opened(read.format, read.table.columns, read.mapping, read.notes)


def open_columns(path: Path, name: str) -> tuple[str, ...]:
    """Return the columns of a table, or raise Unreadable."""
    return tables.open_table(path, name=name).columns


def sample_columns(path: Path, name: str, n: int = 3) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns of a table and the first `n` cells of each that hold something; or raise Unreadable."""
    table = tables.open_table(path, name=name)
    rows = table.sample(40)
    cells = [[row.values[place] for row in rows if row.values[place].strip()] for place in range(len(table.columns))]
    return table.columns, tuple(tuple(several[:n]) for several in cells)


def look_into(row: Import, said: Any, settings: Mapping[str, str], *, zone: str, n: int = 5) -> Look:
    """Return the first `n` conversations of a file as they would be read with this mapping and these settings."""
    try:
        read = _open(row, said, settings, zone)
        items = list(islice(read.conversations, n * 4))
    except Unreadable as refusal:
        return Look((), (), (), str(refusal))
    conversations = tuple(one for one in items if isinstance(one, Conversation))
    return Look(conversations[:n], tuple(one for one in items if isinstance(one, Rejected))[:n], read.notes, "")


def check_readable(row: Import, said: Any, settings: Mapping[str, str], *, zone: str) -> None:
    """Raise Unreadable with a sentence where the file cannot be read with this mapping."""
    _open(row, said, settings, zone)


def overrule(row: Import, columns: Mapping[str, Sequence[str]]) -> dict[str, list[str]] | None:
    """Return the mapping of a file with what was said of some fields (field to columns), or None where nothing was said.

    Columns are found by their name, whatever its case. Raises Unreadable where there is none so called, or the file is no table.
    """
    if not columns:
        return None
    source = Source(files.path_of(row.file), row.file_name)
    if row.mapping is None:
        raise source.unreadable("is no table, so it has no columns", "Leave out what you said of its columns.")
    return mappings.overrule(
        mappings.from_json(row.mapping), dict(columns), tables.open_table(source.path, name=source.name)
    )


def read(row: Import, *, zone: str) -> Iterator[Conversation | Rejected]:
    """Yield the conversations and rejections of a file in order; the same again each time it is read."""
    return _open(row, row.mapping, row.settings, zone).conversations


def count(row: Import) -> int | None:
    """Return how many conversations and rejections a file has, about, or None where counting would mean reading all of it."""
    path = files.path_of(row.file)
    if row.format in TABLES and row.mapping is not None:
        return sum(1 for _ in tables.open_table(path, name=row.file_name).rows())
    if row.format == "mbox":
        with path.open("rb") as stream:
            return sum(len(_FROM_LINE.findall(block)) for block in iter(lambda: stream.read(1 << 20), b""))
    return 1


def settings_of(row: Import, *, zone: str) -> drafting.Settings:
    """Return what was said for the whole file, as reading needs it."""
    said = row.settings
    medium, direction = said.get("medium"), said.get("direction")
    default = Wording.REPORTED if row.format == "note" else Wording.EXACT
    return drafting.Settings(
        started_at=_started_at(said, zone) or row.created_at,
        account=row.account_id,
        medium=Medium(medium) if medium else None,
        wording=Wording(said.get("wording") or default),
        direction=Direction(direction) if direction else None,
        member=said.get("member") or row.brought_by_id,
        subject=said.get("subject", "")[:300],
        is_mail=row.format in MAIL,
    )


def _open(row: Import, said: Any, settings: Mapping[str, str], zone: str) -> reading.Reading:
    return reading.read_file(
        files.path_of(row.file),
        name=row.file_name,
        mapping=mappings.from_json(said) if said else None,
        zone=ZoneInfo(zone),
        started_at=_started_at(settings, zone),
    )


def _started_at(settings: Mapping[str, str], zone: str) -> datetime | None:
    day = settings.get("started_on")
    if not day:
        return None
    # Noon, so that a day is the same day a few zones further on.
    return clock.start_of_day(datetime.fromisoformat(day).date(), zone) + timedelta(hours=12)


def _table_without_words(path: Path, name: str) -> Table | None:
    try:
        return tables.open_table(path, name=name)
    except Unreadable:
        return None
