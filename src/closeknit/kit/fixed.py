"""Statements that are the same each time but for their values: `Fixed(write).ask(viewer=…, since=…)` writes one once and asks it again.

Django writes a statement anew each time that it is asked, which takes several times as long as the store takes to answer it. Such a
statement is kept with the process, so who looks is no part of it: it is for what all of ours may see, and outsiders cannot ask it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from closeknit.kit import viewer as viewers
from closeknit.kit.lookups import NOTHING, Ready
from closeknit.kit.scoping import ScopeError
from closeknit.kit.viewer import Viewer

Rows: TypeAlias = list[tuple[Any, ...]]


@dataclass(frozen=True)
class _Place:
    """Where a value stands among the parameters, and the kind of column that it is held against."""

    name: str
    field: "Field[Any, Any]"


class Given(Expression):
    """A value that each asking brings, by its name: `filter(due_on__lte=Given("today", DateField()))`."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self._place = _Place(name, field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the place, which `ask` fills."""
        return "%s", (self._place,)

    def resolve_expression(self, *_: Any, **__: Any) -> "Given":
        """Return itself: it stands on no column."""
        return self


@dataclass(frozen=True)
class _Several:
    """Where the rows stand that a statement narrows to."""

    name: str

    @property
    def mark(self) -> str:
        """What holds their place in the statement."""
        return f"/*{self.name}*/"


class GivenRows(Expression):
    """The ids that each asking brings, as a list or as a condition that is written already: `filter(account__in=GivenRows("accounts"))`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._several = _Several(name)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the place, which `ask` fills."""
        return f"({self._several.mark})", (self._several,)

    def resolve_expression(self, *_: Any, **__: Any) -> "GivenRows":
        """Return itself: its columns are its own."""
        return self


@dataclass(frozen=True)
class _Written:
    sql: str
    parameters: tuple[Any, ...]
    # By position: what turns the store's value into ours, and the column that it is for.
    readers: tuple[tuple[int, tuple[Any, ...], Any], ...]


class Fixed:
    """A statement of `values_list`, written by `write` from a viewer that sees everything of ours."""

    def __init__(self, write: Callable[[Viewer], QuerySet[Any, Any]]) -> None:
        self._write = write
        self._kept: dict[str, _Written | None] = {}

    def ask(self, *, viewer: Viewer, **values: Any) -> Rows:
        """Return the rows for these values; or raise ScopeError for a viewer who is not one of ours."""
        return self.read(self.ask_raw(viewer=viewer, **values))

    def ask_raw(self, *, viewer: Viewer, **values: Any) -> Rows:
        """Return the rows as the store has them: alike when nothing changed, to be read by `read` only when something did."""
        if not viewer.is_ours:
            raise ScopeError("a statement that is kept is for ours alone: ask with visible_to(viewer)")
        written = self._get()
        if written is None:
            return []
        sql, parameters = _fill(written, values)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())

    def read(self, rows: Sequence[tuple[Any, ...]]) -> Rows:
        """Return rows that `ask_raw` returned with their values as ours."""
        written = self._get()
        readers = written.readers if written else ()
        if not readers:
            return list(rows)
        found = []
        for row in rows:
            values = list(row)
            for position, several, column in readers:
                for reader in several:
                    values[position] = reader(values[position], column, connection)
            found.append(tuple(values))
        return found

    def _get(self) -> _Written | None:
        engine = connection.vendor
        if engine not in self._kept:
            self._kept[engine] = self._make()
        return self._kept[engine]

    def _make(self) -> _Written | None:
        compiler = self._write(viewers.house("a statement that is kept")).query.get_compiler(connection.alias)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        columns = [column for column, _, _ in compiler.select[: compiler.col_count]]
        readers = compiler.get_converters(columns)
        return _Written(sql, tuple(parameters), tuple((at, tuple(some), one) for at, (some, one) in readers.items()))


def _fill(written: _Written, values: dict[str, Any]) -> tuple[str, list[Any]]:
    """Return the statement with its values. Every value is a parameter; of rows their condition, which is ours, stands in the statement."""
    sql, parameters, filled = written.sql, [], dict[str, list[Any]]()
    for one in written.parameters:
        if isinstance(one, _Place):
            parameters.append(one.field.get_db_prep_value(values[one.name], connection))
        elif isinstance(one, _Several):
            if one.name not in filled:
                text, filled[one.name] = _rows_of(values[one.name])
                sql = sql.replace(one.mark, text)
            parameters += filled[one.name]
        else:
            parameters.append(one)
    return sql, parameters


def _rows_of(ids: Ready | QuerySet[Any, Any] | Collection[str]) -> tuple[str, list[Any]]:
    if isinstance(ids, QuerySet):
        ids = Ready(ids)
    if isinstance(ids, Ready):
        return ids.text, list(ids.parameters)
    several = [str(one) for one in ids]
    # "NULL" would say that nobody knows, and then `exclude` leaves nothing.
    return ", ".join(["%s"] * len(several)) or NOTHING, several
