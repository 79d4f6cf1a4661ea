"""How PostgreSQL is asked to plan what our pages ask for.

A list of sentences is read with nine tables beside it. Of more than eight PostgreSQL takes the order in which they are written (its
`join_collapse_limit`): it then put together a million sentences with all that belongs to them, to show thirty of them. Eleven is below
the number from which it plans by chance (`geqo_threshold`). And it compiles what looks dear before it runs it: for an answer of
milliseconds that takes seconds.

Values travel beside their statement, so that it can be planned once. PostgreSQL takes so many and no more: then they are written into it.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# A statement says in sixteen bits how many values it has.
MOST_VALUES = 65_535
_SETTINGS = "SET jit = off; SET join_collapse_limit = 11; SET from_collapse_limit = 11"


def put_on() -> None:
    """Let every connection that is opened from now on be asked to plan so; SQLite is left alone."""
    connection_created.connect(_settle, dispatch_uid="closeknit.kit.planning")


def _settle(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_SETTINGS)
        if _write_out not in connection.execute_wrappers:
            connection.execute_wrappers.append(_write_out)


def _write_out(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement; where it has more values than it may, they stand in it, as the driver escapes them."""
    if many or not values or len(values) <= MOST_VALUES:
        return execute(sql, values, many, context)
    # Only here: whoever has SQLite has no driver for PostgreSQL.
    from psycopg import ClientCursor

    return execute(ClientCursor(context["connection"].connection).mogrify(sql, values), None, many, context)
