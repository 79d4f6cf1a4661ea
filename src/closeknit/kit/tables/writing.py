"""The one writer of exports: every table that leaves the house goes through here."""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from closeknit.kit.tables import guard


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], stream: TextIO) -> int:
    """Write a table as CSV (RFC 4180) that no spreadsheet runs as formulas, and return the number of rows.

    None is an empty cell, other values are written by `str`, dates so as ISO 8601. Reading it back with
    `reading.open_table` gives the same texts. Open `stream` with `newline=""`, and with "utf-8-sig" for people who will
    open it in a spreadsheet. Raises `ValueError` when a row has another number of cells than there are columns.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([guard.put_on(column) for column in columns])
    count = 0
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row has {len(row)} cells, the header has {len(columns)}")
        writer.writerow([guard.put_on("" if cell is None else str(cell)) for cell in row])
        count += 1
    return count
