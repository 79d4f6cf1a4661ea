"""Writing many new rows of plain values: the ORM spends five times as long on making objects and statements as the store on writing.

In the running transaction, by the engine's own fast way: one prepared statement on SQLite, COPY on PostgreSQL.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

Values = Sequence[Sequence[Any]]


def insert(model: type[models.Model], columns: Sequence[str], rows: Values) -> None:
    """Write `rows`, whose cells stand in the order of `columns` (database names); only a counted key may be left out.

    Cells are plain: codes as `str`, moments through `moment`. Looking at each cell here would cost as much as writing it.
    """
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        # Table and columns come from the models, the values go as parameters.
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


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


def moment(at: datetime) -> Any:
    """Return a moment as the engine keeps it."""
    return connection.ops.adapt_datetimefield_value(at)
