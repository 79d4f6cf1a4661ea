"""Exports run nowhere, and come back as they went."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.kit.tables import guard, reading, writing

PAYLOADS = [
    "=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\ufeff=1", "\x00=1", "＝1+1", "－1+1",
    "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "'=1", "''=1", "'", "-", "+44 20 7946 0000",
    "\u200b=1", "﹢1",
]  # fmt: skip


def written(columns: list[str], rows: list[list[object]]) -> str:
    out = io.StringIO(newline="")
    writing.write_csv(columns, rows, out)
    return out.getvalue()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_begins_as_a_formula(payload: str) -> None:
    cell = next(csv.reader(io.StringIO(written(["words", "more"], [["x", payload]]).split("\r\n", 1)[1], newline="")))[
        1
    ]
    stripped = cell.lstrip(" \t\r\n\x00\u00a0\ufeff\u200b")
    assert stripped[:1] not in tuple("=+-@＝＋－＠﹢")
    assert guard.take_off(cell) == payload


@pytest.mark.parametrize("number", ["-5", "-12.50", "-1,200.00", "0", "12%", "-3%"])
def test_negative_numbers_stay_numbers(number: str) -> None:
    assert guard.put_on(number) == number


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells, the header has 2"):
        written(["a", "b"], [["x"]])


def test_the_number_of_rows_is_given_back_and_nothing_is_an_empty_cell() -> None:
    out = io.StringIO(newline="")
    assert writing.write_csv(["a", "b"], [[None, 1], ["x", True]], out) == 2
    assert out.getvalue() == "a,b\r\n,1\r\nx,True\r\n"


@given(st.text())
def test_the_guard_comes_off_as_it_went_on(cell: str) -> None:
    assert guard.take_off(guard.put_on(cell)) == cell


cell_text = st.one_of(
    st.sampled_from(PAYLOADS),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12),
)


@given(rows=st.lists(st.lists(cell_text, min_size=3, max_size=3), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_reads_back_the_same(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "export.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writing.write_csv(["id", "=name", "words"], rows, stream)
    table = reading.open_table(path)
    assert table.columns == ("id", "=name", "words")
    assert [list(row.values) for row in table.rows()] == rows
