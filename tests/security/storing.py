"""The store of the tests taken whole and put back: a world is told once, and stands again in a few thousandths of a second."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from closeknit.circle import drawing
from closeknit.circle.marking import seen
from tests.security.world import World


@dataclass(frozen=True)
class Told:
    """A world, the store as it stands when the world was told, and when that was."""

    world: World
    store: bytes
    at: datetime


def take() -> bytes:
    """Return the whole store as it stands."""
    with _copy() as copy:
        _connection().backup(copy)
        return copy.serialize()


def put_back(store: bytes) -> None:
    """Let the store be as it was when it was taken; what was remembered of it in memory is forgotten."""
    with _copy() as copy:
        copy.deserialize(store)
        copy.backup(_connection())
    drawing.forget()
    seen.forget()


def _copy() -> "sqlite3.Connection":
    return sqlite3.connect(":memory:")


def _connection() -> sqlite3.Connection:
    connection.ensure_connection()
    inner: sqlite3.Connection = connection.connection
    return inner
