"""The year of the demo company, told in order: each happening once, at its own moment, in one transaction with its mark."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.demo import events
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.models import EventRow
from closeknit.kit.operation import operation
from closeknit.kit.tasks.worker import Worker
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.tasks import READING


@dataclass(frozen=True)
class Happening:
    """Something that is written into the house at its own moment.

    `key` is made from the row as it stands in its file, before its dates move: a build on another day knows it again.
    """

    key: str
    at: datetime
    write: Callable[[datetime], object]


def key_of(kind: str, *parts: str) -> str:
    """Return the key of a happening from its kind and what the file says about it."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12)
    return f"{kind}.{digest.hexdigest()}"


def find_today(viewer: Viewer) -> date | None:
    """Return the day as of which this house was begun to be built as the demo, or None."""
    begun = EventRow.objects.visible_to(viewer).filter(kind=events.DemoBegun.kind).order_by("pk").first()
    return date.fromisoformat(begun.data["today_on"]) if begun else None


@operation(Capability.RUN_HOUSE)
def begin(*, today: date, viewer: Viewer, at: datetime) -> None:
    """Remember the day that the anchor of the files becomes."""
    record(events.DemoBegun(subject="house", today_on=today), viewer=viewer, at=at)


def tell_all(happenings: Iterable[Happening], *, viewer: Viewer, at: datetime) -> int:
    """Write down every happening that is not in the house yet, oldest first, and return how many were new.

    A build that was stopped at any point goes on behind the last one that is whole. Each is written with the clock at its moment, at the
    latest `at`, so that ids and events carry the past in which it took place.
    """
    told = set(
        EventRow.objects.visible_to(viewer).filter(kind=events.HappeningTold.kind).values_list("data__key", flat=True)
    )
    reader = Worker(queues=(READING,))
    new = [one for one in happenings if one.key not in told]
    # Sorting keeps the order in which happenings of one moment were listed: accounts stand before their people.
    for one in sorted(new, key=lambda one: one.at):
        moment = min(one.at, at)
        with clock.frozen(moment):
            tell(happening=one, viewer=viewer, at=moment)
            # What was brought in is read at once, at its own moment; hearing it is work for afterwards.
            reader.run_until_idle()
    with clock.frozen(at):
        reader.run_until_idle()
    return len(new)


@operation(Capability.RUN_HOUSE)
def tell(*, happening: Happening, viewer: Viewer, at: datetime) -> None:
    """Write one happening and its mark together."""
    happening.write(at)
    record(events.HappeningTold(subject="house", key=happening.key), viewer=viewer, at=at)
