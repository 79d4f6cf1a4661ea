"""Read one sheet of a workbook in a process of its own and write its rows to standard output, one JSON array a line.

A workbook of a few kilobytes can ask its reader for terabytes (a cell in the last row and column, one long string that
every cell points to). Here such a file meets a limit and only this process ends. It imports nothing of Closeknit.
Each line is `[sheet row from 1, [texts]]`; the first is `{"sheets": [...], "read": name}`; an error `{"error": code}`.
"""

import datetime
import json
import resource
import sys

# Address space, not residence: Python and its libraries take some 100 MB of it before the first cell.
_MEMORY = 1024 * 1024 * 1024
_SECONDS = 60


def main(path: str) -> int:
    """Write the rows of the first visible sheet that has any; return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum  # after the limits

    try:
        workbook = CalamineWorkbook.from_path(path)
        found = workbook.sheets_metadata
        sheets = [sheet.name for sheet in found if sheet.typ is SheetTypeEnum.WorkSheet]
        visible = [sheet.name for sheet in found if sheet.visible is SheetVisibleEnum.Visible and sheet.name in sheets]
        for name in [*visible, *sheets]:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.start is None:
                continue
            _write({"sheets": sheets, "read": name})
            left = sheet.start[1]
            for place, cells in enumerate(sheet.iter_rows(), start=1):
                texts = [_text(cell) for cell in cells[left:]]
                if any(texts):
                    _write([place, texts])
            return 0
        _write({"sheets": sheets, "read": ""})
    except PasswordError:
        _write({"error": "password"})
    except MemoryError:
        _write({"error": "memory"})
    except BrokenPipeError:
        return 0
    except BaseException:  # a panic of the Rust library is no Exception
        _write({"error": "damaged"})
    return 0


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        # A spreadsheet counts days in binary fractions: half a second early is a rounding error.
        moment = (cell + datetime.timedelta(milliseconds=500)).replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == datetime.time() else moment.isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _write(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
