"""Pictures of the whole house that may be ten minutes old: worked out at once while the house is small, else in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from closeknit.accounts import queries as account_queries
from closeknit.accounts import viewers
from closeknit.accounts.models import KeptPicture
from closeknit.kit import clock, tasks
from closeknit.kit.viewer import Viewer

MOST_AGE = timedelta(minutes=10)
# Up to here working it out takes less than a page may.
SMALL = 2_000

Compute = Callable[[Viewer, datetime], dict[str, Any]]

_known: dict[str, Compute] = {}


@dataclass(frozen=True)
class Picture:
    """The numbers of a picture, and when they were true."""

    data: dict[str, Any]
    made_at: datetime


def get(name: str, compute: Compute, *, viewer: Viewer, at: datetime) -> Picture:
    """Return a picture as it is in a small house; in a large one as it was kept last, and have it made anew after ten minutes.

    `compute` returns numbers and codes that JSON can hold, the same for every viewer of ours.
    """
    return find_kept(name, compute, viewer=viewer, at=at) or Picture(compute(viewer, at), at)


def find_kept(name: str, compute: Compute, *, viewer: Viewer, at: datetime) -> Picture | None:
    """Return a picture as `get` does, but None in a small house: for who can do with less than the whole of it there."""
    _known[name] = compute
    if account_queries.count_accounts(viewer=viewer) <= SMALL:
        return None
    kept = KeptPicture.objects.visible_to(viewer).filter(pk=name).first()
    if kept is None or kept.made_at < at - MOST_AGE:
        tasks.enqueue(make_picture, viewer=viewer, key=f"picture:{name}", name=name)
    return Picture(kept.data, kept.made_at) if kept else Picture(compute(viewer, at), at)


def register(name: str, compute: Compute) -> None:
    """Say how a picture is made, for a worker that was never asked for it."""
    _known[name] = compute


@tasks.background()
def make_picture(work: tasks.Work, *, name: str) -> None:
    """Make a picture anew and keep it."""
    viewer = viewers.of_task("house", "", reason="a picture of the whole house")
    at = clock.now()
    data = _known[name](viewer, at)
    with work.chunk():
        KeptPicture.objects.visible_to(viewer).filter(pk=name).delete()
        KeptPicture.objects.add(KeptPicture(name=name, made_at=at, data=data))
