"""Reads of the bank: its questions as they are worded now, and how far each has reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from closeknit.accounts.models import Standing
from closeknit.accounts.queries import AccountIds
from closeknit.analysis.kinds import Stage
from closeknit.analysis.research.coverage import FRESH_DAYS
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.research.models import Answer, Question, QuestionVersion

# So many accounts that were never asked are named at most: whoever has more begins with the largest.
MOST_NAMED = 200
_INSIDE = [stage.value for stage in Stage if stage.nearness >= Stage.ACQUAINTED.nearness]
_NEAR = [stage.value for stage in Stage if stage.nearness >= Stage.ENGAGED.nearness]


@dataclass(frozen=True)
class BankRow:
    """One question in its newest words; `version` counts from 1."""

    id: str
    text: str
    version_id: str
    version: int
    certainty: str
    place: int
    retired_at: datetime | None


@dataclass(frozen=True)
class VersionRow:
    """One wording of a question; `written_by` is empty for what every house begins with."""

    id: str
    number: int
    text: str
    written_by: str
    written_at: datetime
    n_answers: int


@dataclass(frozen=True)
class Reach:
    """How far one question has come: accounts that answered it within a year, answers in all, and when it was asked last."""

    n_accounts: int
    n_answers: int
    asked_at: datetime | None


def list_bank(*, viewer: Viewer, with_retired: bool = False) -> list[BankRow]:
    """Return the questions in their order, those that are retired last where they are asked for."""
    rows = Question.objects.visible_to(viewer)
    rows = rows if with_retired else rows.filter(retired_at__isnull=True)
    return _rows(rows.order_by("retired_at", "place", "pk") if with_retired else rows.order_by("place", "pk"), viewer)


def get_question(question: str, *, viewer: Viewer) -> BankRow:
    """Return one question, or raise NotFound."""
    rows = _rows(Question.objects.visible_to(viewer).filter(pk=question), viewer)
    if not rows:
        raise NotFound("There is no question by that name.")
    return rows[0]


def list_versions(question: str, *, viewer: Viewer) -> list[VersionRow]:
    """Return every wording of a question, the newest first."""
    rows = QuestionVersion.objects.visible_to(viewer).filter(question=question).order_by("-number")
    answered = Answer.objects.visible_to(viewer).filter(question=question).order_by()
    counts = dict(answered.values_list("version_id").annotate(n=Count("pk")))
    found = rows.values_list("pk", "number", "text", "written_by__name", "written_at")
    return [VersionRow(pk, number, text, by or "", at, counts.get(pk, 0)) for pk, number, text, by, at in found]


def count_reach(*, viewer: Viewer, at: datetime) -> tuple[dict[str, Reach], int]:
    """Return by question how far it has come, and how many accounts stand inside the circle."""
    answers = Answer.objects.visible_to(viewer).order_by().values("question_id")
    within_a_year = Q(asked_at__gt=at - timedelta(FRESH_DAYS), turn__isnull=False)
    counted = answers.annotate(
        n_accounts=Count("account_id", distinct=True, filter=within_a_year), n=Count("pk"), last=Max("asked_at")
    )
    reach = {row["question_id"]: Reach(row["n_accounts"], row["n"], row["last"]) for row in counted}
    return reach, Standing.objects.visible_to(viewer).filter(stage__in=_INSIDE).count()


def list_never_asked(accounts: AccountIds, *, viewer: Viewer) -> dict[str, list[str]]:
    """Return by account the questions that nobody there was ever asked, in the bank's order: at most 200 accounts, the largest first.

    Only accounts that are near (engaged or closer) and with whom we have spoken: to the others one has more to say first.
    """
    bank = list_bank(viewer=viewer)
    if not bank:
        return {}
    ids = [one.id for one in bank]
    asked = Answer.objects.visible_to(viewer).filter(account=OuterRef("pk"), question__in=ids).order_by()
    counted = asked.values("account").annotate(n=Count("question", distinct=True)).values("n")
    near = Standing.objects.visible_to(viewer).filter(pk__in=accounts, stage__in=_NEAR, two_way_at__isnull=False)
    rows = near.annotate(n_asked=Subquery(counted)).exclude(n_asked__gte=len(ids))
    found = list(rows.order_by("-worth_minor", "pk").values_list("pk", flat=True)[:MOST_NAMED])
    known = Answer.objects.visible_to(viewer).filter(account__in=found, question__in=ids)
    have = set(known.values_list("account_id", "question_id").distinct())
    return {account: [one.text for one in bank if (account, one.id) not in have] for account in found}


def last_put(question: Iterable[str], *, viewer: Viewer, account: str) -> date | None:
    """Return the day on which anybody at an account was last asked any of these questions, or None."""
    rows = Answer.objects.visible_to(viewer).filter(account=account, question__in=list(question))
    found: datetime | None = rows.aggregate(last=Max("asked_at"))["last"]
    return found.date() if found else None


def _rows(questions: "QuerySet[Question]", viewer: Viewer) -> list[BankRow]:
    newest = QuestionVersion.objects.visible_to(viewer).filter(question=OuterRef("pk")).order_by("-number")
    found = questions.annotate(
        version_id=Subquery(newest.values("pk")[:1]),
        version=Subquery(newest.values("number")[:1]),
        text=Subquery(newest.values("text")[:1]),
    ).values_list("pk", "text", "version_id", "version", "certainty", "place", "retired_at")
    return [BankRow(*values) for values in found]
