"""XLSX, ODS, XLS and XLSB: the first visible sheet that holds something, read in a process with limits."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from closeknit.kit.tables import headers, workbook_process
from closeknit.kit.tables.table import MAX_COLUMNS, Bad, Row, Source, Table, fit, shown

_SAMPLE_RECORDS = 200
_PROGRAM = Path(workbook_process.__file__)
_ERRORS = {
    "password": ("is protected by a password", "Save it without one and try again."),
    "memory": ("needs more memory than a sheet may have", "Save the sheet as CSV and try again."),
    "damaged": ("is a damaged workbook", "Save it once more, or as CSV, and try again."),
}


def open_workbook(source: Source, form: str, *, header: bool | None = None) -> Table:
    """Return the table in a workbook, or raise `Unreadable`: damaged, protected, empty, or beyond the limits.

    Numbers come as plain text ("3", "0.5"), dates as ISO 8601, yes and no as TRUE and FALSE. Blank rows are not
    yielded but counted, so that row 1 is the one under the header whatever follows.
    """
    about, rows = _start(source)
    records: list[tuple[int, list[str]]] = []
    for record in rows:
        records.append(record)
        if len(records) >= _SAMPLE_RECORDS:
            break
    rows.close()
    if not records:
        raise source.unreadable("has no sheet with anything in it", "Choose a workbook that has rows.")
    if max(len(cells) for _, cells in records) > MAX_COLUMNS:
        raise source.unreadable(f"has more than {MAX_COLUMNS:,} columns", "Is it a table? Export fewer columns.")
    layout = headers.lay_out([cells for _, cells in records], header=header)
    top = records[layout.skip - 1][0] if layout.skip else records[0][0] - 1
    others = [name for name in about["sheets"] if name != about["read"]]
    notes = list(layout.notes)
    if others:
        said = ", ".join(f"“{shown(name)}”" for name in others[:5]) + (" and others" if len(others) > 5 else "")
        notes.insert(0, f"The sheet “{shown(about['read'])}” was read; not {said}.")

    def read() -> Iterator[Row | Bad]:
        _, again = _start(source)
        for line, cells in again:
            if line > top:
                yield fit(cells, number=line - top, width=len(layout.columns), line=line)

    return Table(source, layout.columns, form, "", tuple(notes), read)


def _start(source: Source) -> tuple[dict[str, Any], Any]:
    rows = _run(source)
    return next(rows), rows


def _run(source: Source) -> Iterator[Any]:
    """Yield what the process says: first about the sheets, then each row; it is ended when the reader stops early."""
    nothing = subprocess.DEVNULL
    command = [sys.executable, "-I", str(_PROGRAM), str(source.path.resolve())]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=nothing, stderr=nothing)  # noqa: S603 - no shell
    output = process.stdout
    if output is None:
        raise AssertionError("a pipe was asked for")
    said = False
    try:
        for line in output:
            try:
                what = json.loads(line)
            except ValueError:
                break  # the process was ended in the middle of a line
            if isinstance(what, dict) and "error" in what:
                raise source.unreadable(*_ERRORS[what["error"]])
            said = True
            yield what
        if process.wait() != 0 or not said:
            raise source.unreadable(*_ERRORS["memory"])
    finally:
        process.kill()
        process.wait()
        output.close()
