"""CSV and its relatives: delimiter found, header decided, rows streamed through Python's own `csv`."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from closeknit.kit.tables import encodings, headers
from closeknit.kit.tables.table import MAX_COLUMNS, Bad, Row, Source, Table, fit

# One cell may hold a long document; a quotation mark that is never closed must not swallow a disk.
MAX_CELL = 32_000_000
_SAMPLE = 1 << 18
_SAMPLE_RECORDS = 200
_MAX_RECOVERIES = 20
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))


@dataclass(frozen=True, slots=True)
class Shape:
    """How records are parted: by which character, with or without quotation marks, after how many lines."""

    delimiter: str
    quoted: bool = True
    skip_lines: int = 0


@dataclass(slots=True)
class _Record:
    cells: list[str]
    line: int
    problem: str = ""


class _Tape:
    """The lines of a stream, remembering those of the record that is being read."""

    def __init__(self, lines: Iterator[str], line: int = 0) -> None:
        self._lines = lines
        self.line = line
        self.current: list[str] = []
        self.ended = False

    def __iter__(self) -> "_Tape":
        return self

    def __next__(self) -> str:
        try:
            text = next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self.line += 1
        self.current.append(text)
        return text


def open_delimited(source: Source, encoding: encodings.Encoding, *, header: bool | None = None) -> Table:
    """Return the table in a text file, or raise `Unreadable` when it holds no row at all."""
    with source.path.open("r", encoding=encoding.codec, errors=encoding.errors, newline="") as stream:
        start = stream.read(_SAMPLE)
        cut = bool(stream.read(1))
    shape, note = find_shape(start, cut=cut)
    records = _sample(start, shape, cut=cut)
    if not records:
        raise source.unreadable("is empty", "Choose a file that has rows.")
    if max(len(record) for record in records) > MAX_COLUMNS:
        raise source.unreadable(f"has more than {MAX_COLUMNS:,} columns", "Is it a table? Export fewer columns.")
    layout = headers.lay_out(records, header=header)

    def read() -> Iterator[Row | Bad]:
        with source.path.open("r", encoding=encoding.codec, errors=encoding.errors, newline="") as lines:
            yield from _rows(lines, shape, layout)

    notes = tuple(note for note in (encoding.note, note, *layout.notes) if note)
    return Table(source, layout.columns, "csv", encoding.codec, notes, read)


def find_shape(start: str, *, cut: bool = False) -> tuple[Shape, str]:
    """Return the shape of the text that a file begins with, and a note when it is not plain CSV with commas.

    The first record is taken for the header: a delimiter counts when it parts that record, and the one wins under which
    most of the sample has the same number of cells. Text that nothing parts is one column.
    """
    skip, said = 0, ""
    first, _, _ = start.partition("\n")
    if first[:4].lower() == "sep=" and len(first.strip("\r")) == 5:
        skip, said = 1, first[4]
    candidates = [said] if said in _NAMES else list(_NAMES)
    shapes = [Shape(mark, True, skip) for mark in candidates]
    # Some programs write tabs and never quote. Then reading with quotation marks swallows line ends: fewer records.
    if "\t" in candidates:
        shapes.append(Shape("\t", False, skip))
    samples = [_sample(start, shape, cut=cut) for shape in shapes]
    ranks = [
        (_score(records), len(records) if shape.delimiter == "\t" else 0, -place)
        for place, (shape, records) in enumerate(zip(shapes, samples, strict=True))
    ]
    place = max(range(len(shapes)), key=ranks.__getitem__)
    best, best_score = shapes[place], ranks[place][0]
    if best_score == (0.0, 0):
        plain = Shape(",", True, skip)
        if all(len(record) <= 1 for record in _sample(start, plain, cut=cut)):
            return plain, ""
        return Shape("\x1f", True, skip), "The header has one column, so each line was taken whole."
    return best, "" if best.delimiter == "," else f"The cells are parted by {_NAMES[best.delimiter]}."


def _score(records: list[list[str]]) -> tuple[float, int]:
    widths = Counter(len(record) for record in records)
    if not records or max(widths) < 2:
        return 0.0, 0
    # A report's title lines stand above the table, so the header is the first record of the usual width.
    usual = max((width for width in widths if width > 1), key=lambda width: (widths[width], width))
    header = len(records[0])
    share = widths[usual] / len(records)
    if header < 2 and (usual < 3 or share < 0.8 or widths[usual] < 2):
        return 0.0, 0
    return round(share, 2), usual


def _sample(start: str, shape: Shape, *, cut: bool) -> list[list[str]]:
    """Records of the first part of a file, without the last one when it may have been cut through."""
    kept: list[list[str]] = []
    for record in _records(io.StringIO(start, newline=""), shape):
        kept.append(record.cells)
        if len(kept) > _SAMPLE_RECORDS:
            return kept[:-1]
    return kept[:-1] if cut and len(kept) > 1 else kept


def _rows(lines: Iterator[str], shape: Shape, layout: headers.Layout) -> Iterator[Row | Bad]:
    width = len(layout.columns)
    for place, record in enumerate(_records(lines, shape, width=width)):
        number = place - layout.skip + 1
        if number < 1:
            continue
        if record.problem:
            yield Bad(number, record.problem, tuple(record.cells), record.line)
        else:
            yield fit(record.cells, number=number, width=width, line=record.line)


def _records(lines: Iterator[str], shape: Shape, *, width: int = 0) -> Iterator[_Record]:
    """Yield the records that are not blank lines; `width` makes it mend a quotation mark that swallows the rest."""
    tape = _Tape(lines)
    for _ in range(shape.skip_lines):
        next(tape, None)
    recoveries = 0
    while True:
        for record in _parse(tape, shape):
            swallowed = tape.current[1:] if tape.ended else []
            if not record.problem and swallowed and width > 1 and recoveries < _MAX_RECOVERIES:
                rest = [*_parse(_Tape(iter(swallowed)), shape)]
                if sum(1 for row in rest if len(row.cells) == width) * 2 >= len(rest):
                    recoveries += 1
                    yield _Record(record.cells[:-1], record.line, "opens a quotation mark that is never closed")
                    tape = _Tape(iter(swallowed), record.line)
                    break
            yield record
        else:
            return


def _parse(tape: _Tape, shape: Shape) -> Iterator[_Record]:
    if shape.quoted:
        reader = csv.reader(tape, delimiter=shape.delimiter)
    else:
        reader = csv.reader(tape, delimiter=shape.delimiter, quoting=csv.QUOTE_NONE)
    while True:
        tape.current = []
        line = tape.line + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield _Record([], line, f"has a cell of more than {MAX_CELL:,} characters; what follows was not read")
            return
        if cells:
            yield _Record(cells, line)
