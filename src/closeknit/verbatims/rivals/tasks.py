"""Background work on rivals' names: looking for new ones, and hearing those on the list in stored words."""

from datetime import datetime

from django.db import models

from closeknit.accounts.events import NamesChanged
from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import rivals
from closeknit.analysis.text.signals import NAMED
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import events, names
from closeknit.verbatims import tasks as hearing
from closeknit.verbatims.models import RivalSearch, Signal
from closeknit.verbatims.rivals import finding, operations

_PATIENCE = 3.0


@tasks.background()
def look(work: tasks.Work) -> None:
    """Look through what came in for names that may be a rival's."""
    viewer = viewers.house("looking for rivals' names")
    row = RivalSearch.objects.visible_to(viewer).first()
    after, more = row.position if row else 0, True
    while more:
        looked = finding.look(after, viewer=viewer)
        after, more = looked.last, looked.more
        with work.chunk():
            operations.keep_found(names=looked.names, last=after, viewer=viewer, at=clock.now())


@tasks.background()
def hear_names(work: tasks.Work) -> None:
    """Hear competitors by the names that are on the list now, in all stored words."""
    viewer = viewers.house("hearing rivals' names")
    spellings = names.list_spellings(viewer)
    after = 0
    while words := finding.list_naming(spellings, after, viewer=viewer):
        after = words[-1][2]
        named = [pk for pk, text, _ in words if rivals.find_named(text, spellings)]
        with work.chunk():
            operations.hear_named(verbatims=named, viewer=viewer, at=clock.now())
    _let_go(work, spellings, viewer)


def look_through(event: events.VerbatimsCut, viewer: Viewer, at: datetime) -> None:
    """Let what came in be looked through."""
    if event.n_verbatims:
        house = viewers.house("looking for rivals' names")
        tasks.enqueue(look, viewer=house, key="rivals", delay=_PATIENCE)


def follow_names(event: NamesChanged, viewer: Viewer, at: datetime) -> None:
    """Let stored words be heard by the names that are on the list now."""
    if event.what == "competitors":
        enqueue()


def follow_restored(rows: list[models.Model]) -> None:
    """Let stored words follow names that undo put back."""
    enqueue()


def enqueue() -> None:
    """Put the hearing of names on the queue, once."""
    tasks.enqueue(hear_names, viewer=viewers.house("hearing rivals' names"), key="hear names")


def _let_go(work: tasks.Work, spellings: list[str], viewer: Viewer) -> None:
    """What was heard by a name that is on no list any more is heard anew, without it."""
    by_name = Signal.objects.visible_to(viewer).filter(
        code=SignalCode.COMPETITOR, probability=NAMED, decided_by__isnull=True, verbatim__state="heard"
    )
    rows = by_name.order_by("pk").values_list("verbatim_id", "verbatim__text", "verbatim__language")
    gone = [row for row in rows if not rivals.find_named(row[1], spellings)]
    for first in range(0, len(gone), finding.CHUNK):
        part = gone[first : first + finding.CHUNK]
        heard = hearing.hearer().hear(
            [text for _, text, _ in part], spellings, languages_around=[language for *_, language in part]
        )
        chances = {pk: one.signals.get(SignalCode.COMPETITOR, 0.0) for (pk, *_), one in zip(part, heard, strict=True)}
        with work.chunk():
            operations.unhear_named(chances=chances, viewer=viewer, at=clock.now())
