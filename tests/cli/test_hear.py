"""`closeknit hear` as a program: what it prints, and what it says about files that it cannot read."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

TABLE = "id,date,name,comment\n1,2026-10-01,Ana,The door beeps.\n2,2026-10-02,Mo,\n3,31.02.2026,Mo,Too slow for us.\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house that has been opened and where nobody has been yet."""
    folder = tmp_path_factory.mktemp("houses") / "house"
    folder.mkdir()
    _run("work", "--until-idle", house=folder)
    return folder


def test_it_prints_one_json_object_with_new_same_and_rejected(house: Path, tmp_path: Path):
    file = tmp_path / "answers.csv"
    file.write_text(TABLE, encoding="utf-8")
    first = _run("hear", str(file), "--json", house=house)
    assert first.returncode == 0, first.stderr
    report = json.loads(first.stdout)
    assert (report["new"], report["same"]) == (1, 0)
    assert [set(one) for one in report["rejected"]] == [{"row", "reason"}] * 2
    assert [one["row"] for one in report["rejected"]] == [2, 3]
    again = json.loads(_run("hear", str(file), "--json", house=house).stdout)
    assert (again["new"], again["same"], len(again["rejected"])) == (0, 1, 2)


def test_without_json_it_says_the_same_in_words(house: Path, tmp_path: Path):
    file = tmp_path / "words.csv"
    file.write_text("id,date,name,comment\n7,2026-10-01,Ana,We wait for weeks.\n", encoding="utf-8")
    said = _run("hear", str(file), house=house)
    assert "1 new row, 0 there already, 0 rejected" in said.stdout


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("empty.csv", b""),
        ("call.vtt", b"WEBVTT\n\nNOTE nobody spoke\n"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_two_and_one_line_that_names_it(
    house: Path, tmp_path: Path, name: str, data: bytes
):
    file = tmp_path / name
    file.write_bytes(data)
    refused = _run("hear", str(file), "--json", house=house)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert len(refused.stderr.splitlines()) == 1
    assert name in refused.stderr


def test_a_file_that_is_not_there_and_an_account_that_is_not_known_end_with_two(house: Path, tmp_path: Path):
    missing = _run("hear", str(tmp_path / "none.csv"), house=house)
    assert (missing.returncode, len(missing.stderr.splitlines())) == (2, 1)
    file = tmp_path / "answers.csv"
    file.write_text(TABLE, encoding="utf-8")
    unknown = _run("hear", str(file), "--account", "Nobody", house=house)
    assert unknown.returncode == 2
    assert "Nobody" in unknown.stderr


def test_columns_that_are_not_told_by_themselves_are_named(house: Path, tmp_path: Path):
    file = tmp_path / "codes.csv"
    file.write_text("Q7,WHEN,NR\nThe lid sticks,03/11/2026,a\nNobody comes,04/11/2026,b\n", encoding="utf-8")
    named = ("--text-column", "q7", "--date-column", "WHEN", "--id-column", "NR")
    said = _run("hear", str(file), *named, "--subject", "Autumn", "--medium", "ticket", house=house).stdout
    assert "2 new rows" in said
    assert "words from “Q7”; when from “WHEN”; id from “NR”" in said
    refused = _run("hear", str(file), "--text-column", "nothing", house=house)
    assert refused.returncode == 2
    assert "codes.csv has no column “nothing”" in refused.stderr


def test_what_is_piped_in_is_read_under_the_name_that_it_is_given(house: Path):
    said = _run("hear", "-", "--name", "piped.csv", "--json", house=house, given=TABLE.replace("beeps", "hums"))
    assert json.loads(said.stdout)["new"] == 1
    assert "piped.csv is empty" in _run("hear", "-", "--name", "piped.csv", house=house, given="").stderr


def test_a_transcript_gets_the_subject_that_was_said_for_it(house: Path, tmp_path: Path):
    file = tmp_path / "call.vtt"
    file.write_text("WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ana>The door beeps all night.\n", encoding="utf-8")
    _run("hear", str(file), "--subject", "The autumn call", "--on", "2026-10-01", house=house)
    with contextlib.closing(sqlite3.connect(house / "closeknit.sqlite3")) as store:
        stored = store.execute("SELECT subject, place FROM touchpoints_touchpoint WHERE medium = 'call'").fetchall()
    assert stored == [("The autumn call", "")]


def _run(*words: str, house: Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("CLOSEKNIT_HOUSE", "DJANGO_SETTINGS_MODULE", "CLOSEKNIT_DATABASE")
    }
    command = [sys.executable, "-m", "closeknit.cli.main", "--house", str(house), *words]
    return subprocess.run(command, env=environment, check=False, input=given, capture_output=True, text=True)
