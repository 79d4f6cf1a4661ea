"""The outside's door reads of the rooms only what they keep for people outside."""

import ast
from pathlib import Path

import pytest

from tests.structure.reading import PACKAGE, nodes_of, text_of

DOOR = sorted((PACKAGE / "portal").rglob("*.py"))
SHARED = sorted(path for path in PACKAGE.rglob("*.py") if path.stem == "shared" or "shared" in path.parts)
# A viewer is made from a login here as at our own door.
BESIDES = {"closeknit.accounts.viewers"}
FREE = ("closeknit.portal", "closeknit.kit", "closeknit.analysis")
# Models that tell what we think of them: nothing that is kept for people outside may read them.
NEVER = ("closeknit.discussions.notes", "closeknit.discussions.models.note")
UNSCOPED = {"entering.py": 2, "looks.py": 1}


# Where the house reads on the way of somebody outside, because the row is not for them though a fact of it is (which code is theirs, their
# own place in a queue). Each was read with the question: could what comes out of it hang on another company's rows?
BY_THE_HOUSE = {
    "accounts/shared/entering.py": 2,
    "accounts/shared/guests.py": 3,
    "accounts/shared/looks.py": 1,
    "accounts/shared/operations.py": 1,
    # Whose a passkey is shows in the passkey: nobody is known before.
    "accounts/shared/passkeys.py": 1,
    "accounts/shared/showing.py": 1,
    "ideas/shared/challenges.py": 1,
    "ideas/shared/operations.py": 2,
    "ideas/shared/queries.py": 3,
    "promises/shared/operations/plans.py": 1,
    # The third: that we feared for a promise is not theirs to see, and ends when they say that it is done.
    "promises/shared/operations/promises.py": 3,
    "touchpoints/shared.py": 1,
}


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports, `from a import b` as `a.b`."""
    found = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{one.name}" for one in node.names}
    return {name for name in found if name.startswith("closeknit.")}


def is_for_the_outside(name: str) -> bool:
    return name.startswith(FREE) or "shared" in name.split(".") or name in BESIDES


@pytest.mark.parametrize("path", DOOR, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_door_imports_only_what_the_rooms_keep_for_people_outside(path: Path):
    foreign = {name for name in imported(path) if not is_for_the_outside(name)}
    assert not foreign, (
        f"{path.name} reads {sorted(foreign)}: let the room keep a module `shared` that returns only what the outside may see"
    )


@pytest.mark.parametrize("path", SHARED, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_kept_for_people_outside_imports_no_note_of_ours(path: Path):
    assert not [name for name in imported(path) if name.startswith(NEVER)]


def test_what_is_kept_for_people_outside_reads_by_the_wall():
    found = {path.name: n for path in SHARED if (n := text_of(path).count(".unscoped("))}
    assert found == UNSCOPED, (
        "rows for people outside come through visible_to(viewer); an exception is listed here and thought about"
    )


def test_the_house_reads_for_people_outside_only_where_it_was_thought_about():
    found = {str(path.relative_to(PACKAGE)): text_of(path).count("viewers.house(") for path in SHARED}
    assert {name: n for name, n in found.items() if n} == BY_THE_HOUSE


def test_the_two_doors_do_not_know_each_other():
    for door, other in (("web", "closeknit.portal"), ("portal", "closeknit.web")):
        for path in (PACKAGE / door).rglob("*.py"):
            assert not [name for name in imported(path) if name.startswith(other)], path


# What somebody outside reads where it is refused; `spaces` and `ideas/portal` are asked by both doors.
REFUSING = sorted(
    {*SHARED, PACKAGE / "accounts" / "spaces" / "checks.py", PACKAGE / "accounts" / "spaces" / "entering.py"}
)


@pytest.mark.parametrize("path", REFUSING, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_refusal_that_people_outside_read_can_be_translated(path: Path):
    bare = []
    for node in nodes_of(path):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            bare += [one for one in node.exc.args if says_something(one)]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("check_said", "check_line"):
            bare += [one for one in node.args[1:] if says_something(one)]
    assert not bare, f"{path.name} says it in English alone, in line {bare[0].lineno}: put the sentence into gettext"


def says_something(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and bool(node.value))
