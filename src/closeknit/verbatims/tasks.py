"""Background work on words: one ordered queue for cutting, any number of hearers. Each chunk is one transaction."""

import functools
from collections.abc import Sequence
from datetime import datetime

from django.db.models.functions import Substr

from closeknit.accounts import queries as account_queries
from closeknit.analysis.text import languages
from closeknit.analysis.text.hearing import Heard, Hearer
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.events import TouchpointRecorded, TouchpointsImported
from closeknit.touchpoints.models import Turn
from closeknit.verbatims import events, operations
from closeknit.verbatims.models import Verbatim

CHUNK = 500
# So many chunks are heard in one go; then whoever else waits has a turn.
CHUNKS_IN_A_GO = 8
READ_OF_A_TURN = 2000


@tasks.background()
def cut_waiting(work: tasks.Work) -> None:
    """Cut what came in to sentences, in the order in which it came."""
    viewer = viewers.house("cutting words")
    more = True
    while more:
        with work.chunk():
            more = operations.cut_next(viewer=viewer, at=clock.now())


@tasks.background()
def hear_waiting(work: tasks.Work) -> None:
    """Hear what waits, oldest place in the stream first, and go on in a new run while there is more."""
    viewer = viewers.house("hearing words")
    waiting = Verbatim.objects.visible_to(viewer).filter(state="waiting")
    total, done, place = waiting.count(), 0, 0
    for _ in range(CHUNKS_IN_A_GO):
        chunk = list(
            waiting.filter(position__gt=place)
            .order_by("position")
            .values_list("pk", "text", "turn_id", "position")[:CHUNK]
        )
        if not chunk:
            return
        heard = _hear([text for _, text, _, _ in chunk], [turn for _, _, turn, _ in chunk], viewer)
        words = [operations.HeardWords(pk, one) for (pk, _, _, _), one in zip(chunk, heard, strict=True)]
        done, place = done + len(chunk), chunk[-1][3]
        with work.chunk(done=done, total=total):
            operations.keep_heard(words=words, tag=hearer().tag, viewer=viewer, at=clock.now())
    tasks.enqueue(hear_waiting, viewer=viewer, key="hear", subject=operations.STREAM)


@tasks.background()
def follow_speakers(work: tasks.Work, *, touchpoints: list[str]) -> None:
    """Give the words of conversations their speaker and account anew."""
    viewer = viewers.house("following speakers")
    for first in range(0, len(touchpoints), CHUNK):
        with work.chunk(done=first, total=len(touchpoints)):
            several = touchpoints[first : first + CHUNK]
            operations.follow_speakers(touchpoints=several, viewer=viewer, at=clock.now())


@functools.cache
def hearer() -> Hearer:
    """Return this process's hearer; it holds the language model, so it is made once, when something is to be heard."""
    return Hearer()


def cut_recorded(event: TouchpointRecorded, viewer: Viewer, at: datetime) -> None:
    """Put a conversation that was recorded in line."""
    operations.wait_to_be_cut(first=event.subject, last=event.subject, source=None)
    _enqueue_cutting()


def cut_imported(event: TouchpointsImported, viewer: Viewer, at: datetime) -> None:
    """Put a chunk of an import in line."""
    operations.wait_to_be_cut(first=event.first, last=event.last, source=event.subject)
    _enqueue_cutting()


def follow_placed(touchpoints: Sequence[str], viewer: Viewer, at: datetime) -> None:
    """Let the words of conversations follow their speakers."""
    if touchpoints:
        tasks.enqueue(follow_speakers, viewer=viewers.house("following speakers"), touchpoints=list(touchpoints))


def hear_cut(event: events.VerbatimsCut, viewer: Viewer, at: datetime) -> None:
    """Let what was cut be heard."""
    if event.n_verbatims:
        house = viewers.house("hearing words")
        tasks.enqueue(hear_waiting, viewer=house, key="hear", subject=operations.STREAM)


def cut_followed(event: events.SpeakersFollowed, viewer: Viewer, at: datetime) -> None:
    """Let turns be cut that turned out to be theirs."""
    _enqueue_cutting()


def _enqueue_cutting() -> None:
    tasks.enqueue(cut_waiting, viewer=viewers.house("cutting words"), key="cut", subject=operations.STREAM)


def _hear(texts: list[str], turns: list[int], viewer: Viewer) -> list[Heard]:
    """Return what each text says; where it says too little of its language, the turn that it stands in tells."""
    said = Turn.objects.visible_to(viewer).filter(pk__in=set(turns))
    around = {
        pk: languages.guess_language(text).code
        for pk, text in said.values_list("pk", Substr("text", 1, READ_OF_A_TURN))
    }
    spellings = [
        name for known in account_queries.list_competitors(viewer=viewer).items() for name in (known[0], *known[1])
    ]
    return hearer().hear(texts, spellings, languages_around=[around.get(turn, "en") for turn in turns])
