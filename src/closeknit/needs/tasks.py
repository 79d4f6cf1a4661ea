"""Background work on needs: the stream in its order, and the counting that follows it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import models

from closeknit.kit import clock, tasks, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.events import Event
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures, naming, operations
from closeknit.needs.models import Decision, Evidence, Need
from closeknit.verbatims.events import SignalCorrected
from closeknit.verbatims.models import Signal

# Needs are counted after so many chunks of a long run, so that the page does not wait for its end.
CHUNKS_A_COUNT = 5
CHUNK = 2_000


@tasks.background()
def discover(work: tasks.Work) -> None:
    """Lay what was heard beside the needs, in the order of the stream, as far as everything is heard."""
    viewer = viewers.house("discovering needs")
    more, n_chunks = True, 0
    while more:
        with work.chunk():
            more = operations.advance_stream(viewer=viewer, at=clock.now(), size=CHUNK)
        n_chunks += 1
        if n_chunks % CHUNKS_A_COUNT == 0 or not more:
            _count(work, viewer)


@tasks.background()
def count(work: tasks.Work) -> None:
    """Count anew what changed."""
    _count(work, viewers.house("counting needs"))


@tasks.background()
def count_anew(work: tasks.Work) -> None:
    """Count every need anew: the last ten weeks are others than yesterday."""
    viewer = viewers.house("counting needs")
    with work.chunk():
        operations.count_all_anew(viewer=viewer, at=clock.now())
    _count(work, viewer)


timetable.every(timedelta(days=1), "needs", count_anew)


@tasks.background()
def follow_words(work: tasks.Work) -> None:
    """Let evidence follow its words to another account."""
    viewer = viewers.house("following words")
    with work.chunk():
        operations.follow_words(viewer=viewer, at=clock.now())
    _count(work, viewer)


@tasks.background()
def lay_late(work: tasks.Work, *, verbatim: str) -> None:
    """Lay a sentence beside the needs that the stream passed by."""
    viewer = viewers.house("discovering needs")
    with work.chunk():
        operations.lay_late(verbatim=verbatim, viewer=viewer, at=clock.now())
    _count(work, viewer)


def follow_corrected(event: SignalCorrected, viewer: Viewer, at: datetime) -> None:
    """Let evidence follow what a person said that words are heard as: only what speaks of a need is laid beside one by the machine."""
    if event.code not in naming.speaks_of_needs():
        return
    if event.is_on:
        tasks.enqueue(lay_late, viewer=viewers.house("discovering needs"), verbatim=event.verbatim)
        return
    speaks = Signal.objects.visible_to(viewer).filter(
        verbatim=event.verbatim, code__in=naming.speaks_of_needs(), is_on=True
    )
    decided = Decision.objects.visible_to(viewer).filter(verbatim=event.verbatim)
    if not speaks.exists() and not decided.exists():
        links = list(Evidence.objects.visible_to(viewer).filter(verbatim=event.verbatim))
        undo.keep(*links)
        for link in links:
            link.delete()
        figures.mark_roots([link.need_id for link in links], viewer=viewer)
        _enqueue_count()


def discover_heard(event: Event, viewer: Viewer, at: datetime) -> None:
    """Let what was heard be laid beside the needs; also what people decided is learnt there."""
    tasks.enqueue(discover, viewer=viewers.house("discovering needs"), key="needs", subject=operations.STREAM)


def count_changed(event: Event, viewer: Viewer, at: datetime) -> None:
    """Let figures follow what a person did."""
    _enqueue_count()


def follow_followed(event: Event, viewer: Viewer, at: datetime) -> None:
    """Let evidence follow words that got another speaker."""
    tasks.enqueue(follow_words, viewer=viewers.house("following words"), key="needs:follow")


def clean_before_removal(touchpoints: Sequence[str]) -> None:
    """Mark the needs whose words are about to go with their conversations."""
    viewer = viewers.house("removing conversations")
    links = Evidence.objects.visible_to(viewer).filter(verbatim__touchpoint__in=list(touchpoints))
    needs = list(links.values_list("need_id", flat=True).distinct())
    if needs:
        figures.mark_roots(needs, viewer=viewer)
        _enqueue_count()


def count_restored(rows: list[models.Model]) -> None:
    """Count anew what undo put back. Of a need it cannot be told what it was merged into before: then all are counted."""
    viewer = viewers.house("undo")
    needs = {row.need_id for row in rows if isinstance(row, Evidence)}
    if any(isinstance(row, Need) for row in rows):
        needs = set(Need.objects.visible_to(viewer).values_list("pk", flat=True))
    figures.mark_roots(sorted(needs), viewer=viewer)
    _enqueue_count()


def _enqueue_count() -> None:
    tasks.enqueue(count, viewer=viewers.house("counting needs"), key="needs:count")


def _count(work: tasks.Work, viewer: Viewer) -> None:
    more = True
    while more:
        with work.chunk():
            more = operations.count_needs(viewer=viewer, at=clock.now())
