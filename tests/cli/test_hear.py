"""`closeknit hear` as a program: what it prints, and what it says about files that it cannot read."""

import json
import os
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


def _run(*words: str, house: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("CLOSEKNIT_HOUSE", "DJANGO_SETTINGS_MODULE", "CLOSEKNIT_DATABASE")
    }
    command = [sys.executable, "-m", "closeknit.cli.main", "--house", str(house), *words]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
