"""The timetable: what recurs, and when it is next due. Any number of machines may run it."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from closeknit.kit import clock, viewer
from closeknit.kit.models import TimetableEntry
from closeknit.kit.tasks import queue

_EVERY: dict[str, tuple[timedelta, Any]] = {}


def every(interval: timedelta, name: str, task: Any) -> None:
    """Run `task`, which takes no arguments, once each `interval`, under the stable `name`."""
    _EVERY[name] = (interval, task)


def enqueue_due() -> int:
    """Put on the queue what is due and return how many; of several machines that look at once, one wins."""
    at = clock.now()
    entries = TimetableEntry.objects.unscoped(reason="the timetable itself")
    known = dict(entries.values_list("name", "next_at"))
    count = 0
    for name, (interval, task) in _EVERY.items():
        if name in known and known[name] > at:
            continue
        with transaction.atomic():
            if name not in known:
                TimetableEntry.objects.add_many(
                    [TimetableEntry(name=name, next_at=at + interval)], ignore_conflicts=True
                )
                won = True
            else:
                won = bool(entries.filter(name=name, next_at=known[name]).update(next_at=at + interval))
            if won:
                queue.enqueue(task, viewer=viewer.house(f"timetable: {name}"), key=f"timetable:{name}")
                count += 1
    return count
