"""Background work of learning: fit what people taught, then hear stored words by it. Stopped anywhere, it ends the same."""

from datetime import datetime

from django.db import models

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.learning import adjustment
from closeknit.analysis.learning.adjustment import Adjustment as Taught
from closeknit.analysis.learning.adjustment import Label
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.events import Event
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import names, queries
from closeknit.verbatims import tasks as hearing
from closeknit.verbatims.learning import adjusting, applying, labelling, operations
from closeknit.verbatims.models import Verbatim

# Who puts right one thing mostly puts right another: what follows waits a moment for it.
PATIENCE = 4.0


@tasks.background()
def learn(work: tasks.Work) -> None:
    """Learn from all that people said, and let stored words follow."""
    viewer = viewers.house("learning from corrections")
    said = labelling.list_said(viewer=viewer)
    taught = fit(said, viewer)
    with work.chunk():
        generation = operations.keep_taught(
            taught=taught,
            n_corrections=said.n_corrections,
            n_checked=said.n_checked,
            viewer=viewer,
            at=clock.now(),
        )
    if generation:
        _apply(work, generation, viewer)


def fit(said: labelling.Said, viewer: Viewer) -> dict[str, Taught]:
    """Return what people taught, by signal. The sentences are heard anew, so that only people's words are the state."""
    known = {code for labels in said.by_verbatim.values() for code in labels}
    rows = Verbatim.objects.visible_to(viewer).filter(pk__in=list(said.by_verbatim), state="heard").order_by("pk")
    words = list(rows.values_list("pk", "text", "language"))
    if len(words) < adjustment.FEWEST:
        return {}
    heard = hearing.hearer().hear(
        [text for _, text, _ in words],
        names.list_spellings(viewer),
        languages_around=[language for _, _, language in words],
    )
    vectors = adjusting.round_vectors([one.vector for one in heard if one.signals])
    labels: dict[str, list[Label]] = {code: [] for code in sorted(known)}
    told = [(pk, one) for (pk, _, _), one in zip(words, heard, strict=True) if one.signals]
    for (pk, one), vector in zip(told, vectors, strict=True):
        for code, (holds, is_sampled) in said.by_verbatim[pk].items():
            labels[code].append(Label(vector, one.signals[SignalCode(code)], holds, is_sampled))
    learnt = {code: adjustment.learn(several) for code, several in labels.items()}
    return {code: one for code, one in learnt.items() if one is not None}


def learn_anew(event: Event, viewer: Viewer, at: datetime) -> None:
    """Let hearing follow what a person said."""
    enqueue()


def learn_restored(rows: list[models.Model]) -> None:
    """Let hearing follow what undo put back."""
    enqueue()


def enqueue() -> None:
    """Put learning on the queue, once."""
    house = viewers.house("learning from corrections")
    tasks.enqueue(learn, viewer=house, key="learn", subject=operations.LEARNING, delay=PATIENCE)


def _apply(work: tasks.Work, generation: int, viewer: Viewer) -> None:
    taught = adjusting.read_taught(viewer)
    total, done, after, more = queries.count_all(viewer=viewer), 0, 0, True
    while more:
        chunk = applying.look(after, taught, hearing.hearer(), viewer)
        after, more = chunk.last, chunk.more
        done += applying.CHUNK
        with work.chunk(done=min(done, total), total=total):
            operations.apply_taught(
                chances=chunk.chances,
                generation=generation,
                is_last=not more,
                viewer=viewer,
                at=clock.now(),
            )
