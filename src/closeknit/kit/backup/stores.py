"""The two engines' ways out and in: a consistent copy of every table while others write, and the way back into an empty store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.core.management.color import no_style
from django.db import connection, transaction

from closeknit.kit import store
from closeknit.kit.backup.manifest import Manifest, NotABackup

SQLITE_FILE = "closeknit.sqlite3"
TABLES = "tables"


def copy_out(folder: Path) -> dict[str, int]:
    """Write a copy of the store as of one moment into `folder` and return the rows of each table; nobody has to wait."""
    return _copy_sqlite(folder / SQLITE_FILE) if connection.vendor == "sqlite" else _copy_tables(folder / TABLES)


def check_copy(folder: Path, manifest: Manifest) -> None:
    """Open the copy and count it again, or raise NotABackup with what is wrong."""
    if manifest.engine == "sqlite":
        with closing(sqlite3.connect(folder / SQLITE_FILE)) as store:
            try:
                (verdict,) = store.execute("PRAGMA integrity_check").fetchone()
                found = _count_sqlite(store)
            except sqlite3.DatabaseError as error:
                raise NotABackup(f"The database in this backup is damaged: {error}.") from error
        if verdict != "ok":
            raise NotABackup(f"The database in this backup is damaged: {verdict}.")
    else:
        # In COPY's text format a row is a line: ends of lines within values are escaped.
        found = {file.stem: file.read_bytes().count(b"\n") for file in (folder / TABLES).glob("*.copy")}
    if found != manifest.rows:
        raise NotABackup("This backup lacks rows that it says it has. It is damaged.")


def copy_in(folder: Path, manifest: Manifest) -> None:
    """Fill an empty PostgreSQL store with the copy, or raise NotABackup where somebody lives there. (SQLite's is the file.)"""
    if connection.introspection.table_names():
        raise NotABackup("The database of CLOSEKNIT_DATABASE is not empty. Name an empty one. Nothing was changed.")
    # First the tables as they were then, so that every column fits; what is newer is migrated by whoever opens the house.
    store.make_as_of(manifest.migrations)
    with transaction.atomic(), connection.cursor() as cursor:
        names = ", ".join(connection.ops.quote_name(table) for table in manifest.rows)
        cursor.execute(f"TRUNCATE {names} CASCADE")
        for table in manifest.rows:
            _fill_table(table, folder / TABLES / f"{table}.copy")
        _reset_counters()


def _copy_sqlite(target: Path) -> dict[str, int]:
    connection.ensure_connection()
    # SQLite's own online backup in one step sees one moment; in WAL mode writers go on meanwhile.
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return _count_sqlite(copy)


def _count_sqlite(store: sqlite3.Connection) -> dict[str, int]:
    listed = store.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    names = sorted(name for (name,) in listed.fetchall())
    return {name: store.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def _copy_tables(target: Path) -> dict[str, int]:
    target.mkdir()
    rows: dict[str, int] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in sorted(connection.introspection.table_names(cursor)):
            quoted = connection.ops.quote_name(table)
            source = f"COPY {quoted} ({_columns(table)}) TO STDOUT"
            with (target / f"{table}.copy").open("wb") as stream, connection.connection.cursor().copy(source) as parts:
                for part in parts:
                    stream.write(part)
            cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608
            rows[table] = cursor.fetchone()[0]
    return rows


def _fill_table(table: str, source: Path) -> None:
    target = f"COPY {connection.ops.quote_name(table)} ({_columns(table)}) FROM STDIN"
    with connection.connection.cursor().copy(target) as copy:
        for part in _read_parts(source):
            copy.write(part)


def _read_parts(source: Path) -> Iterator[bytes]:
    with source.open("rb") as stream:
        while part := stream.read(1 << 20):
            yield part


def _columns(table: str) -> str:
    """Return the columns that hold values of their own, in order; those that the database computes are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY column_name",
            [table],
        )
        return ", ".join(connection.ops.quote_name(name) for (name,) in cursor.fetchall())


def _reset_counters() -> None:
    from django.apps import apps

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(statement)
