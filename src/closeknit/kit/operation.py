"""The one door for writes. An operation checks the capability, opens the transaction, and refuses to commit without an event."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from closeknit.kit import events, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotAllowed
from closeknit.kit.viewer import Viewer

P = ParamSpec("P")
R = TypeVar("R")


class NoEvent(RuntimeError):
    """An operation wrote, or could have written, without saying so: a fault in our code."""


@dataclass(frozen=True)
class Declared:
    """One operation of the house, for the tests and docs that walk them all."""

    name: str
    capability: Capability
    function: Callable[..., Any]


DECLARED: dict[str, Declared] = {}
_depth: ContextVar[int] = ContextVar("operation_depth", default=0)


def operation(capability: Capability) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function with `viewer` and `at` an operation that needs `capability`.

    It runs in one transaction, raises `NotAllowed` when the viewer lacks the capability, and rolls everything back when it
    raises or records no event. What it hands to `undo` can be taken back afterwards as one step.
    """

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__}.{function.__qualname__}".removeprefix("closeknit.").replace(".operations", "")

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name} takes keyword arguments only")
            viewer, at = kwargs["viewer"], kwargs["at"]
            if not isinstance(viewer, Viewer) or not isinstance(at, datetime):
                raise TypeError(f"{name} needs a Viewer and an aware datetime")
            if not viewer.can(capability):
                raise NotAllowed(
                    "Your part in this house does not include that. Whoever runs the house can change your role."
                )
            with transaction.atomic(), events.gathering() as gathered, _one_step(name, viewer, at):
                result = function(*args, **kwargs)
                if not gathered:
                    raise NoEvent(f"{name} recorded no event")
            return result

        DECLARED[name] = Declared(name, capability, function)
        return run

    return declare


@contextmanager
def _one_step(name: str, viewer: Viewer, at: datetime) -> Iterator[None]:
    # Only the outermost operation is a step: what it called belongs to the same undo.
    token = _depth.set(_depth.get() + 1)
    try:
        if _depth.get() == 1:
            with undo.remembering(name, viewer=viewer, at=at):
                yield
        else:
            yield
    finally:
        _depth.reset(token)
