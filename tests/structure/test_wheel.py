"""What `pip install closeknit` brings is whole: whoever has pip needs no checkout and no second step."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "src" / "closeknit"


def build(project: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Build the wheel of `project` into `target`, with what is installed."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def inside(tmp_path_factory):
    target = tmp_path_factory.mktemp("dist")
    built = build(ROOT, target)
    assert built.returncode == 0, built.stderr
    (wheel,) = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_a_wheel_carries_every_module_page_style_and_demo_file(inside):
    unpacked = (".pyc", ".partial")
    there = {
        f"closeknit/{file.relative_to(PACKAGE)}"
        for folder in ("web", "kit", "demo", "needs", "accounts", "config")
        for file in (PACKAGE / folder).rglob("*")
        if file.is_file() and file.suffix not in unpacked
    }
    assert there <= inside


def test_a_wheel_carries_the_language_model_with_its_notice(inside):
    weights = {Path(name).name for name in inside if "/weights/" in name}
    assert {"model.onnx", "tokenizer.json", "signals.npz", "NOTICE"} <= weights


def test_a_wheel_without_the_language_model_is_refused(tmp_path):
    project = tmp_path / "project"
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        project.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    (project / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/wheel_hook.py", project / "scripts/wheel_hook.py")
    (project / "src/closeknit").mkdir(parents=True)
    (project / "src/closeknit/__init__.py").write_text('"""Nothing."""\n')
    built = build(project, tmp_path / "dist")
    assert built.returncode != 0
    assert "run `make setup` first" in built.stderr
