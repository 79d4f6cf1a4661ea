"""Typed events. Whatever an operation changes it records here, in the same transaction: no event, no commit.

Each event is one frozen dataclass with flat fields. Fields are `Id`, `Code`, numbers, booleans and dates: the log can be kept for ever
because nobody's words or names are in it. Rooms above subscribe to what rooms below record, so nobody imports upwards.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Annotated, ClassVar, TypeVar

from closeknit.kit import ids
from closeknit.kit.models import EventRow
from closeknit.kit.viewer import Viewer

Id = Annotated[str, "an id"]
Code = Annotated[str, "a stable code"]


@dataclass(frozen=True, kw_only=True)
class Event:
    """The base of every event: `kind` in the past tense, the `subject` it is about, the `account` concerned."""

    kind: ClassVar[str]
    subject: Id
    account: Id = ""


E = TypeVar("E", bound=Event)
Handler = Callable[[E, Viewer, datetime], None]

_gathering: ContextVar[list[Event] | None] = ContextVar("gathering", default=None)
_subscribers: dict[type[Event], list[Callable[..., None]]] = {}


def record(event: Event, *, viewer: Viewer, at: datetime) -> None:
    """Write `event` to the log and tell its subscribers, in the transaction of the operation that calls."""
    gathered = _gathering.get()
    if gathered is None:
        raise RuntimeError(f"{event.kind} was recorded outside an operation")
    gathered.append(event)
    data = {
        field.name: _plain(getattr(event, field.name))
        for field in fields(event)
        if field.name not in ("subject", "account")
    }
    EventRow.objects.add(
        EventRow(
            id=ids.new("event", event.account or ids.HOUSE),
            kind=event.kind,
            at=at,
            viewer_kind=viewer.kind,
            viewer_id=viewer.id,
            subject=event.subject,
            account=event.account,
            data=data,
        )
    )
    for handler in _subscribers.get(type(event), []):
        handler(event, viewer, at)


def subscribe(kind: type[E], handler: Handler[E]) -> None:
    """Call `handler(event, viewer, at)` in the transaction of every operation that records a `kind`."""
    _subscribers.setdefault(kind, []).append(handler)


@contextmanager
def gathering() -> Iterator[list[Event]]:
    """Collect the events recorded within; those of an operation inside another count for both."""
    outer = _gathering.get()
    mine: list[Event] = []
    token = _gathering.set(mine)
    try:
        yield mine
    finally:
        _gathering.reset(token)
        if outer is not None:
            outer.extend(mine)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
