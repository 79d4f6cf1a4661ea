"""Open any table that a person may have: what it is decides, not what its name ends in."""

from pathlib import Path

from closeknit.kit.tables import contents, delimited, encodings, guard, jsonrows, workbooks
from closeknit.kit.tables.table import Bad, Row, Source, Table, Unreadable

__all__ = ["Bad", "Row", "Source", "Table", "Unreadable", "open_table"]

_HEAD = 1 << 16
_NOTHING = b"\x00\t\r\n \xef\xbb\xbf\xfe\xff"


def open_table(path: Path, *, name: str | None = None, header: bool | None = None, exact: bool = False) -> Table:
    """Return the table in a CSV, TSV, XLSX, ODS, XLS, JSON or JSON Lines file, or raise `Unreadable` with a sentence.

    `name` is what the person calls the file when the path is not. `header` says whether the first row names the
    columns; left out, it is decided and noted. Rows are numbered from 1, the header not counted, blank lines neither.
    The guard that our own exports put before formulas (`writing.write_csv`) is taken off again, unless `exact`:
    then every cell of a delimited file is what Python's `csv` gives, to the code point.
    """
    source = Source(path, name or path.name)
    table = _open(source, header)
    return table if exact or table.format in ("json", "jsonl") else guard.lift(table)


def _open(source: Source, header: bool | None) -> Table:
    try:
        with source.path.open("rb") as stream:
            head = stream.read(_HEAD)
            if not head.strip(_NOTHING) and not stream.read(_HEAD).strip(_NOTHING):
                raise source.unreadable("is empty", "Choose a file that has rows.")
            form = contents.find_workbook(source, head)
            if form:
                return workbooks.open_workbook(source, form, header=header)
            stream.seek(0)
            encoding = encodings.detect(stream)
    except FileNotFoundError:
        raise source.unreadable("is not there", "Look at the path and try again.") from None
    except (IsADirectoryError, PermissionError):
        raise source.unreadable("cannot be opened", "Is it a file that may be read?") from None
    if not encoding.codec.startswith(("utf-16", "utf-32")):
        is_utf8 = encoding.codec.startswith("utf-8") and (encoding.codec == "utf-8-sig" or encoding.errors == "strict")
        _refuse(source, contents.name_binary(head, is_utf8=is_utf8))
    start = head.decode(encoding.codec, "replace")
    _refuse(source, contents.name_markup(start))
    if jsonrows.looks_like_json(start):
        return jsonrows.open_json(source, encoding)
    return delimited.open_delimited(source, encoding, header=header)


def _refuse(source: Source, kind: str) -> None:
    if kind:
        raise source.unreadable(f"is {kind}, not a table", "Save the table as CSV or XLSX and try again.")
