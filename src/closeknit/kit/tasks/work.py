"""What a running task holds: its lease, its progress, and the transaction of its next chunk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import django_tasks
from django.db import transaction

from closeknit.kit import clock
from closeknit.kit.models import TaskRun

LEASE = timedelta(seconds=120)


class LeaseLost(RuntimeError):
    """Another worker holds the task now: whatever this one was about to write must not be written."""


class Cancelled(Exception):
    """A person asked for the task to stop; what is committed stays."""


@dataclass(frozen=True)
class Work:
    """The handle of one attempt. Every function made with `background` gets it as its first argument."""

    run_id: str
    leased_by: str
    viewer_kind: str
    viewer_id: str
    attempt: int

    @contextmanager
    def chunk(self, *, done: int | None = None, total: int | None = None, note: str = "") -> Iterator[None]:
        """Run one chunk in one transaction that also renews the lease and the progress, or raise LeaseLost or Cancelled.

        A worker that was stopped for longer than its lease can wake up in here: the renewal then touches no row and nothing is written.
        """
        with transaction.atomic():
            self._renew(done=done, total=total, note=note)
            yield

    def report(self, *, done: int | None = None, total: int | None = None, note: str = "") -> None:
        """Renew the lease and tell how far it is, or raise LeaseLost or Cancelled."""
        self._renew(done=done, total=total, note=note)

    def _renew(self, *, done: int | None, total: int | None, note: str) -> None:
        mine = TaskRun.objects.unscoped(reason="a worker renews its own lease").filter(
            pk=self.run_id, leased_by=self.leased_by, state="running"
        )
        if mine.filter(cancel_asked_at__isnull=False).exists():
            raise Cancelled
        changes: dict[str, Any] = {"leased_until": clock.now() + LEASE}
        if done is not None:
            # Attempts are counted since the last progress: a long task outlives many restarts, a stuck one does not.
            changes |= {"n_done": done, "attempts": 1}
        if total is not None:
            changes["n_total"] = total
        if note:
            changes["note"] = note
        if not mine.update(**changes):
            raise LeaseLost(self.run_id)


Function = Callable[..., None]


def background(*, attempts: int = 5, queue: str = "default") -> Callable[[Function], Any]:
    """Make a module-level function `f(work, **json)` a background task, to be started with `tasks.enqueue`.

    It is tried up to `attempts` times with growing pauses and then given up with its reason. It must be idempotent: a worker may be killed
    at any point, and the task then runs again.
    """

    def wrap(function: Function) -> Any:
        def run(context: django_tasks.TaskContext, /, *, _work: dict[str, Any], **arguments: Any) -> None:
            function(Work(**_work), **arguments)

        # Not functools.wraps: the task store inspects the signature and finds the task again by this path.
        run.__module__, run.__qualname__, run.__doc__ = function.__module__, function.__qualname__, function.__doc__
        task = django_tasks.task(takes_context=True, queue_name=queue)(run)
        ATTEMPTS[task.module_path] = attempts
        return task

    return wrap


ATTEMPTS: dict[str, int] = {}
