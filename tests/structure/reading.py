"""The files of the package, each read and parsed once: a rule is asked of a whole room, and names every file of it that breaks it."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import closeknit

PACKAGE = Path(closeknit.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [file for file in FILES if "migrations" not in file.parts]


def each_room(files: Iterable[Path]) -> Any:
    """Ask a test once for each room, with its `files`: one for each of fifteen hundred files takes longer to start than to run."""
    rooms: dict[str, list[Path]] = {}
    for file in files:
        rooms.setdefault(short(file).split("/")[0], []).append(file)
    return pytest.mark.parametrize("files", rooms.values(), ids=rooms.keys())


def short(file: Path) -> str:
    """Return where a file stands in the package."""
    return file.relative_to(PACKAGE).as_posix()


@cache
def text_of(file: Path) -> str:
    """Return what stands in a file."""
    return file.read_text(encoding="utf-8")


@cache
def nodes_of(file: Path) -> tuple[ast.AST, ...]:
    """Return every node of a module, the module itself first."""
    return tuple(ast.walk(ast.parse(text_of(file))))


def imported_by(file: Path) -> list[str]:
    """Return the modules that a file names after `import` and `from`."""
    names = []
    for node in nodes_of(file):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return names
