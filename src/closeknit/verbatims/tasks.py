"""Background work on words: one ordered queue for cutting, any number of hearers. Each chunk is one transaction."""

import functools
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
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
from closeknit.verbatims import events, operations, queries
from closeknit.verbatims.models import Verbatim

CHUNK = 500
# So many chunks are heard in one go; then whoever else waits has a turn.
CHUNKS_IN_A_GO = 8
READ_OF_A_TURN = 2000
HANDED_IN = 100


@dataclass(frozen=True)
class _Hearing:
    """A chunk that is being heard."""

    verbatims: list[str]
    heard: Future[list[Heard]]


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
    """Hear what waits, lowest place in the stream first, and go on in a new run while there is more."""
    viewer = viewers.house("hearing words")
    total, done, n_chunks = queries.count_waiting(viewer=viewer), 0, 0
    # While one chunk is written the next is being heard: the model runs outside the interpreter's lock.
    with ThreadPoolExecutor(1) as ear:
        before: _Hearing | None = None
        for chunk in _list_chunks(viewer):
            n_chunks += 1
            here, before = before, _Hearing([pk for pk, _, _ in chunk], _begin(ear, chunk, viewer))
            if here is not None:
                done += _keep(work, here, done, total, viewer)
        if before is not None:
            _keep(work, before, done, total, viewer)
    if n_chunks >= CHUNKS_IN_A_GO:
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


def _list_chunks(viewer: Viewer) -> Iterator[list[tuple[str, str, int]]]:
    """Yield what waits as (id, text, turn), in chunks, as many as are heard in one go."""
    waiting = Verbatim.objects.visible_to(viewer).filter(state="waiting").order_by("position")
    # What a person just handed in is not kept waiting behind a file of a hundred thousand rows.
    newest = waiting.reverse().values_list("pk", "text", "turn_id", "touchpoint__source_id")[:HANDED_IN]
    if handed_in := [(pk, text, turn) for pk, text, turn, source in newest if not source]:
        yield handed_in
    place = 0
    for _ in range(CHUNKS_IN_A_GO):
        rows = list(waiting.filter(position__gt=place).values_list("pk", "text", "turn_id", "position")[:CHUNK])
        if not rows:
            return
        place = rows[-1][3]
        yield [(pk, text, turn) for pk, text, turn, _ in rows]


def _begin(ear: ThreadPoolExecutor, chunk: Sequence[tuple[str, str, int]], viewer: Viewer) -> Future[list[Heard]]:
    """Begin to hear a chunk; where a sentence says too little of its language, the turn that it stands in tells."""
    said = Turn.objects.visible_to(viewer).filter(pk__in={turn for _, _, turn in chunk})
    turns = dict(said.values_list("pk", Substr("text", 1, READ_OF_A_TURN)))
    names = account_queries.list_competitors(viewer=viewer)
    spellings = [spelling for name, several in names.items() for spelling in (name, *several)]
    return ear.submit(_hear, [text for _, text, _ in chunk], [turns.get(turn, "") for _, _, turn in chunk], spellings)


def _hear(texts: list[str], turns: list[str], spellings: list[str]) -> list[Heard]:
    around = {turn: languages.guess_language(turn).code for turn in set(turns)}
    return hearer().hear(texts, spellings, languages_around=[around[turn] for turn in turns])


def _keep(work: tasks.Work, hearing: _Hearing, done: int, total: int, viewer: Viewer) -> int:
    words = [operations.HeardWords(pk, one) for pk, one in zip(hearing.verbatims, hearing.heard.result(), strict=True)]
    with work.chunk(done=done + len(words), total=total):
        operations.keep_heard(words=words, tag=hearer().tag, viewer=viewer, at=clock.now())
    return len(words)
