"""Needs follow words that are heard otherwise since people taught hearing: only what speaks of a need stands for one."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.needs import events, figures, naming, operations
from closeknit.needs import tasks as counting
from closeknit.needs.models import Decision, Evidence
from closeknit.verbatims.models import Signal

_AT_ONCE = 200


@tasks.background()
def follow(work: tasks.Work, *, verbatims: list[str]) -> None:
    """Lay words beside needs that speak of one now, and take away what speaks of none any more, but for what a person decided."""
    viewer = viewers.house("following what people taught")
    late = list_late(verbatims, viewer)
    for place, verbatim in enumerate(late):
        with work.chunk(done=place, total=len(late)):
            operations.lay_late(verbatim=verbatim, viewer=viewer, at=clock.now())
    with work.chunk():
        take_silent(verbatims=verbatims, viewer=viewer, at=clock.now())
    counting.count_changed(events.EvidenceFollowed(subject=operations.STREAM, n_moved=0), viewer, clock.now())


def follow_turned(verbatims: Sequence[str], viewer: Viewer, at: datetime) -> None:
    """Let evidence follow, a few hundred words at a time."""
    house = viewers.house("following what people taught")
    for first in range(0, len(verbatims), _AT_ONCE):
        tasks.enqueue(follow, viewer=house, verbatims=list(verbatims[first : first + _AT_ONCE]))


def list_late(verbatims: Sequence[str], viewer: Viewer) -> list[str]:
    """Return those that speak of a need, stand for none, and of which nobody has decided."""
    stand = set(
        Evidence.objects.visible_to(viewer).filter(verbatim__in=verbatims).values_list("verbatim_id", flat=True)
    )
    return [one for one in verbatims if one in _speaking(verbatims, viewer) - stand - _decided(verbatims, viewer)]


@operation(Capability.CURATE_NEEDS)
def take_silent(*, verbatims: Sequence[str], viewer: Viewer, at: datetime) -> None:
    """Take away as evidence those that speak of no need and of which nobody has decided."""
    silent = set(verbatims) - _speaking(verbatims, viewer) - _decided(verbatims, viewer)
    links = Evidence.objects.visible_to(viewer).filter(verbatim__in=silent, decided_by__isnull=True)
    needs = sorted(set(links.values_list("need_id", flat=True)))
    n_moved = links.delete()[0]
    figures.mark_roots(needs, viewer=viewer)
    record(events.EvidenceFollowed(subject=operations.STREAM, n_moved=n_moved), viewer=viewer, at=at)


def _speaking(verbatims: Sequence[str], viewer: Viewer) -> set[str]:
    own = Signal.objects.visible_to(viewer).filter(
        verbatim__in=verbatims, code__in=naming.speaks_of_needs(), is_on=True
    )
    return set(own.values_list("verbatim_id", flat=True))


def _decided(verbatims: Sequence[str], viewer: Viewer) -> set[str]:
    rows = Decision.objects.visible_to(viewer).filter(verbatim__in=verbatims)
    return set(rows.values_list("verbatim_id", flat=True))
