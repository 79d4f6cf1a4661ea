"""Background work: rows, enqueued inside the transaction that needs them; leased, retried, given up with a reason, shown with progress."""

from closeknit.kit.tasks.queue import LONG, Progress, ask_to_cancel, enqueue, find_progress, list_open
from closeknit.kit.tasks.work import Cancelled, LeaseLost, Work, background

__all__ = [
    "LONG",
    "Cancelled",
    "LeaseLost",
    "Progress",
    "Work",
    "ask_to_cancel",
    "background",
    "enqueue",
    "find_progress",
    "list_open",
]
