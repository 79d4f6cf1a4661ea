"""Habits as programs: what would be said twice in review, said once here with its reason."""

import ast
import dataclasses
import inspect
import re
import textwrap
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.apps import apps
from django.db import models

import closeknit
from closeknit.accounts.models import Account, Contact, Person
from closeknit.kit import events, operation
from closeknit.kit.models import UndoStep
from closeknit.kit.scoping import Row, Scope

PACKAGE = Path(closeknit.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [file for file in FILES if "migrations" not in file.parts]
ROOMS = [
    *("analysis", "kit", "identity", "accounts", "discussions", "touchpoints", "verbatims"),
    *("needs", "research", "offerings", "ideas", "promises", "circle", "today"),
]
OURS = [model for model in apps.get_models() if model.__module__.startswith("closeknit.")]


def _room(path_or_module: str) -> str:
    return path_or_module.split(".")[1]


def _short(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


@pytest.mark.parametrize("name", sorted(operation.DECLARED))
def test_every_operation_is_told_who_and_when_by_keyword(name: str):
    parameters = inspect.signature(operation.DECLARED[name].function).parameters
    assert {"viewer", "at"} <= set(parameters), (
        "an operation takes its viewer and its time as arguments, never from around it"
    )
    kinds = {parameter.kind for parameter in parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}, (
        "keyword arguments only: a call reads as a sentence"
    )


@pytest.mark.parametrize("name", sorted(operation.DECLARED))
def test_the_name_of_every_operation_fits_where_it_is_kept(name: str):
    assert len(name) <= UndoStep._meta.get_field("operation").max_length, (
        "SQLite keeps a longer one, PostgreSQL refuses it"
    )


@pytest.mark.parametrize("name", sorted(operation.DECLARED))
def test_every_operation_records_an_event(name: str):
    assert _records(operation.DECLARED[name].function, set()), (
        "no event, no commit: record one, or call the operation that does"
    )


def _records(function: Any, seen: set[Any]) -> bool:
    """Whether `record` is reached through the functions of our own that are named in the source."""
    function = inspect.unwrap(function)
    if function in seen:
        return False
    seen.add(function)
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Call):
            called = _resolve(node.func, function.__globals__)
            if called is events.record:
                return True
            ours = inspect.isfunction(called) and called.__module__.startswith("closeknit.")
            if ours and _records(called, seen):
                return True
    return False


def _resolve(node: ast.expr, names: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        return getattr(_resolve(node.value, names), node.attr, None)
    return None


def _all_events(base: type[events.Event] = events.Event) -> list[type[events.Event]]:
    found = []
    for sub in base.__subclasses__():
        if sub.__module__.startswith("closeknit."):
            found += [sub, *_all_events(sub)]
    return found


@pytest.mark.parametrize("event", _all_events(), ids=lambda event: event.kind)
def test_events_hold_ids_codes_numbers_and_dates_never_words(event: type[events.Event]):
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", event.kind), "dotted, past tense: promise.settled"
    hints = get_type_hints(event, include_extras=True)
    for field in dataclasses.fields(event):
        kind = hints[field.name]
        allowed = kind in (int, float, bool, date, datetime, date | None, datetime | None) or kind in (
            events.Id,
            events.Code,
        )
        assert allowed, f"{field.name} is {kind}: the log is kept for ever, so nobody's words or names may be in it"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_declares_who_may_see_its_rows(model: Any):
    assert isinstance(getattr(model, "scope", None), Scope), "without a scope nobody can say what a contact sees"
    assert issubclass(model, Row) or model._meta.label == "identity.Login", "rows come through visible_to(viewer)"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_link_to_them_says_what_merging_and_erasing_do(model: Any):
    links = {
        field.name
        for field in model._meta.fields
        if field.is_relation and field.related_model in (Account, Person, Contact)
    }
    assert links <= set(model.on_merge), f"on_merge lacks {links - set(model.on_merge)}"
    assert links <= set(model.on_erase), f"on_erase lacks {links - set(model.on_erase)}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_what_erasing_does_is_said_of_columns_that_are_there(model: Any):
    assert set(getattr(model, "on_erase", ())) <= {field.name for field in model._meta.fields}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_follow_the_layers(model: Any):
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey) and field.related_model.__module__.startswith("closeknit."):
            here, there = _room(model.__module__), _room(field.related_model.__module__)
            assert ROOMS.index(there) <= ROOMS.index(here), (
                f"{field.name} points up: the link belongs to the higher room"
            )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_tables_are_called_after_their_room(model: Any):
    assert model._meta.db_table.startswith(f"{model._meta.app_label}_")


@pytest.mark.parametrize("file", SOURCES, ids=_short)
def test_files_stay_small(file: Path):
    lines = file.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, "a file over 400 lines is two rooms"


@pytest.mark.parametrize("file", SOURCES, ids=_short)
def test_functions_stay_small(file: Path):
    long = [
        f"{node.name} ({(node.end_lineno or 0) - node.lineno + 1})"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - (node.body[0].end_lineno or 0 if _has_docstring(node) else node.lineno) + 1 > 40
    ]
    assert not long, f"a function over 40 lines is two thoughts: {', '.join(long)}"


def _has_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    first = node.body[0]
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)


@pytest.mark.parametrize("file", FILES, ids=_short)
def test_file_names_say_what_is_inside(file: Path):
    assert file.stem not in {"utils", "common", "helpers", "extras", "misc", "managers", "services"}


@pytest.mark.parametrize("file", [file for file in SOURCES if file.name != "__init__.py"], ids=_short)
def test_every_module_but_wiring_says_what_it_promises(file: Path):
    if file.name == "apps.py":
        return
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))), "one sentence at the top: what is this for"


@pytest.mark.parametrize("folder", sorted(PACKAGE.rglob("migrations")), ids=_short)
def test_no_two_migrations_of_a_room_have_one_number(folder: Path):
    """A backup is restored up to the newest of each room, which is told by its number."""
    numbers = [file.stem[:4] for file in folder.glob("0*.py")]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("migrations/0*.py")), ids=_short)
def test_migrations_have_names(file: Path):
    assert "auto" not in file.stem, "a migration is named for what it does"


OUTBOUND = {
    "smtplib": ["kit/mail.py"],
    "imaplib": ["kit/mailbox.py"],
    "requests": [],
    "httpx": [],
    "httpx2": [],
    "urllib.request": ["kit/outbound.py"],
    "aiohttp": [],
    "ftplib": [],
}


@pytest.mark.parametrize("file", SOURCES, ids=_short)
def test_nothing_leaves_the_house_but_through_its_door(file: Path):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name not in OUTBOUND or _short(file) in OUTBOUND[name], f"{name} is a second way out"


@pytest.mark.parametrize("file", SOURCES, ids=_short)
def test_nobody_asks_the_time_but_the_clock(file: Path):
    if _short(file) == "kit/clock.py":
        return
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"datetime\.now\(|date\.today\(|timezone\.now\(|utcnow\(|\btime\.time\(", text), (
        "kit.clock can be frozen; this cannot"
    )


ONE_WORD = {
    r"\bclient(s|_id)?\b": "account",
    r"\btenant\b": "house",
    r"\bhealth_score\b": "ally mark or reading",
    r"\brep\b": "owner",
    r"\bstaff\b": "member",
}


@pytest.mark.parametrize("file", [file for file in SOURCES if "look" not in file.parts], ids=_short)
def test_one_word_for_one_thing(file: Path):
    names = {node.id for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.arg)}
    for pattern, word in ONE_WORD.items():
        wrong = sorted(name for name in names if re.search(pattern, name))
        assert not wrong, f"{wrong}: the glossary's word is {word}"


TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))


@pytest.mark.parametrize("file", TEMPLATES, ids=_short)
def test_templates_escape_everything_and_hold_no_script_or_style(file: Path):
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape off", text), "what a customer wrote must never run"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=\"|\son[a-z]+=\"", text), (
        "the content policy refuses it"
    )
