"""The steps of a thread as they are shown: when, by whom, in which words."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime

from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.promises.kinds import TellingWay, Word, WordSource
from closeknit.analysis.promises.thread import Step
from closeknit.ideas.models import Idea
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence, Need
from closeknit.promises.models import Confirmation, Promise, SettlementRow, Told
from closeknit.verbatims.models import Verbatim

_THE_HOUSE = "Closeknit"


def read_steps(of: dict[str, set[str]], *, viewer: Viewer, zone: str) -> dict[str, Step]:
    """Return the steps with these ids by their id: one statement a kind."""
    steps: dict[str, Step] = {}
    for kind, read in (("verbatim", _words), ("need", _needs), ("idea", _ideas)):
        if of[kind]:
            steps |= {step.id: step for step in read(of[kind], viewer)}
    dated = (("promise", _promises), ("settlement", _settlements), ("told", _told), ("confirmed", _confirmed))
    for kind, read_dated in dated:
        if of[kind]:
            steps |= {step.id: step for step in read_dated(of[kind], viewer, zone)}
    return steps


def _words(wanted: Collection[str], viewer: Viewer) -> Iterator[Step]:
    rows = Verbatim.objects.visible_to(viewer).filter(pk__in=wanted)
    columns = (
        "pk",
        "text",
        "said_at",
        "contact__person_id",
        "contact__person__name",
        "turn__speaker__written",
        "account__name",
    )
    for pk, text, at, person, name, written, account in rows.values_list(*columns):
        yield Step("verbatim", pk, at, name or written or account or "", text, person=person or "")


def _needs(wanted: Collection[str], viewer: Viewer) -> Iterator[Step]:
    """A need is as old as its oldest words: when the machine found it, or somebody stated it, says nothing of when it was there."""
    first: dict[str, datetime] = {}
    said = Evidence.objects.visible_to(viewer).filter(need__in=wanted).order_by("-said_at")
    first.update(said.values_list("need_id", "said_at"))
    rows = Need.objects.visible_to(viewer).filter(pk__in=wanted)
    for pk, statement, born_at, name in rows.values_list("pk", "statement", "born_at", "statement_by__name"):
        yield Step("need", pk, first.get(pk, born_at), name or _THE_HOUSE, statement)


def _ideas(wanted: Collection[str], viewer: Viewer) -> Iterator[Step]:
    rows = Idea.objects.visible_to(viewer).filter(pk__in=wanted)
    columns = ("pk", "title", "number", "given_at", "member__name", "person__name", "outsider_name")
    for pk, title, number, at, member, person, outsider in rows.values_list(*columns):
        yield Step("idea", pk, at, member or person or outsider or "", f"Idea {number}: {title}")


def _promises(wanted: Collection[str], viewer: Viewer, zone: str) -> Iterator[Step]:
    rows = Promise.objects.visible_to(viewer).filter(pk__in=wanted)
    columns = (
        "pk",
        "text",
        "direction",
        "made_on",
        "created_at",
        "keeper__name",
        "contact__person__name",
        "account__name",
    )
    for pk, text, direction, made_on, created_at, keeper, contact, account in rows.values_list(*columns):
        by = keeper if direction == PromiseDirection.OURS else contact or account
        yield Step("promise", pk, _moment(made_on, created_at, zone), by or "", text)


def _settlements(wanted: Collection[str], viewer: Viewer, zone: str) -> Iterator[Step]:
    rows = SettlementRow.objects.visible_to(viewer).filter(pk__in=wanted)
    columns = ("pk", "settlement", "settled_on", "created_at", "proof", "over_at", "promise_id")
    # Where one of theirs said that it is done, it is in their words.
    whose = ("settled_by__name", "said_by__person__name", "told")
    for pk, settlement, on, created_at, proof, over_at, promise, ours, theirs, told in rows.values_list(
        *columns, *whose
    ):
        by, shown = ours or theirs or "", proof or (told if theirs else "")
        text = f"{settlement.capitalize()}: {shown}" if shown else settlement.capitalize()
        is_good = settlement == Settlement.KEPT and over_at is None
        yield Step("settlement", pk, _moment(on, created_at, zone), by, text, is_good=is_good, promise=promise)


def _told(wanted: Collection[str], viewer: Viewer, zone: str) -> Iterator[Step]:
    rows = Told.objects.visible_to(viewer).filter(pk__in=wanted)
    columns = (
        "pk",
        "way",
        "told_on",
        "created_at",
        "told_by__name",
        "contact__person_id",
        "contact__person__name",
        "promise_id",
    )
    for pk, way, on, created_at, by, person, name, promise in rows.values_list(*columns):
        how = "by mail" if way == TellingWay.MAIL else "in a talk"
        yield Step(
            "told",
            pk,
            _moment(on, created_at, zone),
            by or "",
            f"Told {name} {how}",
            person=person or "",
            promise=promise,
        )


def _confirmed(wanted: Collection[str], viewer: Viewer, zone: str) -> Iterator[Step]:
    rows = Confirmation.objects.visible_to(viewer).filter(pk__in=wanted)
    columns = ("pk", "answer", "said_at", "recorded_at", "source", "turn__text", "told__promise_id")
    people = ("contact__person_id", "contact__person__name")
    for pk, answer, at, recorded_at, source, words, promise, person, name in rows.values_list(*columns, *people):
        is_talk = source == WordSource.TALK
        moment = _moment(clock.local_date(at, zone), recorded_at, zone) if is_talk else at
        text = _answered(answer, " ".join((words or "").split()))
        is_good = answer == Word.YES
        yield Step("confirmed", pk, moment, name or "", text, person=person or "", is_good=is_good, promise=promise)


def _answered(answer: str, words: str) -> str:
    if not words:
        return answer.capitalize()
    return words if words.casefold().startswith(answer) else f"{answer.capitalize()}: {words}"


def _moment(on: date, written_at: datetime, zone: str) -> datetime:
    """Return the moment of a day: when it was written down, where that was on the day, else its end: what led to it came before."""
    if clock.local_date(written_at, zone) == on:
        return written_at.astimezone(UTC)
    return clock.in_days(clock.start_of_day(on, zone), 1 - 1 / 86_400)
