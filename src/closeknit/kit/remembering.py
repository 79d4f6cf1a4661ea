"""What all processes of the house remember together for a while: how often somebody asked for something.

It stands in the store, so that two processes that serve count as one; a page that is only read writes nothing here. Django's own table for
such things counts no rows at once and unpickles what it finds; this one is a line of SQL, and JSON.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

from closeknit.kit import clock, tasks
from closeknit.kit.models import Remembered
from closeknit.kit.tasks import timetable

# A count that ran out begins anew; else it goes up by one, whoever counts beside.
_COUNT = """INSERT INTO kit_remembered (key, value, until) VALUES (%s, '1', %s) ON CONFLICT (key) DO UPDATE SET
value = CASE WHEN kit_remembered.until <= %s THEN '1' ELSE CAST(CAST(kit_remembered.value AS integer) + 1 AS text) END,
until = CASE WHEN kit_remembered.until <= %s THEN excluded.until ELSE kit_remembered.until END RETURNING value"""
_SET = """INSERT INTO kit_remembered (key, value, until) VALUES (%s, %s, %s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until"""
_ADD = f"{_SET} WHERE kit_remembered.until <= %s"
# What never ends ends in a year.
_LONGEST = 365 * 86400


def count_up(what: str, *, seconds: int) -> int:
    """Count something once more and return how often it happened since the first time of these `seconds`; exact, whoever counts at once."""
    now = clock.now().timestamp()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(what), now + seconds, now, now])
        # Fetched to its end: only then it is written.
        ((value,),) = cursor.fetchall()
    return int(value)


class SharedCache(BaseCache):
    """Django's cache in the store of the house, for the limits of allauth: plain values alone."""

    def __init__(self, location: str, params: Mapping[str, Any]) -> None:
        super().__init__(dict(params))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value where none is kept, and return whether it was: of two at once one does."""
        until = self._until(timeout)
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [self._name(key, version), json.dumps(value), until, clock.now().timestamp()])
            return bool(cursor.rowcount)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return a value that is kept, else `default`."""
        rows = Remembered.objects.unscoped(reason="limits are counted before anybody is known")
        kept = rows.filter(pk=self._name(key, version), until__gt=clock.now().timestamp()).values_list("value")
        found = kept.first()
        return json.loads(found[0]) if found else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value."""
        with connection.cursor() as cursor:
            cursor.execute(_SET, [self._name(key, version), json.dumps(value), self._until(timeout)])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value for longer, and return whether there is one."""
        rows = Remembered.objects.unscoped(reason="limits are counted before anybody is known")
        return bool(rows.filter(pk=self._name(key, version)).update(until=self._until(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value, and return whether there was one."""
        rows = Remembered.objects.unscoped(reason="limits are counted before anybody is known")
        return bool(rows.filter(pk=self._name(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        Remembered.objects.unscoped(reason="limits are counted before anybody is known").delete()

    def _name(self, key: str, version: int | None) -> str:
        return _key(self.make_key(key, version=version))

    def _until(self, timeout: Any) -> float:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return clock.now().timestamp() + (_LONGEST if seconds is None else seconds)


@tasks.background()
def forget_old(work: tasks.Work) -> None:
    """Let go of what ran out."""
    with work.chunk():
        gone = Remembered.objects.unscoped(reason="limits are counted before anybody is known")
        gone.filter(until__lte=clock.now().timestamp()).delete()


def put_on() -> None:
    """Let it run once an hour."""
    timetable.every(timedelta(hours=1), "remembered", forget_old)


def _key(what: str) -> str:
    """Return what is kept of a name: addresses stand in some, and nobody who reads the store alone shall try them out."""
    return blake2b(what.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32).hexdigest()
