"""Conditions that cost less to say: `filter(pk__among=set(ids))` for long lists, `filter(account__in=Ready(rows))` for the same rows often.

Django's `__in` prepares each value of a list by itself, which for two thousand of them takes longer than the database does; and it
writes a subquery anew, three times over, for each statement that it stands in.
"""

import json
from collections.abc import Set
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Expression, Field, Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler

# No rows at all, as a condition.
NOTHING = "SELECT NULL WHERE 1 = 0"


class Among(Lookup):
    """The column's value is one of a set of strings or whole numbers; a set, since Django looks into each value of a list."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Set[str | int]) -> None:
        super().__init__(lhs, list(rhs))

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the condition for SQLite: the list comes as JSON."""
        column, parameters = self.process_lhs(compiler, connection)
        # The column's name is Django's own; what was asked for goes in as a parameter.
        return f"{column} IN (SELECT value FROM json_each(%s))", (*parameters, json.dumps(self.rhs))  # noqa: S608

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the condition for PostgreSQL: the list comes as an array."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, self.rhs)


class Ready(Expression):
    """The rows of a queryset as a condition, written once however many statements narrow to them. Nothing is read."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        super().__init__()
        try:
            self.text, self.parameters = rows.query.get_compiler(rows.db).as_sql()
        except EmptyResultSet:
            self.text, self.parameters = NOTHING, ()

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return what was written."""
        return f"({self.text})", tuple(self.parameters)

    def resolve_expression(self, *_: Any, **__: Any) -> "Ready":
        """Return itself: its columns are its own."""
        return self


def register() -> None:
    """Make the lookup known to every column."""
    Field.register_lookup(Among)
