"""Read any file of conversations: what is in it decides which reader, its name only where the contents do not tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePath

from closeknit.analysis.kinds import Medium
from closeknit.kit.tables import contents, encodings, jsonrows, values
from closeknit.kit.tables import reading as tables
from closeknit.kit.tables.mapping import Mapping
from closeknit.kit.tables.table import Source, Table, Unreadable
from closeknit.kit.tables.values import CellKind
from closeknit.touchpoints.readers import cues, fields, mail, rows, srt, transcript, vtt
from closeknit.touchpoints.readers.conversation import (
    Conversation,
    Rejected,
    check_length,
    hash_turns,
    list_participants,
)

__all__ = ["Reading", "Unreadable", "read_file"]

_HEAD = 1 << 16
_MAX_WHOLE = 64 * 1024 * 1024
_TABLES = frozenset(
    (".csv", ".tsv", ".tab", ".psv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".json", ".jsonl", ".ndjson")
)
_DAY_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])[-_.]?(?P<day>[0-2]\d|3[01])"
    r"(?:[ T_-]+(?P<hour>[01]\d|2[0-3])[-:.h]?(?P<minute>[0-5]\d)(?:[-:.]?[0-5]\d)?(?P<zulu>Z)?)?(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read: its format, its conversations and rejections once through, and notes for people.

    `format` is vtt, srt, transcript, note, eml, mbox, csv, xlsx, xls, xlsb, ods, jsonl or json. For a table, `table` and
    the `mapping` that is used are there too.
    """

    format: str
    conversations: Iterator[Conversation | Rejected]
    notes: tuple[str, ...]
    table: Table | None = None
    mapping: Mapping | None = None


def read_file(
    path: Path,
    *,
    name: str | None = None,
    mapping: Mapping | None = None,
    zone: tzinfo = UTC,
    started_at: datetime | None = None,
) -> Reading:
    """Return the conversations in a transcript, mail, mailbox or table, or raise `Unreadable` with a sentence.

    `name` is what the person calls the file. `mapping` says which column of a table is what; left out, it is guessed.
    `zone` is where times without a zone are meant. `started_at` is when a transcript was recorded; left out, a date in
    its text or its name is taken, and noted. Reading is lazy for tables and mailboxes.
    """
    source = Source(path, name or path.name)
    head = _read_head(source)
    ending = PurePath(source.name).suffix.lower()
    if mail.looks_like_mbox(head):
        return Reading("mbox", _mailbox(source), ())
    if mail.looks_like_mail(head) or ending == ".eml":
        return _read_mail(source)
    if contents.find_workbook(source, head):
        return _read_table(source, mapping, zone)
    encoding = _find_encoding(source, head)
    start = head.decode(encoding.codec, "replace").lstrip("\ufeff")
    captions = _captions(start, ending)
    if captions:
        return _read_captions(source, captions, started_at, zone)
    if ending in _TABLES or jsonrows.looks_like_json(start):
        return _read_table(source, mapping, zone)
    return _read_text(source, mapping, started_at, zone)


def _read_head(source: Source) -> bytes:
    try:
        with source.path.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError:
        raise source.unreadable("is not there", "Look at the path and try again.") from None
    except OSError:
        raise source.unreadable("cannot be opened", "Is it a file that may be read?") from None
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xfe\xff"):
        raise source.unreadable("is empty", "Choose a file that has words in it.")
    return head


def _find_encoding(source: Source, head: bytes) -> encodings.Encoding:
    with source.path.open("rb") as stream:
        encoding = encodings.detect(stream)
    if not encoding.codec.startswith(("utf-16", "utf-32")):
        kind = contents.name_binary(head, is_utf8=encoding.codec.startswith("utf-8") and not encoding.note)
        if kind:
            raise source.unreadable(f"is {kind}, nothing that can be read here", "Choose a transcript, mail or table.")
    return encoding


def _captions(start: str, ending: str) -> str:
    if vtt.looks_like(start) or (ending == ".vtt" and not srt.looks_like(start)):
        return "vtt"
    return "srt" if srt.looks_like(start) or ending == ".srt" else ""


def _read_captions(source: Source, form: str, started_at: datetime | None, zone: tzinfo) -> Reading:
    text, encoding = _whole(source)
    began, notes = _began(source, started_at, zone)
    found = vtt.read(text, started_at=began) if form == "vtt" else srt.read(text, started_at=began)
    if found is None:
        raise source.unreadable("has no cues", "A cue is a time like 00:01.000 --> 00:02.500 and what was said then.")
    return _one(source, found, form, encoding, notes)


def _read_mail(source: Source) -> Reading:
    if source.path.stat().st_size > _MAX_WHOLE:
        raise source.unreadable("is larger than 64 MB", "Take the attachments out of it and try again.")
    data = source.path.read_bytes()
    found = mail.read(data)
    if isinstance(found, Rejected) and not mail.looks_like_mail(data[:_HEAD]):
        raise source.unreadable(f"is no mail: it {found.reason}", "Save the mail as .eml and try again.")
    return Reading("eml", iter((found,)), ())


def _mailbox(source: Source) -> Iterator[Conversation | Rejected]:
    with source.path.open("rb") as stream:
        yield from mail.read_mbox(stream)


def _read_text(source: Source, mapping: Mapping | None, started_at: datetime | None, zone: tzinfo) -> Reading:
    """Text that does not say what it is: a transcript if somebody speaks in it, else a table if it is one, else a note."""
    text, encoding = _whole(source)
    kind = contents.name_markup(text)
    if kind:
        raise source.unreadable(f"is {kind}, nothing that can be read here", "Save it as text and try again.")
    began, notes = _began(source, started_at, zone)
    found, named = transcript.read(text, started_at=began)
    if found is None:
        raise source.unreadable("has no words in it", "Choose a file that has some.")
    if found.medium is Medium.NOTE:
        table = _as_table(source)
        if table is not None:
            return _read_table(source, mapping, zone)
    if not named:
        notes = (*notes, "No speakers were found; whose words these are waits to be said.")
    if found.started_at is not None and began is None:
        notes = (*notes, f"The date {found.started_at.date().isoformat()} stands in the text.")
    return _one(source, found, "note" if found.medium is Medium.NOTE else "transcript", encoding, notes)


def _as_table(source: Source) -> Table | None:
    """A text with three rows of the same three cells is no prose, and with five cells one row will do."""
    try:
        table = tables.open_table(source.path, name=source.name)
    except Unreadable:
        return None
    sample = table.sample(20)
    few = 1 if len(table.columns) >= 5 else 3
    if len(table.columns) < 3 or len(sample) < few or max(len(name) for name in table.columns) > 80:
        return None
    full = sum(1 for row in sample if sum(1 for cell in row.values if cell) >= 2)
    return table if full * 2 >= len(sample) and fields.guess(table).columns("text") else None


def _read_table(source: Source, mapping: Mapping | None, zone: tzinfo) -> Reading:
    table = tables.open_table(source.path, name=source.name)
    if mapping is None and _is_cue_table(table):
        return _read_cue_table(source, table)
    mapped = mapping or fields.guess(table)
    found, notes = rows.read(table, mapped, zone=zone)
    return Reading(table.format, found, table.notes + notes, table, mapped)


def _is_cue_table(table: Table) -> bool:
    """A start, an end and a text a row, in order of time: Whisper writes its TSV and the segments of its JSON so."""
    said = [column.strip().casefold() for column in table.columns]
    if not {"start", "end", "text"} <= set(said):
        return False
    starts, ends = ([row.values[said.index(name)] for row in table.sample(50)] for name in ("start", "end"))
    if not starts or any(values.classify_cell(cell) is not CellKind.NUMBER for cell in starts + ends):
        return False
    began = [values.parse_number(cell) for cell in starts]
    return began == sorted(began) and all(values.parse_number(end) >= at for end, at in zip(ends, began, strict=True))


def _read_cue_table(source: Source, table: Table) -> Reading:
    said = [column.strip().casefold() for column in table.columns]
    start, end, text = (said.index(name) for name in ("start", "end", "text"))
    speaker = said.index("speaker") if "speaker" in said else None
    found: list[cues.Cue] = []
    # Whisper counts milliseconds in its TSV and seconds in its JSON.
    unit = 1000 if table.format == "csv" else 1
    for row in table.rows():
        try:
            times = [float(row.values[place]) / unit for place in (start, end)]
            who = row.values[speaker] if speaker is not None else ""
            found.append(cues.Cue(times[0], times[1], who, row.values[text]))
        except (ValueError, IndexError):
            continue
    turns = cues.merge(cues.name_speakers(found))
    if not turns:
        raise source.unreadable("has no cues", "A cue is a start, an end and what was said then.")
    one = Conversation(hash_turns(turns), Medium.CALL, "", None, turns, list_participants(turns), "", "", "")
    return Reading(table.format, iter((one,)), table.notes, table)


def _whole(source: Source) -> tuple[str, encodings.Encoding]:
    if source.path.stat().st_size > _MAX_WHOLE:
        raise source.unreadable("is larger than 64 MB", "Is it a transcript? Export less of it.")
    text, encoding = encodings.decode(source.path.read_bytes())
    return text.lstrip("\ufeff"), encoding


def _began(source: Source, started_at: datetime | None, zone: tzinfo) -> tuple[datetime | None, tuple[str, ...]]:
    """When a recording began: as it was said, or as programs write it into the names of files."""
    found = _DAY_IN_NAME.search(PurePath(source.name).stem) if started_at is None else None
    if not found:
        return started_at, ()
    clock = (int(found["hour"] or 0), int(found["minute"] or 0))
    meant = UTC if found["zulu"] or "GMT" in source.name else zone
    try:
        day = datetime(int(found["year"]), int(found["month"]), int(found["day"]), *clock, tzinfo=meant)
    except ValueError:
        return None, ()
    return day.astimezone(UTC), (f"The date {day.date().isoformat()} was taken from the file's name.",)


def _one(
    source: Source, found: Conversation, form: str, encoding: encodings.Encoding, notes: tuple[str, ...]
) -> Reading:
    too_long = check_length(found.turns)
    if too_long:
        raise source.unreadable(too_long, "Is it somebody's words? Part it into what each of them said.")
    return Reading(form, iter((found,)), ((encoding.note,) if encoding.note else ()) + notes)
