"""Putting work on the queue, looking how far it is, asking it to stop."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from closeknit.kit import clock
from closeknit.kit.models import TaskRun
from closeknit.kit.viewer import Viewer

LONG = "long"


@dataclass(frozen=True)
class Progress:
    """How far one piece of background work is."""

    id: str
    subject: str
    state: str
    n_done: int
    n_total: int | None
    note: str
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether it still runs or waits."""
        return self.state in ("waiting", "running")

    @property
    def share(self) -> float | None:
        """How much of it is done, 0–1, or None where the whole is not known."""
        return min(1.0, self.n_done / self.n_total) if self.n_total else None


def enqueue(task: Any, *, viewer: Viewer, key: str = "", subject: str = "", delay: float = 0, **arguments: Any) -> str:
    """Write `task` with JSON `arguments` to the queue in the running transaction and return the id of its run.

    Of waiting tasks with the same `key` there is one: its id is returned and nothing is added. `delay` is in seconds.
    """
    with transaction.atomic():
        if key:
            waiting = _runs().filter(key=key, state="waiting").values_list("pk", flat=True).first()
            if waiting is not None:
                return str(waiting)
        at = clock.now()
        stored = DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": arguments},
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=clock.in_days(at, delay / 86400),
            backend_name="default",
        )
        TaskRun.objects.add(
            TaskRun(
                id=stored.id,
                key=key,
                subject=subject,
                viewer_kind=viewer.kind,
                viewer_id=viewer.id,
                state="waiting",
                created_at=at,
            )
        )
        return str(stored.id)


def find_progress(*, subject: str, viewer: Viewer) -> Progress | None:
    """Return how far the newest work about `subject` is, or None where there was none."""
    run = TaskRun.objects.visible_to(viewer).filter(subject=subject).order_by("-created_at", "-pk").first()
    return _progress(run) if run else None


def list_open(*, viewer: Viewer) -> list[Progress]:
    """Return the work that waits or runs, oldest first."""
    runs = TaskRun.objects.visible_to(viewer).filter(state__in=("waiting", "running")).order_by("created_at", "pk")
    return [_progress(run) for run in runs]


def ask_to_cancel(*, run: str, viewer: Viewer) -> bool:
    """Ask a waiting or running task to stop at its next chunk and return whether there was one to ask."""
    asked = TaskRun.objects.visible_to(viewer).filter(pk=run, state__in=("waiting", "running"))
    return bool(asked.update(cancel_asked_at=clock.now()))


def _runs() -> Any:
    return TaskRun.objects.unscoped(reason="the queue itself")


def _progress(run: TaskRun) -> Progress:
    return Progress(str(run.pk), run.subject, run.state, run.n_done, run.n_total, run.note, run.reason)
