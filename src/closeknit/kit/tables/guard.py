"""The guard against formula injection (OWASP: CSV injection; ASVS 5.0 1.2.10), put on and taken off without loss.

A spreadsheet runs a cell that begins with one of = + - @, also behind white space or in full width. Such a cell gets
an apostrophe before it, which spreadsheets show as text. A cell that already looks guarded gets one more, so that
taking off one apostrophe always gives back what was there.
"""

import dataclasses
import re
from collections.abc import Iterator

from closeknit.kit.tables.table import Bad, Row, Table

_DANGEROUS = re.compile(r"'*(?:[\t\r\n]|[\s\x00-\x20\x7f-\xa0\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠﹢﹣﹦])")
# A negative number is no formula to any spreadsheet, and must stay a number.
_NEGATIVE = re.compile(r"-\d+(?:[.,]\d+)*%?")


def put_on(cell: str) -> str:
    """Return the cell with an apostrophe before it when a spreadsheet could take it for a formula."""
    return "'" + cell if _DANGEROUS.match(cell) and not _NEGATIVE.fullmatch(cell) else cell


def take_off(cell: str) -> str:
    """Return the cell as it was before `put_on`; a cell that it would not have written stays as it is."""
    return cell[1:] if cell[:1] == "'" and _DANGEROUS.match(cell) else cell


def lift(table: Table) -> Table:
    """Return the table with the guard taken off names and cells."""

    def read() -> Iterator[Row | Bad]:
        for row in table.rows():
            # Nearly no cell begins so: the test is cheaper than building every row anew.
            if any(value[:1] == "'" for value in row.values):
                yield dataclasses.replace(row, values=tuple(take_off(value) for value in row.values))
            else:
                yield row

    return dataclasses.replace(table, columns=tuple(take_off(name) for name in table.columns), _read=read)
