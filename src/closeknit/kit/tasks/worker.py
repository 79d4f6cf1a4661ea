"""The worker: takes one task at a time, runs it, and sees to those whose worker died."""

import logging
import os
import socket
import threading
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import close_old_connections, connection, transaction
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from closeknit.kit import clock, ids
from closeknit.kit.models import TaskRun
from closeknit.kit.tasks import timetable
from closeknit.kit.tasks.work import ATTEMPTS, LEASE, Cancelled, LeaseLost

Stored: TypeAlias = DBTaskResult[Any, Any]
log = logging.getLogger(__name__)

STOPS_AN_ATTEMPT = 5
_ENDED = {
    "done": TaskResultStatus.SUCCESSFUL,
    "dead": TaskResultStatus.FAILED,
    "cancelled": TaskResultStatus.SUCCESSFUL,
}


class Worker:
    """One worker process. `queues` limits it to some queues; None takes from all."""

    def __init__(self, *, queues: tuple[str, ...] | None = None) -> None:
        self.queues = queues
        self.name = f"{socket.gethostname()}:{os.getpid()}:{ids.new('worker')[-8:]}"

    def run_forever(self, stop: threading.Event, *, pause: float = 0.3) -> None:
        """Work until `stop` is set; a task that is running is finished first."""
        while not stop.is_set():
            close_old_connections()
            timetable.enqueue_due()
            if not self.run_next():
                stop.wait(pause)

    def run_until_idle(self) -> int:
        """Run what is due, and what that makes due, and return how many tasks ran. Ignores pauses before a retry."""
        count = 0
        while self.run_next(ignore_delay=True):
            count += 1
        return count

    def run_next(self, *, ignore_delay: bool = False) -> bool:
        """Run one task and return True, or return False where none is due."""
        recover()
        claimed = self._claim(ignore_delay=ignore_delay)
        if claimed is None:
            return False
        self._run(*claimed)
        return True

    def _claim(self, *, ignore_delay: bool) -> tuple[Stored, TaskRun] | None:
        at = clock.now()
        due = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        if not ignore_delay:
            due = due.filter(run_after__lte=at)
        if self.queues is not None:
            due = due.filter(queue_name__in=self.queues)
        # Asked first without a lock: on SQLite taking the write lock every pause would hold up those who write.
        if not due.exists():
            return None
        with transaction.atomic():
            stored = (
                due.order_by("-priority", "run_after", "enqueued_at").select_for_update(skip_locked=_can_skip()).first()
            )
            if stored is None:
                return None
            stored.claim(self.name)
            run = TaskRun.objects.unscoped(reason="a worker claims a task").get(pk=stored.id)
            run.change(state="running", attempts=run.attempts + 1, leased_by=self.name, leased_until=at + LEASE)
        return stored, run

    def _run(self, stored: Stored, run: TaskRun) -> None:
        work = {
            "run_id": str(run.pk),
            "leased_by": self.name,
            "viewer_kind": run.viewer_kind,
            "viewer_id": run.viewer_id,
            "attempt": run.attempts,
        }
        try:
            task: Any = stored.task
            result: Any = stored.task_result
            task.call(TaskContext(task_result=result), _work=work, **stored.args_kwargs["kwargs"])
        except Cancelled:
            _end(run, "cancelled", "")
        except LeaseLost:
            log.warning("%s lost its lease on %s", self.name, stored.task_path)
        except Exception as error:
            log.warning("%s failed on attempt %s", stored.task_path, run.attempts, exc_info=True)
            _retry_or_give_up(stored, run, f"{type(error).__name__}: {error}"[:2000])
        else:
            _end(run, "done", "")


def recover() -> int:
    """Put back what was running under a lease that ran out, or under a process of this machine that is gone; return how many."""
    running = TaskRun.objects.unscoped(reason="recovery looks at every lease").filter(state="running")
    count = 0
    for run in running:
        if run.leased_until is None or run.leased_until < clock.now() or _is_gone(run.leased_by):
            with transaction.atomic():
                taken = running.filter(pk=run.pk, leased_by=run.leased_by).update(
                    leased_by="", leased_until=clock.now() + LEASE
                )
                if taken:
                    _retry_or_give_up(
                        DBTaskResult.objects.get(pk=run.pk), run, "its worker stopped in the middle", pause=False
                    )
                    count += 1
    return count


def _retry_or_give_up(stored: Stored, run: TaskRun, reason: str, *, pause: bool = True) -> None:
    run.refresh_from_db(fields=["attempts"])
    # A worker that was stopped is seldom the task's fault; one that takes its worker down each time is given up in the end.
    allowed = ATTEMPTS.get(stored.task_path, 5) * (1 if pause else STOPS_AN_ATTEMPT)
    if run.attempts >= allowed:
        _end(run, "dead", reason)
        return
    after: datetime = clock.now() + (timedelta(seconds=2 * 3 ** (run.attempts - 1)) if pause else timedelta())
    with transaction.atomic():
        DBTaskResult.objects.filter(pk=run.pk).update(status=TaskResultStatus.READY, run_after=after)
        # A twin with the same key may wait already: this one then runs without its key, and being idempotent does no harm.
        twin = (
            TaskRun.objects.unscoped(reason="the queue itself")
            .filter(key=run.key, state="waiting")
            .exclude(key="")
            .exists()
        )
        run.change(state="waiting", leased_by="", leased_until=None, reason=reason, key="" if twin else run.key)


def _end(run: TaskRun, state: str, reason: str) -> None:
    with transaction.atomic():
        DBTaskResult.objects.filter(pk=run.pk).update(status=_ENDED[state], finished_at=clock.now(), traceback=reason)
        run.change(state=state, leased_by="", leased_until=None, ended_at=clock.now(), reason=reason)


def _is_gone(worker: str) -> bool:
    host, _, rest = worker.partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _can_skip() -> bool:
    return connection.features.has_select_for_update_skip_locked
