"""The one clock. Nothing else in the house asks what time it is, so that time can be frozen and replayed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_frozen: list[datetime] = []


def now() -> datetime:
    """Return the present moment, aware, in UTC; the frozen one inside `frozen`."""
    return _frozen[-1] if _frozen else datetime.now(UTC)


def today(zone: str) -> date:
    """Return today's date in the time zone called `zone`."""
    return local_date(now(), zone)


def local_date(at: datetime, zone: str) -> date:
    """Return the date that the wall calendar of `zone` shows at the moment `at`."""
    return at.astimezone(ZoneInfo(zone)).date()


def start_of_day(day: date, zone: str) -> datetime:
    """Return the moment, in UTC, at which the local date `day` begins in `zone`."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Hold the clock at `at` in this process. For tests, replays and the demo's past."""
    _frozen.append(at.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.pop()


def in_days(at: datetime, days: float) -> datetime:
    """Return the moment `days` after `at`."""
    return at + timedelta(days=days)
