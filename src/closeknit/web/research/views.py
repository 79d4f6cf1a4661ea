"""The bank, one question across all accounts, and one account across the years."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import AnswerOutcome
from closeknit.analysis.research.coverage import score_coverage
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Pager
from closeknit.promises import queries as promise_queries
from closeknit.research import queries
from closeknit.research.queries import AnswerRow
from closeknit.research.queries.answers import PAGE
from closeknit.web.request import HouseRequest
from closeknit.web.research import labels, rows

_SHOWN = 6


@require_GET
def questions(request: HouseRequest) -> HttpResponse:
    """Show the bank in its order, how far each question has come, and what is to be made of the answers."""
    viewer = request.viewer
    bank = queries.list_bank(viewer=viewer, with_retired=True)
    reach, n_inside = queries.count_reach(viewer=viewer, at=request.at)
    asked = [row for row in bank if row.retired_at is None]
    gathered = {code: queries.list_outcomes(code, viewer=viewer)[:_SHOWN] for code in ("hassle", "idea")}
    context = {
        "lines": rows.bank_lines(asked, reach, zone=request.zone),
        "retired": rows.bank_lines([row for row in bank if row.retired_at is not None], reach, zone=request.zone),
        "n_inside": n_inside,
        "n_open": queries.count_outcomes(viewer=viewer).get("", 0),
        "hassles": lines_of(request, gathered["hassle"]),
        "ideas": lines_of(request, gathered["idea"]),
        "may_curate": viewer.can(Capability.CURATE_NEEDS),
        "certainties": labels.CERTAINTIES.items(),
    }
    return render(request, "web/research/questions.html", context)


@require_GET
def question(request: HouseRequest, question: str) -> HttpResponse:
    """Show one question across all accounts, newest first, with every wording that it had."""
    viewer = request.viewer
    row = queries.get_question(question, viewer=viewer)
    page = _page(request)
    total = queries.count_answers(viewer=viewer, question=question)
    versions = queries.list_versions(question, viewer=viewer)
    context = {
        "question": row,
        "certainty": labels.CERTAINTIES.get(row.certainty, ""),
        "certainties": labels.CERTAINTIES.items(),
        "answers": lines_of(request, queries.list_answers(viewer=viewer, question=question, page=page)),
        "total": total,
        "outcomes": _outcome_counts(queries.count_outcomes(viewer=viewer, question=question)),
        "versions": [(one, clock.local_date(one.written_at, request.zone)) for one in versions],
        "has_wordings": len(versions) > 1,
        "pager": _pager(page, total, reverse("question", args=[question])) if total > PAGE else None,
        "may_curate": viewer.can(Capability.CURATE_NEEDS),
        **settling(request),
    }
    return render(request, "web/research/question.html", context)


@require_GET
def account_questions(request: HouseRequest, account: str) -> HttpResponse:
    """Show one account across the years: each question with every answer, and what to ask next."""
    viewer = request.viewer
    row = account_queries.get_account(account, viewer=viewer)
    offered = queries.offer_questions(row, None, viewer=viewer, at=request.at, zone=request.zone)
    answers = queries.list_answers(viewer=viewer, account=account)
    lines = dict(zip([one.id for one in answers], lines_of(request, answers, with_account=False), strict=True))
    next_ones = {one.question.id: one.reasons for one in offered.ask}
    retired = {one.question_id: one.asked for one in answers} if answers else {}
    bank = sorted((one.question for one in offered.all), key=lambda one: (one.place, one.id))
    known = [(one.id, one.text, one.certainty) for one in bank]
    known += [(one, text, "") for one, text in retired.items() if one not in {first for first, _, _ in known}]
    there = [
        rows.AskedThere(
            id=pk,
            text=text,
            url=reverse("question", args=[pk]),
            certainty=labels.CERTAINTIES.get(certainty, ""),
            answers=tuple(lines[one.id] for one in answers if one.question_id == pk),
            is_next=pk in next_ones,
            why=", ".join(next_ones.get(pk, ())),
        )
        for pk, text, certainty in known
    ]
    newest = {one.id: next((a.asked_on for a in answers if a.question_id == one.id and a.words), None) for one in bank}
    context = {
        "account": row,
        "asked": there,
        "coverage": score_coverage(newest, as_of=request.today),
        "n_answers": len(answers),
        **settling(request),
    }
    return render(request, "web/research/account.html", context)


def settling(request: HouseRequest) -> dict[str, object]:
    """Return what the form for saying what came of an answer needs."""
    viewer = request.viewer
    outcomes = [
        (code, label)
        for code, label in labels.OUTCOMES.items()
        if (code != AnswerOutcome.PROMISE or viewer.can(Capability.MAKE_PROMISES))
        and (code != AnswerOutcome.SIGNAL or viewer.can(Capability.CURATE_NEEDS))
    ]
    return {"outcome_choices": outcomes, "signs": labels.SIGNS, "may_settle": viewer.can(Capability.HAND_IN)}


def lines_of(request: HouseRequest, answers: list[AnswerRow], *, with_account: bool = True) -> list[rows.AnswerLine]:
    """Return answers as lines, each that led to a promise with the way to it."""
    promised = [one.id for one in answers if one.outcome == AnswerOutcome.PROMISE]
    promises = promise_queries.list_of_answers(promised, viewer=request.viewer) if promised else {}
    return [rows.answer_line(one, promises=promises, with_account=with_account) for one in answers]


def _outcome_counts(counts: dict[str, int]) -> list[tuple[str, int]]:
    named = [(label, counts[code]) for code, label in labels.COUNTED.items() if counts.get(code)]
    return named + ([("of which nobody has said yet", counts[""])] if counts.get("") else [])


def _page(request: HouseRequest) -> int:
    number = request.GET.get("page", "")
    return max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1


def _pager(page: int, total: int, address: str) -> Pager:
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, total)
    older = f"{address}?page={page + 1}" if last < total else ""
    newer = f"{address}?page={page - 1}" if page > 1 else ""
    return Pager(first, last, total, "answers", newer, older)
