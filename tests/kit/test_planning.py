"""A new connection to PostgreSQL is asked to plan our lists whole; SQLite, which knows no such settings, is asked nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.db.backends.signals import connection_created


def open_connection(vendor: str) -> list[str]:
    """Return what a new connection to such a store is asked before anybody uses it."""
    asked: list[str] = []

    @contextmanager
    def cursor() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(execute=asked.append)

    connection_created.send(
        SimpleNamespace, connection=SimpleNamespace(vendor=vendor, alias="other", cursor=cursor, execute_wrappers=[])
    )
    return asked


@pytest.mark.parametrize("setting", ["jit = off", "join_collapse_limit = 11", "from_collapse_limit = 11"])
def test_postgresql_is_asked_to_plan_whole_lists(setting: str) -> None:
    (asked,) = open_connection("postgresql")
    assert f"SET {setting}" in asked


def test_sqlite_is_asked_for_nothing() -> None:
    assert open_connection("sqlite") == []
