"""No lane's failure is lost: whatever ends a lane but a pass, the whole run fails and names it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "run_tests.sh"
LANES = re.findall(r"\blane (\w+) (?:--postgres )?tests/", SCRIPT.read_text(encoding="utf-8"))


def run(folder: Path, ends: str = ":") -> tuple[int, str]:
    """Run the lanes with a Python that tests nothing: `ends` says how one of them ends."""
    script, python = folder / "scripts" / SCRIPT.name, folder / ".venv" / "bin" / "python"
    for file in (script, python):
        file.parent.mkdir(parents=True)
    shutil.copy(SCRIPT, script)
    python.write_text(f'#!/bin/sh\ncase "$*" in {ends} esac\n' if ends != ":" else "#!/bin/sh\n")
    python.chmod(0o755)
    done = subprocess.run(["bash", str(script)], capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout.splitlines()[-1]


def test_every_lane_has_its_minutes_and_where_all_pass_nothing_failed(tmp_path: Path):
    assert len(LANES) == 7
    code, last = run(tmp_path)
    assert code == 0
    assert last.endswith("min")


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 137])
@pytest.mark.parametrize(("lane", "asked"), [("security", "tests/security"), ("faults", "tests/faults")])
def test_a_lane_that_ends_otherwise_than_by_passing_fails_the_run(tmp_path: Path, lane: str, asked: str, code: int):
    assert run(tmp_path, f'*"{asked}"*) exit {code};;') == (1, f"failed: {lane}")


def test_a_lane_beside_the_others_that_is_killed_as_a_whole_fails_the_run(tmp_path: Path):
    assert run(tmp_path, '*"tests/security"*) kill -9 $PPID;;') == (1, "failed: security")


def test_every_lane_is_asked_whether_it_passed():
    asked = re.search(r"for name in (.+?); do", SCRIPT.read_text(encoding="utf-8"))
    assert asked
    assert sorted(asked[1].split()) == sorted(LANES)
