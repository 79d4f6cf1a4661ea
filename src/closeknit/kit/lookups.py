"""A lookup for long lists: `filter(pk__among=set(ids))` hands thousands of values over as one parameter.

Django's `__in` prepares each value by itself, which for two thousand of them takes longer than the database does.
"""

import json
from collections.abc import Set
from typing import Any

from django.db.models import Field, Lookup
from django.db.models.sql.compiler import SQLCompiler


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


def register() -> None:
    """Make the lookup known to every column."""
    Field.register_lookup(Among)
