"""The bank of standing questions: adding, rewording, ordering, retiring. Each act can be taken back."""

from datetime import datetime

from django.db.models import Max

from closeknit.analysis.research.bank import FIRST_QUESTIONS
from closeknit.identity.events import HouseMade
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.research import checks, events
from closeknit.research.models import Question, QuestionVersion


@operation(Capability.CURATE_NEEDS)
def add_question(*, text: str, viewer: Viewer, at: datetime, certainty: str = "") -> str:
    """Add a question behind the others and return its id; or raise BadQuestion."""
    said = checks.check_text(text, viewer=viewer)
    row = _add(said, checks.check_certainty(certainty), viewer, at)
    return row.pk


@operation(Capability.CURATE_NEEDS)
def reword_question(*, question: str, text: str, viewer: Viewer, at: datetime) -> str:
    """Ask a question in other words from now on and return the version's id; or raise NotFound or BadQuestion. Old answers keep theirs."""
    row = checks.get_question(question, viewer=viewer)
    said = checks.check_text(text, viewer=viewer, but=row.pk)
    newest = QuestionVersion.objects.visible_to(viewer).filter(question=row).order_by("-number")[0]
    if newest.text == said:
        raise checks.BadQuestion("Those are the words that it has now. Nothing was changed.")
    version = _write_version(row, newest.number + 1, said, viewer, at)
    undo.keep_new(version, subject=row.pk)
    record(events.QuestionReworded(subject=row.pk, version=version.number), viewer=viewer, at=at)
    return version.pk


@operation(Capability.CURATE_NEEDS)
def choose_certainty(*, question: str, certainty: str, viewer: Viewer, at: datetime) -> None:
    """Say what the answers to a question mostly speak of ("" for neither certainty); or raise NotFound or BadQuestion."""
    row = checks.get_question(question, viewer=viewer)
    chosen = checks.check_certainty(certainty)
    undo.keep(row)
    row.change(certainty=chosen)
    record(events.CertaintyChosen(subject=row.pk, certainty=chosen), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def move_question(*, question: str, places: int, viewer: Viewer, at: datetime) -> None:
    """Move a question so many places up (below zero) or down in the bank, to the end at most; or raise NotFound or WrongState."""
    row = checks.get_question(question, viewer=viewer)
    order = list(Question.objects.visible_to(viewer).filter(retired_at__isnull=True).order_by("place", "pk"))
    if row.pk not in {one.pk for one in order}:
        raise checks.WrongState("This question is retired; it has no place in the bank.")
    here = next(place for place, one in enumerate(order) if one.pk == row.pk)
    there = min(max(here + places, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    undo.keep(*order, subject=row.pk)
    for place, one in enumerate(order, start=1):
        if one.place != place:
            one.change(place=place)
    record(events.QuestionMoved(subject=row.pk, place=there + 1), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def retire_question(*, question: str, viewer: Viewer, at: datetime) -> None:
    """Ask a question no longer, or raise NotFound or WrongState. Its answers stay."""
    row = checks.get_question(question, viewer=viewer)
    if row.retired_at is not None:
        raise checks.WrongState("This question is retired already.")
    undo.keep(row)
    row.change(retired_at=at)
    record(events.QuestionRetired(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def bring_back_question(*, question: str, viewer: Viewer, at: datetime) -> None:
    """Ask a retired question again, behind the others; or raise NotFound or WrongState."""
    row = checks.get_question(question, viewer=viewer)
    if row.retired_at is None:
        raise checks.WrongState("This question is asked already.")
    undo.keep(row)
    row.change(retired_at=None, place=_last_place(viewer) + 1)
    record(events.QuestionBroughtBack(subject=row.pk), viewer=viewer, at=at)


def begin_bank(made: HouseMade, viewer: Viewer, at: datetime) -> None:
    """Give a new house the questions that every house begins with, in the act that makes it."""
    for one in FIRST_QUESTIONS:
        _add(one.text, one.certainty or "", viewer, at, is_kept=False)


def _add(text: str, certainty: str, viewer: Viewer, at: datetime, *, is_kept: bool = True) -> Question:
    row = Question(id=ids.new("question"), place=_last_place(viewer) + 1, certainty=certainty, made_at=at)
    Question.objects.add(row)
    version = _write_version(row, 1, text, viewer, at)
    if is_kept:
        undo.keep_new(row, version, subject=row.pk)
    record(events.QuestionAdded(subject=row.pk, certainty=certainty), viewer=viewer, at=at)
    return row


def _write_version(question: Question, number: int, text: str, viewer: Viewer, at: datetime) -> QuestionVersion:
    version = QuestionVersion(
        id=ids.new("question_version"),
        question=question,
        number=number,
        text=text,
        written_by_id=viewer.member,
        written_at=at,
    )
    return QuestionVersion.objects.add(version)


def _last_place(viewer: Viewer) -> int:
    found: int | None = Question.objects.visible_to(viewer).aggregate(last=Max("place"))["last"]
    return found or 0
