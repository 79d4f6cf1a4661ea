"""Reading the mailbox and sending digests, killed at random points: nothing is lost, nothing is doubled."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KILLS_A_HOUSE = 6
HOUSES = 2


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with two accounts, made once and copied."""
    folder = tmp_path_factory.mktemp("mail") / "begun"
    _run(folder, "tests.faults.driver", "prepare")
    return folder


def _run(house: Path, module: str, *arguments: str) -> None:
    known = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, *arguments],
        env=known | {"CLOSEKNIT_HOUSE": str(house)}, check=True, timeout=300,
    )  # fmt: skip


def _tell(begun: Path, folder: Path, what: str, kills: int, seed: int) -> dict[str, Any]:
    folder.mkdir()
    shutil.copytree(begun, folder / "house")
    _run(folder / "house", "tests.faults.mail_driver", what, str(kills), str(seed), str(folder / "out.json"))
    told: dict[str, Any] = json.loads((folder / "out.json").read_text())
    return told


def test_a_mailbox_whose_reading_is_killed_is_read_whole_and_each_mail_once(begun: Path, tmp_path: Path):
    never = _tell(begun, tmp_path / "never", "read", 0, 0)["holds"]
    assert (len(never["letters"]), never["place"]) == (24, 24)
    n_killed = 0
    for seed in range(1, HOUSES + 1):
        told = _tell(begun, tmp_path / f"house-{seed}", "read", KILLS_A_HOUSE, seed)
        n_killed += told["killed"]
        assert told["holds"] == never
    assert n_killed >= HOUSES, "hardly anything was interrupted"


def test_digests_whose_sending_is_killed_go_out_once_or_say_that_they_may_have(begun: Path, tmp_path: Path):
    never = _tell(begun, tmp_path / "never", "send", 0, 0)
    assert set(never["sent"].values()) == {1}
    n_killed = 0
    for seed in range(1, HOUSES + 1):
        told = _tell(begun, tmp_path / f"house-{seed}", "send", KILLS_A_HOUSE, seed)
        n_killed += told["killed"]
        assert told["holds"]["digests"] == never["holds"]["digests"]
        assert max(told["sent"].values(), default=0) <= 1, "nobody gets it twice"
        silent = set(never["sent"]) - set(told["sent"])
        unsure = {to for to, why in told["holds"]["unsure"] if "may have arrived" in why}
        assert all(any(address in to for to in unsure) for address in silent), "what was not sent is said"
    assert n_killed >= HOUSES, "hardly anything was interrupted"
