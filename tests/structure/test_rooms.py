"""Habits as programs: what would be said twice in review, said once here with its reason."""

import ast
import dataclasses
import inspect
import re
import textwrap
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.apps import apps
from django.db import models

from closeknit.accounts.models import Account, Contact, Person
from closeknit.kit import events, operation
from closeknit.kit.models import UndoStep
from closeknit.kit.scoping import Row, Scope
from tests.structure.reading import FILES, PACKAGE, SOURCES, each_room, imported_by, nodes_of, short, text_of

ROOMS = [
    *("analysis", "kit", "identity", "accounts", "discussions", "touchpoints", "verbatims"),
    *("needs", "research", "offerings", "ideas", "promises", "circle", "today"),
]
OURS = [model for model in apps.get_models() if model.__module__.startswith("closeknit.")]


def _room(path_or_module: str) -> str:
    return path_or_module.split(".")[1]


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
    if function in seen:
        return False
    seen.add(function)
    return any(called is events.record or _records(called, seen) for called in _called_by(function))


@cache
def _called_by(function: Any) -> list[Any]:
    function = inspect.unwrap(function)
    found = []
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        called = _resolve(node.func, function.__globals__) if isinstance(node, ast.Call) else None
        if inspect.isfunction(called) and called.__module__.startswith("closeknit."):
            found.append(called)
    return found


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


@each_room(SOURCES)
def test_files_stay_small(files: list[Path]):
    long = [short(file) for file in files if text_of(file).count("\n") > 400]
    assert not long, f"a file over 400 lines is two rooms: {long}"


@each_room(SOURCES)
def test_functions_stay_small(files: list[Path]):
    long = [
        f"{node.name} of {short(file)} ({(node.end_lineno or 0) - node.lineno + 1})"
        for file in files
        for node in nodes_of(file)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - (node.body[0].end_lineno or 0 if _has_docstring(node) else node.lineno) + 1 > 40
    ]
    assert not long, f"a function over 40 lines is two thoughts: {', '.join(long)}"


def _has_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    first = node.body[0]
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)


@each_room(FILES)
def test_file_names_say_what_is_inside(files: list[Path]):
    vague = {"utils", "common", "helpers", "extras", "misc", "managers", "services"}
    assert not [short(file) for file in files if file.stem in vague]


@each_room(SOURCES)
def test_every_module_but_wiring_says_what_it_promises(files: list[Path]):
    silent = [
        short(file)
        for file in files
        if file.name not in ("__init__.py", "apps.py") and not _says_what_it_is(nodes_of(file)[0])
    ]
    assert not silent, f"one sentence at the top: what is this for? {silent}"


def _says_what_it_is(module: ast.AST) -> bool:
    return isinstance(module, ast.Module) and bool(ast.get_docstring(module))


@pytest.mark.parametrize("folder", sorted(PACKAGE.rglob("migrations")), ids=short)
def test_no_two_migrations_of_a_room_have_one_number(folder: Path):
    """A backup is restored up to the newest of each room, which is told by its number."""
    numbers = [file.stem[:4] for file in folder.glob("0*.py")]
    assert len(set(numbers)) == len(numbers)


@each_room(sorted(PACKAGE.rglob("migrations/0*.py")))
def test_migrations_have_names(files: list[Path]):
    nameless = [short(file) for file in files if "auto" in file.stem]
    assert not nameless, f"a migration is named for what it does: {nameless}"


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


@each_room(SOURCES)
def test_nothing_leaves_the_house_but_through_its_door(files: list[Path]):
    for file in files:
        second = [name for name in imported_by(file) if name in OUTBOUND and short(file) not in OUTBOUND[name]]
        assert not second, f"{second} in {short(file)} is a second way out"


@each_room(SOURCES)
def test_nobody_asks_the_time_but_the_clock(files: list[Path]):
    asking = re.compile(r"datetime\.now\(|date\.today\(|timezone\.now\(|utcnow\(|\btime\.time\(")
    found = [short(file) for file in files if short(file) != "kit/clock.py" and asking.search(text_of(file))]
    assert not found, f"kit.clock can be frozen; this cannot: {found}"


ONE_WORD = {
    r"\bclient(s|_id)?\b": "account",
    r"\btenant\b": "house",
    r"\bhealth_score\b": "ally mark or reading",
    r"\brep\b": "owner",
    r"\bstaff\b": "member",
}


@each_room(file for file in SOURCES if "look" not in file.parts)
def test_one_word_for_one_thing(files: list[Path]):
    for file in files:
        names = {node.id for node in nodes_of(file) if isinstance(node, ast.Name)}
        names |= {node.arg for node in nodes_of(file) if isinstance(node, ast.arg)}
        for pattern, word in ONE_WORD.items():
            wrong = sorted(name for name in names if re.search(pattern, name))
            assert not wrong, f"{wrong} in {short(file)}: the glossary's word is {word}"


@each_room(sorted(PACKAGE.rglob("templates/**/*.html")))
def test_templates_escape_everything_and_hold_no_script_or_style(files: list[Path]):
    for file in files:
        assert not re.search(r"\|\s*safe\b|autoescape off", text_of(file)), (
            f"{short(file)}: what a customer wrote must never run"
        )
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=\"|\son[a-z]+=\"", text_of(file)), (
            f"{short(file)}: the content policy refuses it"
        )
