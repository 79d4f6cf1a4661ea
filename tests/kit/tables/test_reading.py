"""Any table that a person may have opens, or says in one sentence why not."""

import codecs
import csv
import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.kit.tables import reading
from closeknit.kit.tables.table import Bad, Row, Table, Unreadable

PLAIN = 'name,words,when\r\nAna,"Too slow, we wait",2026-11-20\r\nBen,Fine,2026-11-21\r\n'


def opened(tmp_path: Path, data: bytes | str, name: str = "heard.csv", **how: bool) -> Table:
    path = tmp_path / "content"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return reading.open_table(path, name=name, **how)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.values for row in table.rows()]


def refusal(tmp_path: Path, data: bytes | str, name: str = "heard.csv") -> str:
    with pytest.raises(Unreadable) as caught:
        opened(tmp_path, data, name)
    return str(caught.value)


def test_plain_csv_gives_columns_and_rows_numbered_from_one(tmp_path: Path) -> None:
    table = opened(tmp_path, PLAIN)
    assert table.columns == ("name", "words", "when")
    assert [row.number for row in table.rows()] == [1, 2]
    assert cells(table)[0] == ("Ana", "Too slow, we wait", "2026-11-20")
    assert table.notes == ()


def test_a_table_can_be_read_again_and_sampled(tmp_path: Path) -> None:
    table = opened(tmp_path, PLAIN)
    assert cells(table) == cells(table)
    assert [row.number for row in table.sample(1)] == [1]


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + PLAIN.encode("utf-32-le"),
        PLAIN.replace("\r\n", "\n").encode(),
        PLAIN.replace("\r\n", "\r").encode(),
        PLAIN.rstrip().encode(),
        b"\r\n\r\n" + PLAIN.encode(),
        b"sep=,\r\n" + PLAIN.encode(),
    ],
    ids=["bom", "utf-16", "le", "be", "be bom", "utf-32", "lf", "cr", "no last line end", "blank lines", "sep="],
)
def test_the_same_table_in_other_clothes_reads_the_same(tmp_path: Path, data: bytes) -> None:
    table = opened(tmp_path, data)
    assert table.columns == ("name", "words", "when")
    assert cells(table) == [("Ana", "Too slow, we wait", "2026-11-20"), ("Ben", "Fine", "2026-11-21")]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_found_and_said(tmp_path: Path, delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(
        [("name", "words"), ("Ana", "Too slow, too dear, too far"), ("Ben", "a;b|c")]
    )
    table = opened(tmp_path, out.getvalue())
    assert cells(table) == [("Ana", "Too slow, too dear, too far"), ("Ben", "a;b|c")]
    assert "parted by" in table.notes[0]


def test_windows_encoding_is_guessed_and_said(tmp_path: Path) -> None:
    table = opened(tmp_path, "name,words\nZoë,“Très bien – 5 €”\n".encode("cp1252"))
    assert cells(table) == [("Zoë", "“Très bien – 5 €”")]
    assert "Windows-1252" in table.notes[0]


def test_cyrillic_encoding_is_guessed(tmp_path: Path) -> None:
    said = "Мы ждём отчёт каждую пятницу и он всегда приходит слишком поздно для нашей встречи"
    table = opened(tmp_path, f"name,words\nАнна,{said}\nБорис,{said}\n".encode("cp1251"))
    assert cells(table)[0] == ("Анна", said)


def test_a_stray_byte_does_not_turn_sound_utf8_into_gibberish(tmp_path: Path) -> None:
    table = opened(tmp_path, "name,words\nZoë,Größe ändern übel schön\n".encode() + b"Ben,caf\xe9\n")
    assert cells(table) == [("Zoë", "Größe ändern übel schön"), ("Ben", "café")]
    assert "not UTF-8" in table.notes[0]


def test_two_encodings_in_one_file_are_both_read(tmp_path: Path) -> None:
    data = "name,words\nZoë,Größe\n".encode() + "Jürgen,Überall fällt es aus – täglich\n".encode("cp1252")
    assert cells(opened(tmp_path, data)) == [("Zoë", "Größe"), ("Jürgen", "Überall fällt es aus – täglich")]


def test_line_ends_and_quotes_within_a_cell_are_kept_to_the_character(tmp_path: Path) -> None:
    table = opened(tmp_path, 'id,words\r\n1,"one\r\ntwo\n""three"""\r\n2,\u2028x\x0b\r\n')
    assert cells(table) == [("1", 'one\r\ntwo\n"three"'), ("2", "\u2028x\x0b")]


def test_ten_megabytes_in_one_cell_are_read(tmp_path: Path) -> None:
    long = "word " * 2_000_000
    assert cells(opened(tmp_path, f'id,words\n1,"{long}"\n2,short\n')) == [("1", long), ("2", "short")]


def test_a_null_character_stays_where_it_is(tmp_path: Path) -> None:
    assert cells(opened(tmp_path, "id,words\n1,a\x00b\n")) == [("1", "a\x00b")]


def test_a_long_row_is_bad_and_says_why_and_the_rest_is_kept(tmp_path: Path) -> None:
    rows = list(opened(tmp_path, "a,words\n1,x\n2,y,z\n3,w\n").rows())
    assert [type(row) for row in rows] == [Row, Bad, Row]
    assert isinstance(rows[1], Bad)
    assert (rows[1].number, rows[1].reason, rows[1].values) == (2, "has 3 cells, the header has 2", ("2", "y", "z"))


def test_empty_cells_too_many_do_no_harm_and_missing_ones_are_empty(tmp_path: Path) -> None:
    assert cells(opened(tmp_path, "a,words,c\n1,x,y,,\n2,z\n")) == [("1", "x", "y"), ("2", "z", "")]


def test_a_quotation_mark_that_is_never_closed_costs_one_row(tmp_path: Path) -> None:
    rows = list(opened(tmp_path, 'id,words,who\n1,good,A\n2,"oops,B\n3,kept,C\n4,kept too,D\n').rows())
    assert [(row.number, type(row)) for row in rows] == [(1, Row), (2, Bad), (3, Row), (4, Row)]
    assert isinstance(rows[1], Bad)
    assert "never closed" in rows[1].reason


def test_tabs_without_quoting_keep_quotation_marks(tmp_path: Path) -> None:
    table = opened(tmp_path, 'id\twords\n1\t"Slow, she said\n2\tfine\n3\t"ok" is what I say\n')
    assert [row[1] for row in cells(table)] == ['"Slow, she said', "fine", '"ok" is what I say']


def test_double_and_empty_names_become_unique(tmp_path: Path) -> None:
    table = opened(tmp_path, "name,words,words,,words (2)\nA,1 x,2,3,4\n")
    assert len(set(table.columns)) == 5
    assert table.columns[1:4] == ("words", "words (3)", "column 4")
    assert "got a number" in table.notes[0]


def test_a_file_without_header_gets_numbered_columns(tmp_path: Path) -> None:
    table = opened(tmp_path, "ana@x.example,It is slow,2026-01-02\nben@x.example,It is fine,2026-01-03\n")
    assert table.columns == ("column 1", "column 2", "column 3")
    assert len(cells(table)) == 2
    assert "looks like data" in table.notes[0]


def test_the_header_can_be_said(tmp_path: Path) -> None:
    assert opened(tmp_path, "12,13\n1,2\n", header=True).columns == ("12", "13")
    assert opened(tmp_path, "name,words\nA,b\n", header=False).columns == ("column 1", "column 2")


def test_one_column_of_prose_is_taken_line_by_line(tmp_path: Path) -> None:
    table = opened(tmp_path, "feedback\nSlow, dear, far\nFine, thanks\nNo commas here\n")
    assert cells(table) == [("Slow, dear, far",), ("Fine, thanks",), ("No commas here",)]


def test_title_lines_over_a_report_are_left_out(tmp_path: Path) -> None:
    table = opened(tmp_path, "Cases of the week\n\nId,Account,Words\n1,Acme,slow\n2,Bolt,fine\n3,Acme,x\n")
    assert table.columns == ("Id", "Account", "Words")
    assert [row.number for row in table.rows()] == [1, 2, 3]


def test_two_header_rows_of_a_survey_are_joined(tmp_path: Path) -> None:
    table = opened(
        tmp_path,
        "RespondentID,Which do you use?,,,What is missing?\n,Email,Phone,Visits,Open-Ended Response\n"
        "111,Email,,Visits,A button\n112,,Phone,,Nothing\n",
    )
    assert table.columns == (
        "RespondentID",
        "Which do you use? [Email]",
        "Which do you use? [Phone]",
        "Which do you use? [Visits]",
        "What is missing?",
    )
    assert [row.values[0] for row in table.rows()] == ["111", "112"]


def test_three_header_rows_of_qualtrics_are_joined(tmp_path: Path) -> None:
    ids = [json.dumps({"ImportId": name}) for name in ("startDate", "QID1_TEXT")]
    out = io.StringIO()
    csv.writer(out).writerows([("StartDate", "Q1"), ("Start Date", "What hinders you?"), ids, ("2026-01-02", "Time")])
    table = opened(tmp_path, out.getvalue())
    assert table.columns == ("StartDate", "Q1 [What hinders you?]")
    assert cells(table) == [("2026-01-02", "Time")]


def test_json_lines_keep_digits_flatten_and_report_a_broken_line(tmp_path: Path) -> None:
    lines = [
        '{"id": 12345678901234567890, "by": {"name": "Ana", "vip": true}, "tags": ["a", "b"]}',
        "{broken",
        '{"id": 1.50, "x": null}',
    ]
    table = opened(tmp_path, "\n".join(lines), "heard.jsonl")
    rows = list(table.rows())
    assert table.columns == ("id", "by.name", "by.vip", "tags", "x")
    assert rows[0].values == ("12345678901234567890", "Ana", "true", "a\nb", "")
    assert isinstance(rows[1], Bad)
    assert "not valid JSON" in rows[1].reason
    assert rows[2].values == ("1.50", "", "", "", "")


def test_a_json_array_streams_its_members(tmp_path: Path) -> None:
    members = [{"id": n, "words": "x" * 999} for n in range(2_000)]
    table = opened(tmp_path, json.dumps(members, indent=1), "heard.json")
    assert [row.values[0] for row in table.rows()] == [str(n) for n in range(2_000)]


def test_the_list_within_an_api_answer_is_the_table(tmp_path: Path) -> None:
    table = opened(tmp_path, json.dumps({"count": 2, "posts": [{"words": "a"}, {"words": "b"}]}), "posts.json")
    assert cells(table) == [("a",), ("b",)]
    assert "posts" in table.notes[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "a picture (PNG)"),
        (random.Random(1).randbytes(4000), "binary"),
        (b"%PDF-1.7 \x00\x01\x02", "a PDF"),
        (b"PK\x03\x04" + b"\x00" * 40, "damaged"),
        (b"<!DOCTYPE html><html><table></table></html>", "a web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b'{"a": [1, 2}', "not valid JSON"),
    ],
)
def test_what_is_no_table_is_refused_with_name_reason_and_advice(tmp_path: Path, data: bytes, said: str) -> None:
    sentence = refusal(tmp_path, data, "our survey.csv")
    assert sentence.startswith("our survey.csv ")
    assert said in sentence
    assert "Nothing was read." in sentence


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is not there"):
        reading.open_table(tmp_path / "gone.csv")


def test_a_name_cannot_forge_a_sentence(tmp_path: Path) -> None:
    sentence = refusal(tmp_path, b"", "a\n\u202eb" * 200)
    assert "\n" not in sentence
    assert len(sentence) < 250


def test_memory_stays_flat_whatever_the_length(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "long.csv"
    path.write_text("id,words\n" + "".join(f"{n},some words that were said by somebody\n" for n in range(100_000)))
    table = reading.open_table(path)
    tracemalloc.start()
    count = sum(1 for _ in table.rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 100_000
    assert peak < 1_000_000


table_text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)


@given(
    rows=st.lists(st.tuples(table_text, table_text), min_size=1, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cells_are_what_python_csv_gives(tmp_path: Path, rows: list[tuple[str, str]], encoding: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("id", "words"), *rows])
    table = opened(tmp_path, out.getvalue().encode(encoding), exact=True)
    if table.columns != ("id", "words"):
        return  # cells full of another delimiter can win; then the note says so
    expected = list(csv.reader(io.StringIO(out.getvalue(), newline="")))[1:]
    assert [list(row.values) for row in table.rows()] == expected


@given(data=st.one_of(st.binary(max_size=300), st.text('",;\t\r\n ab1é{}[]:\x00\\', max_size=80).map(str.encode)))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_table_or_a_sentence(tmp_path: Path, data: bytes) -> None:
    try:
        table = opened(tmp_path, data)
    except Unreadable:
        return
    assert len(set(table.columns)) == len(table.columns)
    for number, row in enumerate(table.rows(), start=1):
        assert row.number == number
        assert isinstance(row, Bad) or len(row.values) == len(table.columns)


@given(
    head=st.sampled_from([b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"[{", b'{"a":', b"sep=;\n", b'a,b\n"', b"\x1b$B"]),
    rest=st.binary(max_size=200),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_promising_starts_with_any_end_give_a_table_or_a_sentence(tmp_path: Path, head: bytes, rest: bytes) -> None:
    try:
        rows = list(opened(tmp_path, head + rest).rows())
    except Unreadable:
        return
    assert all(isinstance(row, Row | Bad) for row in rows)
