import argparse
import csv
import json
from pathlib import Path
from typing import Any

import pytest

from closeknit.analysis.kinds import SignalCode
from closeknit.cli import analyse

KEYS = ["row", "id", "start", "end", "text", "language", "signals", "need", "need_name"]


def run(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    analyse.add_parser(parser.add_subparsers(required=True))
    known = parser.parse_args(["analyse", *map(str, arguments)])
    return int(known.run(known))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def words(tmp_path: Path) -> Path:
    rows = [("a1", " The pump leaks. It is loud!"), ("a2", ""), ("a3", "no"), ("a4", "Zeile\r\nzwei, „schön“ – ja")]
    path = tmp_path / "words.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("id", "words"), *rows])
    return path


def test_writes_one_object_a_sentence_with_exact_places(words: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run(words, "--text-column", "words", "--id-column", "id", "--out", out) == 0
    with words.open(encoding="utf-8", newline="") as stream:
        cells = dict(enumerate(csv.DictReader(stream), 1))
    found = read(out)
    for one in found:
        assert list(one) == KEYS
        assert one["text"] == cells[one["row"]]["words"][one["start"] : one["end"]]
        assert one["id"] == cells[one["row"]]["id"]
        assert set(one["signals"]) == set(SignalCode)
    assert [one["row"] for one in found] == [1, 1, 3, 4, 4]


def test_without_an_id_column_the_id_is_null(words: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(words, "--text-column", "words", "--out", out)
    assert {one["id"] for one in read(out)} == {None}


def test_the_same_file_gives_the_same_bytes(words: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    for out in (first, second):
        run(words, "--text-column", "words", "--group", "all", "--out", out)
    assert first.read_bytes() == second.read_bytes()


def test_all_places_every_sentence(words: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(words, "--text-column", "words", "--group", "all", "--out", out)
    assert all(one["need"] and one["need_name"] for one in read(out))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_reads_the_encodings_that_people_have(tmp_path: Path, encoding: str) -> None:
    path, out = tmp_path / "words.csv", tmp_path / "out.jsonl"
    path.write_bytes("id;words\n1;Die Kühlung fällt aus – schon wieder.\n".encode(encoding))
    assert run(path, "--text-column", "words", "--out", out) == 0
    assert read(out)[0]["text"] == "Die Kühlung fällt aus – schon wieder."


def test_prints_the_needs_with_counts_and_quotes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "words.csv"
    lines = ["The pump leaks again.", "Our pump is leaking.", "The pump has been leaking since May."]
    path.write_text("words\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert run(path, "--text-column", "words", "--out", tmp_path / "out.jsonl") == 0
    shown = capsys.readouterr().out
    assert "3 sentences, 3 of them in 1 need\n" in shown
    assert any(line in shown for line in lines)


@pytest.mark.parametrize(
    ("content", "column", "reason"),
    [
        (None, "words", "is not there"),
        (b"", "words", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "words", "picture"),
        (b"id,words\n1,hello\n", "text", "has no column"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, column: str, reason: str
) -> None:
    path = tmp_path / "words.csv"
    if content is not None:
        path.write_bytes(content)
    assert run(path, "--text-column", column, "--out", tmp_path / "out.jsonl") == 2
    said = capsys.readouterr().err
    assert reason in said
    assert "words.csv" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out.jsonl").exists()


def test_an_unknown_column_lists_those_there_are(
    words: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(words, "--text-column", "text", "--out", tmp_path / "out.jsonl")
    assert "id, words" in capsys.readouterr().err


def test_wrong_usage_is_one_line(words: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(words, "--out", "x.jsonl")
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_file_to_be_read_is_never_written_over(words: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = words.read_bytes()
    assert run(words, "--text-column", "words", "--out", words) == 2
    assert words.read_bytes() == before
    assert "--out" in capsys.readouterr().err


def test_a_folder_that_is_missing_is_named(words: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words, "--text-column", "words", "--out", tmp_path / "no" / "out.jsonl") == 2
    assert "folder" in capsys.readouterr().err
