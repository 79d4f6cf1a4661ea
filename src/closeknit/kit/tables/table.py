"""What every reader of tables returns, and the refusal of a whole file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from closeknit.kit.refusals import Refused

MAX_COLUMNS = 5_000


class Unreadable(Refused):
    """The whole file cannot be read; `str()` names the file, the reason and what to do, for a person."""


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its number from 1 (header not counted), one text a column, its line or sheet row."""

    number: int
    values: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Bad:
    """A data row that does not fit the table: why (said after "row 7 …"), and the cells as they were found."""

    number: int
    reason: str
    values: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file on disk and the name that its person knows it by; the path may be a content hash."""

    path: Path
    name: str

    def unreadable(self, reason: str, advice: str = "") -> Unreadable:
        """Return the refusal of this file: name and reason, what was kept (nothing), what to do."""
        return Unreadable(f"{shown(self.name)} {reason}. Nothing was read.{' ' if advice else ''}{advice}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be read any number of times; nothing but the sample that decided its shape is in memory.

    `format` is csv, xlsx, ods, xls, xlsb, jsonl or json; `encoding` the codec, or an empty string for workbooks;
    `notes` are sentences for people about everything that was decided on the way in.
    """

    source: Source
    columns: tuple[str, ...]
    format: str
    encoding: str
    notes: tuple[str, ...]
    _read: Callable[[], Iterator[Row | Bad]]

    def rows(self) -> Iterator[Row | Bad]:
        """Yield every data row in order, streaming; a row that does not fit comes as `Bad` in its place."""
        return self._read()

    def sample(self, n: int) -> tuple[Row, ...]:
        """Return the first `n` rows that fit."""
        kept: list[Row] = []
        for row in self._read():
            if len(kept) >= n:
                break
            if isinstance(row, Row):
                kept.append(row)
        return tuple(kept)


def shown(name: str) -> str:
    """Return a file or column name that is safe to stand in a sentence: one line, at most 80 characters."""
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+", " ", name).strip()
    return (plain if len(plain) <= 80 else f"{plain[:52]}…{plain[-27:]}") or "The file"


def fit(values: list[str], *, number: int, width: int, line: int) -> Row | Bad:
    """Return the row padded to `width`, or `Bad` when it has more cells that hold something than there are columns.

    A short row is padded, as `csv.DictReader` does: many programs leave out empty cells at the end, and
    refusing it would lose the words that it has. A long one is refused, because nobody can tell
    which of its cells is the extra one.
    """
    if len(values) > width and any(values[width:]):
        cells = "cell" if len(values) == 1 else "cells"
        return Bad(number, f"has {len(values)} {cells}, the header has {width}", tuple(values), line)
    padded = (*values[:width], *([""] * (width - len(values))))
    return Row(number, padded, line)
