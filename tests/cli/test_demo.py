"""`closeknit demo`, as somebody types it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from closeknit.cli import main
from closeknit.demo import company, login
from closeknit.identity import queries as identity_queries
from closeknit.kit.viewer import Viewer

BELONGS_ELSEWHERE = ("CLOSEKNIT_HOUSE", "CLOSEKNIT_DATABASE", "DJANGO_SETTINGS_MODULE")


def _type(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in BELONGS_ELSEWHERE}
    command = [sys.executable, "-m", "closeknit.cli.main", "--house", str(house), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_builds_hears_everything_ends_and_adds_nothing_the_second_time(tmp_path: Path):
    first = _type(tmp_path / "house", "demo", "--no-serve")
    assert (first.returncode, "Everything that was said is heard." in first.stdout) == (0, True), first.stderr
    assert f"Sign in as {login.EMAIL} with the password “{login.PASSWORD}”." in first.stdout
    second = _type(tmp_path / "house", "demo", "--no-serve")
    assert (second.returncode, "nothing was added" in second.stdout) == (0, True), second.stderr


def test_it_refuses_the_house_of_somebody_with_one_sentence(house: Viewer, capsys: pytest.CaptureFixture[str]):
    assert main.main(["demo", "--no-serve"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("closeknit: This house belongs to Arlund")
    assert said.err.count("\n") == 1
    assert identity_queries.get_house().name == "Arlund"


def test_a_port_that_is_taken_is_said_before_anything_is_built(db: None, capsys: pytest.CaptureFixture[str]):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main.main(["demo", "--port", str(port)]) == 1
    assert f"Port {port} on 127.0.0.1 is taken" in capsys.readouterr().err
    assert identity_queries.find_house() is None


def test_the_login_is_that_of_the_first_member_of_the_files():
    first = company.read(today=company.read_anchor()).rows("members")[0]
    assert (first["name"], first["email"]) == (login.NAME, login.EMAIL)
    assert len(login.PASSWORD) >= 10
