"""What a fixture made in the store, kept as the statements that write it: the next test gets the same rows in a tenth of the time.

A house with its members takes forty milliseconds to make by its operations, one in which everything was heard a second, and two thousand
tests begin there. Each worker makes it once and then writes it row by row; the tests that are about making it make it themselves.
"""

import copy
import dataclasses
import functools
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

from closeknit.kit import clock
from closeknit.kit.models import EventRow

Made = TypeVar("Made")

# A table's rows by their keys; a row is its cells as SQL writes them.
_Rows = dict[str, tuple[str, ...]]

_kept: dict[tuple[str, int], tuple[list[str], object]] = {}


def kept(*, at: datetime) -> Callable[[Callable[..., Made]], Callable[..., Made]]:
    """Keep what a fixture makes at that moment: below `@pytest.fixture`, for one that gives back plain values.

    What is made must be the same each time: ids and days, nothing that is open or counts, and no file.
    """

    def keep(build: Callable[..., Made]) -> Callable[..., Made]:
        @functools.wraps(build)
        def written(**asked: Any) -> Made:
            # Whose ids it was made with: a way to say something is another function each time, and leads to the same ids.
            ids = {name: value for name, value in asked.items() if not callable(value)}
            return _make(f"{build.__module__} {build.__qualname__} {spell(ids)}", functools.partial(build, **asked), at)

        return written

    return keep


def spell(value: object) -> str:
    """Return a value in writing, a set in the order of its members' names: a copy of it may hold them in another one."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        return f"{type(value).__name__}{spell(parts)}"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{spell(key)}: {spell(one)}' for key, one in value.items())}}}"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(spell, value)))}}}"
    if isinstance(value, tuple | list):
        return f"({', '.join(map(spell, value))})"
    return repr(value)


def _make(name: str, build: Callable[[], Made], at: datetime) -> Made:
    # Nothing is done without an event: after as many of them, what was made before it is the same.
    key = (name, EventRow.objects.unscoped(reason="test").count())
    if key in _kept:
        statements, made = _kept[key]
        with transaction.atomic(), connection.cursor() as cursor:
            for one in statements:
                cursor.execute(one)
        return copy.deepcopy(made)  # type: ignore[return-value]
    before = _read()
    with clock.frozen(at):
        made = build()
    statements = [*_differ(before, _read())]
    # PostgreSQL takes all of them at once, which saves it a way for each.
    _kept[key] = ([";".join(statements)] if connection.vendor == "postgresql" else statements, copy.deepcopy(made))
    return made


def _tables() -> dict[str, list[str]]:
    """Return the columns of each table that a model has, its key first."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            fields = [one for one in model._meta.local_concrete_fields if not isinstance(one, models.GeneratedField)]
            fields.sort(key=lambda one: not one.primary_key)
            found[connection.ops.quote_name(model._meta.db_table)] = [
                connection.ops.quote_name(one.column) for one in fields
            ]
    return found


def _read() -> dict[str, _Rows]:
    written = "quote({})" if connection.vendor == "sqlite" else "quote_nullable({}::text)"
    found = {}
    with connection.cursor() as cursor:
        for table, columns in _tables().items():
            cells = ", ".join(written.format(column) for column in columns)
            cursor.execute(f"SELECT {cells} FROM {table}")
            found[table] = {row[0]: row for row in cursor.fetchall()}
    return found


def _differ(before: dict[str, _Rows], after: dict[str, _Rows]) -> Iterator[str]:
    """Yield the statements that make the one of the other. Keys of other tables are checked at the end, so tables come in any order."""
    for table, columns in _tables().items():
        was, is_ = before[table], after[table]
        for key in was.keys() - is_.keys():
            yield f"DELETE FROM {table} WHERE {columns[0]} = {key}"
        for key, row in is_.items():
            if key in was and was[key] != row:
                cells = ", ".join(f"{column} = {cell}" for column, cell in zip(columns, row, strict=True))
                yield f"UPDATE {table} SET {cells} WHERE {columns[0]} = {key}"
        new = [f"({', '.join(row)})" for key, row in is_.items() if key not in was]
        # Few enough at once for every engine.
        for first in range(0, len(new), 200):
            yield f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join(new[first : first + 200])}"
