"""Writing many new rows of plain values: the ORM spends five times as long on making objects and statements as the store on writing.

In the running transaction, by the engine's own fast way: one prepared statement on SQLite, COPY on PostgreSQL.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

Values = Sequence[Sequence[Any]]


def insert(model: type[models.Model], columns: Sequence[str], rows: Values) -> None:
    """Write `rows`, whose cells stand in the order of `columns` (database names); all of the model's columns must be named."""
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([_plain(cell) for cell in row])
            return
        marks = ", ".join(["%s"] * len(columns))
        # Table and columns come from the models, the values go as parameters.
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
            [[_adapt(cell) for cell in row] for row in rows],
        )


def take_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Return `count` rising ids for new rows of a model with a counted key; nobody else gets them.

    On SQLite the running transaction holds the only right to write, so what follows the last id is free.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = int(found[0]) if found else 0
    return range(last + 1, last + 1 + count)


def _adapt(cell: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(cell) if isinstance(cell, datetime) else _plain(cell)


def _plain(cell: Any) -> Any:
    """A code as its letters: drivers would take the name of an enum's member."""
    return str(cell) if isinstance(cell, str) else cell
