"""How PostgreSQL is asked to plan what our pages ask for.

A list of sentences is read with nine tables beside it. Of more than eight PostgreSQL takes the order in which they are written (its
`join_collapse_limit`): it then put together a million sentences with all that belongs to them, to show thirty of them. Eleven is below
the number from which it plans by chance (`geqo_threshold`). And it compiles what looks dear before it runs it: for an answer of
milliseconds that takes seconds.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

_SETTINGS = "SET jit = off; SET join_collapse_limit = 11; SET from_collapse_limit = 11"


def put_on() -> None:
    """Let every connection that is opened from now on be asked to plan so; SQLite is left alone."""
    connection_created.connect(_settle, dispatch_uid="closeknit.kit.planning")


def _settle(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_SETTINGS)
