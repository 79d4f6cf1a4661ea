"""Background work on words: one ordered queue for cutting, any number of hearers. Each chunk is one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from closeknit.analysis.text.hearing import Heard, Hearer
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.events import TouchpointRecorded, TouchpointsImported
from closeknit.verbatims import around, ear, events, names, operations, queries, rehearing
from closeknit.verbatims.models import Verbatim

CHUNK = 500
# So many chunks are heard in one go; then whoever else waits has a turn.
CHUNKS_IN_A_GO = 8
HANDED_IN = 100

_Chunk = list[tuple[str, str, int]]
_Keep = Callable[..., int]


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
    waiting = queries.count_waiting(viewer=viewer)
    if _hear_all(work, _list_chunks(viewer), operations.keep_heard, waiting, viewer) >= CHUNKS_IN_A_GO:
        tasks.enqueue(hear_waiting, viewer=viewer, key="hear", subject=operations.STREAM)


@tasks.background()
def hear_anew(work: tasks.Work, *, after: int = 0) -> None:
    """Hear stored words anew that were heard by another model, other heads or other rules, from a place of the stream on.

    A few chunks in a go, as what waits: both have their turns. A killed run finds those again that it had not done.
    """
    viewer = viewers.house("hearing words anew")
    outdated = rehearing.list_outdated(hearer().tag, viewer=viewer).filter(position__gt=after).order_by("position")
    chunks = list(_list_chunks_of(outdated, after))
    place = after
    if chunks:
        place = Verbatim.objects.visible_to(viewer).values_list("position", flat=True).get(pk=chunks[-1][-1][0])
        _hear_all(work, chunks, rehearing.keep_heard_anew, outdated.count(), viewer)
    if len(chunks) >= CHUNKS_IN_A_GO:
        tasks.enqueue(hear_anew, viewer=viewer, key="hear anew", subject=operations.STREAM, after=place)
    elif chunks or after or work.attempt > 1:
        with work.chunk():
            rehearing.end_hearing_anew(viewer=viewer, at=clock.now())


@tasks.background()
def look_after_hearing(work: tasks.Work) -> None:
    """Hear what still waits, as after an endpoint was away, and what was heard by another model, as after an update."""
    viewer = viewers.house("hearing words")
    with work.chunk():
        if queries.count_waiting(viewer=viewer):
            tasks.enqueue(hear_waiting, viewer=viewer, key="hear", subject=operations.STREAM)
        tasks.enqueue(hear_anew, viewer=viewer, key="hear anew", subject=operations.STREAM)


timetable.every(timedelta(minutes=15), "hearing", look_after_hearing)


@tasks.background()
def follow_speakers(work: tasks.Work, *, touchpoints: list[str]) -> None:
    """Give the words of conversations their speaker and account anew."""
    viewer = viewers.house("following speakers")
    for first in range(0, len(touchpoints), CHUNK):
        with work.chunk(done=first, total=len(touchpoints)):
            several = touchpoints[first : first + CHUNK]
            operations.follow_speakers(touchpoints=several, viewer=viewer, at=clock.now())


def hearer() -> Hearer:
    """Return this process's hearer; it holds the language model, so it is made once, when something is to be heard."""
    return ear.hearer()


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


def _list_chunks(viewer: Viewer) -> Iterator[_Chunk]:
    """Yield what waits as (id, text, turn), in chunks, as many as are heard in one go."""
    waiting = Verbatim.objects.visible_to(viewer).filter(state="waiting").order_by("position")
    # What a person just handed in is not kept waiting behind a file of a hundred thousand rows.
    newest = waiting.reverse().values_list("pk", "text", "turn_id", "touchpoint__source_id")[:HANDED_IN]
    if handed_in := [(pk, text, turn) for pk, text, turn, source in newest if not source]:
        yield handed_in
    yield from _list_chunks_of(waiting, 0)


def _list_chunks_of(rows: "QuerySet[Verbatim]", place: int) -> Iterator[_Chunk]:
    for _ in range(CHUNKS_IN_A_GO):
        chunk = list(rows.filter(position__gt=place).values_list("pk", "text", "turn_id", "position")[:CHUNK])
        if not chunk:
            return
        place = chunk[-1][3]
        yield [(pk, text, turn) for pk, text, turn, _ in chunk]


def _hear_all(work: tasks.Work, chunks: Iterable[_Chunk], keep: _Keep, total: int, viewer: Viewer) -> int:
    """Hear chunks and keep each in a transaction of its own; return how many there were."""
    done = n_chunks = 0
    # While one chunk is written the next is being heard: the model runs outside the interpreter's lock.
    with ThreadPoolExecutor(1) as listener:
        before: _Hearing | None = None
        for chunk in chunks:
            n_chunks += 1
            here, before = before, _Hearing([pk for pk, _, _ in chunk], _begin(listener, chunk, viewer))
            if here is not None:
                done += _keep(work, here, keep, done, total, viewer)
        if before is not None:
            _keep(work, before, keep, done, total, viewer)
    return n_chunks


def _begin(listener: ThreadPoolExecutor, chunk: _Chunk, viewer: Viewer) -> Future[list[Heard]]:
    """Begin to hear a chunk; where a sentence says too little of its language, the turn that it stands in tells, or the whole talk."""
    turns = around.read_around([turn for _, _, turn in chunk], viewer)
    return listener.submit(
        _hear, [text for _, text, _ in chunk], [turns[turn] for _, _, turn in chunk], names.list_spellings(viewer)
    )


def _hear(texts: list[str], near: list[str], spellings: list[str]) -> list[Heard]:
    return hearer().hear(texts, spellings, languages_around=near)


def _keep(work: tasks.Work, hearing: _Hearing, keep: _Keep, done: int, total: int, viewer: Viewer) -> int:
    words = [operations.HeardWords(pk, one) for pk, one in zip(hearing.verbatims, hearing.heard.result(), strict=True)]
    with work.chunk(done=done + len(words), total=total):
        keep(words=words, tag=hearer().tag, viewer=viewer, at=clock.now())
    return len(words)
