"""`closeknit hear` on files that are broken: one sentence with file, row and reason; good rows kept; nothing half done."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.touchpoints import bad_input
from tests.touchpoints.bad_input import Case

CASES = bad_input.list_cases()
# One process hears all of it: opening a house takes two seconds each time.
PROGRAM = """
import contextlib, io, json, os, sqlite3, sys
from pathlib import Path
from closeknit.cli.main import main

house, given = sys.argv[1:]

def count():
    with contextlib.closing(sqlite3.connect(f"{house}/closeknit.sqlite3")) as store:
        tables = ("touchpoints_import", "touchpoints_touchpoint", "kit_event")
        rows = [store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    return [*rows, sum(len(names) for _, _, names in os.walk(f"{house}/files"))]

for file in json.loads(sys.stdin.read()):
    for more in (["--json"], []):
        out, err, before = io.StringIO(), io.StringIO(), count()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(["--house", house, "hear", f"{given}/{file}", *more])
        print(json.dumps([code, out.getvalue(), err.getvalue(), before == count()]))
"""


@dataclass(frozen=True)
class Answer:
    """What `hear` ended with and printed, and whether the house is as it was."""

    code: int
    out: str
    err: str
    is_untouched: bool


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Answer, Answer]]:
    """Each file by its name, heard with --json and then once more without, in one house."""
    given, house = tmp_path_factory.mktemp("given"), tmp_path_factory.mktemp("houses") / "house"
    (given / "folder.csv").mkdir()
    for case in CASES:
        (given / case.name).write_bytes(case.data)
    house.mkdir()
    _run("-m", "closeknit.cli.main", "--house", str(house), "work", "--until-idle")
    names = [*(case.name for case in CASES), "folder.csv", "missing.csv"]
    said = _run("-c", PROGRAM, str(house), str(given), given=json.dumps(names)).splitlines()
    found = [Answer(*json.loads(line)) for line in said]
    return dict(zip(names, zip(found[::2], found[1::2], strict=True), strict=True))


@pytest.mark.parametrize("case", [case for case in CASES if case.refusal], ids=lambda case: case.name)
def test_what_cannot_be_read_at_all_is_refused_in_one_line_and_leaves_nothing(
    answers: dict[str, tuple[Answer, Answer]], case: Case
):
    for answer in answers[case.name]:
        assert (answer.code, answer.out, answer.is_untouched) == (2, "", True)
        assert len(answer.err.splitlines()) == 1
        assert case.name in answer.err
        assert case.refusal in answer.err
        assert "Traceback" not in answer.err


@pytest.mark.parametrize("case", [case for case in CASES if not case.refusal], ids=lambda case: case.name)
def test_good_rows_are_kept_and_each_bad_one_is_named_with_its_reason(
    answers: dict[str, tuple[Answer, Answer]], case: Case
):
    first, again = answers[case.name]
    assert (first.code, first.err) == (0, "")
    report = json.loads(first.out)
    assert report["new"] + report["same"] == case.n_good
    assert [one["row"] for one in report["rejected"]] == [row for row, _ in case.rejected]
    for one, (_, reason) in zip(report["rejected"], case.rejected, strict=True):
        assert reason in one["reason"]
    assert (again.code, again.err) == (0, "")
    assert case.name in again.out
    assert f"0 new rows, {case.n_good} there already" in again.out.replace("messages", "rows")


@pytest.mark.parametrize("name", ["folder.csv", "missing.csv"])
def test_what_is_no_file_is_said_in_one_line(answers: dict[str, tuple[Answer, Answer]], name: str):
    for answer in answers[name]:
        assert (answer.code, answer.out, answer.is_untouched) == (2, "", True)
        assert len(answer.err.splitlines()) == 1
        assert f"{name} cannot be read" in answer.err


def test_a_file_that_may_not_be_read_is_said_in_one_line(tmp_path: Path):
    house, file = tmp_path / "house", tmp_path / "secret.csv"
    house.mkdir()
    file.write_text(bad_input.TABLE)
    file.chmod(0)
    # Root reads every file, unless it lays that right down.
    drop = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    command = [*drop, sys.executable, "-m", "closeknit.cli.main", "--house", str(house), "hear", str(file)]
    refused = subprocess.run(command, env=_environment(), capture_output=True, text=True, timeout=120)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert len(refused.stderr.splitlines()) == 1
    assert refused.stderr.endswith("secret.csv cannot be read: Permission denied. Nothing was read.\n")


def _run(*words: str, given: str = "") -> str:
    command = [sys.executable, *words]
    done = subprocess.run(
        command, env=_environment(), input=given, capture_output=True, text=True, timeout=300, check=True
    )
    return done.stdout


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in ("CLOSEKNIT_HOUSE", "DJANGO_SETTINGS_MODULE")}
