"""Reads of what people answered, each in the words that were asked and the words that were said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from closeknit.analysis.kinds import Wording
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.research.models import Answer

PAGE = 50


@dataclass(frozen=True)
class AnswerRow:
    """One question as it was put: `asked` in the words of its version, `words` as they were said; empty where nothing was answered.

    `told_by` is who of ours wrote reported words down.
    """

    id: str
    question_id: str
    asked: str
    version: int
    account_id: str
    account: str
    contact_id: str
    contact: str
    contact_title: str
    asked_at: datetime
    asked_on: date
    asked_by: str
    words: str
    wording: str
    touchpoint_id: str
    turn_id: int | None
    medium: str
    outcome: str
    outcome_text: str
    signal: str
    is_linked: bool

    @property
    def told_by(self) -> str:
        """Who wrote it down, where the words are reported."""
        return self.asked_by if self.words and self.wording == Wording.REPORTED else ""


def get_answer(answer: str, *, viewer: Viewer) -> AnswerRow:
    """Return one answer, or raise NotFound."""
    rows = _rows(Answer.objects.visible_to(viewer).filter(pk=answer))
    if not rows:
        raise NotFound("There is no answer by that name.")
    return rows[0]


def list_answers(
    *,
    viewer: Viewer,
    question: str = "",
    account: str = "",
    contact: str = "",
    page: int | None = None,
    most: int | None = None,
) -> list[AnswerRow]:
    """Return answers, newest first, narrowed by what is given; a page of 50 from page 1, or without `page` all of them, or `most`."""
    rows = _narrowed(viewer, question, account, contact).order_by("-asked_at", "-pk")
    return _rows(rows[:most] if page is None else rows[(page - 1) * PAGE : page * PAGE])


def count_answers(*, viewer: Viewer, question: str = "", account: str = "", contact: str = "") -> int:
    """Return how many answers `list_answers` has with the same filters."""
    return _narrowed(viewer, question, account, contact).count()


def list_of_touchpoint(touchpoint: str, *, viewer: Viewer) -> list[AnswerRow]:
    """Return the questions that were put in one conversation, in the order in which they were written down."""
    return _rows(Answer.objects.visible_to(viewer).filter(touchpoint=touchpoint).order_by("pk"))


def list_outcomes(outcome: str, *, viewer: Viewer, account: str = "") -> list[AnswerRow]:
    """Return the answers that led to `outcome`, newest first: for the rooms that take hassles and ideas up."""
    rows = Answer.objects.visible_to(viewer).filter(outcome=outcome)
    rows = rows.filter(account=account) if account else rows
    return _rows(rows.order_by("-asked_at", "-pk"))


def count_outcomes(*, viewer: Viewer, question: str = "") -> dict[str, int]:
    """Return how many answers led to what, by outcome; "" counts answers in words of which nobody has said yet."""
    rows = Answer.objects.visible_to(viewer).filter(Q(turn__isnull=False) | ~Q(outcome=""))
    rows = rows.filter(question=question) if question else rows
    return dict(rows.order_by().values_list("outcome").annotate(n=Count("pk")))


def list_by_ids(answers: Sequence[str], *, viewer: Viewer) -> list[AnswerRow]:
    """Return these answers in their order."""
    rows = {row.id: row for row in _rows(Answer.objects.visible_to(viewer).filter(pk__in=list(answers)))}
    return [rows[one] for one in answers if one in rows]


def _narrowed(viewer: Viewer, question: str, account: str, contact: str) -> "QuerySet[Answer]":
    rows = Answer.objects.visible_to(viewer)
    for name, value in (("question", question), ("account", account), ("contact", contact)):
        rows = rows.filter(**{name: value}) if value else rows
    return rows


def _rows(answers: "QuerySet[Answer]") -> list[AnswerRow]:
    """Return the rows of a queryset that went through `visible_to` already, in its order, in one query."""
    wording = Coalesce(NullIf("turn__wording", Value("")), "touchpoint__wording")
    found = answers.annotate(said_as=wording, zone=identity_queries.zone_column()).values_list(
        *("pk", "question_id", "version__text", "version__number", "account_id", "account__name"),
        *("contact_id", "contact__person__name", "contact__title", "asked_at", "asked_by__name", "turn__text"),
        *("said_as", "touchpoint_id", "turn_id", "touchpoint__medium", "outcome", "outcome_text", "signal"),
        *("is_linked", "zone"),
    )
    return [_row(values) for values in found]


def _row(values: tuple[Any, ...]) -> AnswerRow:
    pk, question, asked, version, account_id, account, contact_id, contact, title, asked_at, by, words = values[:12]
    wording, touchpoint, turn, medium, outcome, text, signal, is_linked, zone = values[12:]
    return AnswerRow(
        id=pk,
        question_id=question,
        asked=asked,
        version=version,
        account_id=account_id,
        account=account,
        contact_id=contact_id or "",
        contact=contact or "",
        contact_title=title or "",
        asked_at=asked_at,
        asked_on=clock.local_date(asked_at, zone),
        asked_by=by or "",
        words=words or "",
        wording=wording,
        touchpoint_id=touchpoint,
        turn_id=turn,
        medium=medium,
        outcome=outcome,
        outcome_text=text,
        signal=signal,
        is_linked=is_linked,
    )
