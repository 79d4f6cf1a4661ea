"""Workbooks read like the CSV that a person would have saved from them, and hurt nobody."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from closeknit.kit.tables import reading
from closeknit.kit.tables.table import Unreadable

from .workbook_files import date_cell, row, write_xlsx


def test_numbers_dates_and_truth_become_plain_text(tmp_path: Path) -> None:
    cells = '<c r="A2"><v>3</v></c><c r="B2"><v>0.5</v></c><c r="C2" t="b"><v>1</v></c>' + date_cell("D2", 46346)
    rows = row(1, ["n", "share", "vip", "on", "when"]) + f'<row r="2">{cells}{date_cell("E2", 46346.5)}</row>'
    table = reading.open_table(write_xlsx(tmp_path / "a.xlsx", {"One": rows}), header=True)
    assert table.format == "xlsx"
    assert [found.values for found in table.rows()] == [("3", "0.5", "TRUE", "2026-11-20", "2026-11-20T12:00:00")]


def test_times_are_written_as_iso(tmp_path: Path) -> None:
    rows = row(1, ["when"]) + f'<row r="2">{date_cell("A2", 46346.585416666)}</row>'
    table = reading.open_table(write_xlsx(tmp_path / "a.xlsx", {"One": rows}))
    assert [found.values for found in table.rows()] == [("2026-11-20T14:03:00",)]


def test_the_first_sheet_with_rows_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    rows = row(1, ["name", "words"]) + row(2, ["Ana", "Too slow"])
    table = reading.open_table(write_xlsx(tmp_path / "a.xlsx", {"Empty": "", "Answers": rows, "Notes": row(1, ["x"])}))
    assert table.columns == ("name", "words")
    assert "“Answers” was read; not “Empty”, “Notes”" in table.notes[0]


def test_blank_rows_are_counted_and_not_given(tmp_path: Path) -> None:
    rows = row(2, ["name", "words"]) + row(3, ["Ana", "a b"]) + row(6, ["Ben", "c d"])
    table = reading.open_table(write_xlsx(tmp_path / "a.xlsx", {"One": rows}))
    assert [(found.number, found.line) for found in table.rows()] == [(1, 3), (4, 6)]


def test_a_name_that_says_csv_does_not_matter(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.csv", {"One": row(1, ["name", "words"]) + row(2, ["Ana", "x"])})
    assert reading.open_table(path).format == "xlsx"


def test_a_cell_in_the_last_corner_meets_a_limit(tmp_path: Path) -> None:
    rows = row(1, ["name"]) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = write_xlsx(tmp_path / "bomb.xlsx", {"One": rows})
    with pytest.raises(Unreadable, match=r"bomb.xlsx .*(memory|damaged|columns)"):
        list(reading.open_table(path).rows())


def test_an_archive_that_unpacks_to_a_disk_full_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "bomb.xlsx", {"One": row(1, ["name"])})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/big", "w") as part:
        for _ in range(600):
            part.write(bytes(1 << 20))
    with pytest.raises(Unreadable, match="more than is opened here"):
        reading.open_table(path)


def test_an_archive_of_something_else_is_named(tmp_path: Path) -> None:
    for part, said in (("word/document.xml", "a Word document"), ("photo.jpg", "an archive")):
        path = tmp_path / "other.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, "x")
        with pytest.raises(Unreadable, match=said):
            reading.open_table(path)


def test_an_ods_is_read(tmp_path: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{cell.format(a)}{cell.format(b)}</table:table-row>"
        for a, b in (("name", "words"), ("Ana", "x y"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="One">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    table = reading.open_table(path)
    assert (table.format, table.columns, [found.values for found in table.rows()]) == (
        "ods",
        ("name", "words"),
        [("Ana", "x y")],
    )


def test_a_damaged_workbook_gives_a_sentence(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", {"One": row(1, ["name", "words"]) + row(2, ["Ana", "x"])}).read_bytes()
    chance = random.Random(7)
    outcomes = set()
    for _ in range(12):
        broken = bytearray(whole)
        for _ in range(6):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path = tmp_path / "b.xlsx"
        path.write_bytes(bytes(broken))
        try:
            outcomes.add(type(list(reading.open_table(path).rows())).__name__)
        except Unreadable as refused:
            outcomes.add(str(refused).split(".")[0][:6])
    assert outcomes <= {"list", "b"}
    assert zipfile.is_zipfile(io.BytesIO(whole))
