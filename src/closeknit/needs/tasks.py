"""Background work on needs: the stream in its order, and the counting that follows it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.events import Event
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures, operations
from closeknit.needs.models import Evidence, Need

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
def follow_words(work: tasks.Work) -> None:
    """Let evidence follow its words to another account."""
    viewer = viewers.house("following words")
    with work.chunk():
        operations.follow_words(viewer=viewer, at=clock.now())
    _count(work, viewer)


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
