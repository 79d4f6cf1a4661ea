"""Relevance: where customers say that we are better or worse than a competitor, in their words, and what we only hope."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Mark, Quote
from closeknit.kit.refusals import NotFound, Refused
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.relevance import operations, queries
from closeknit.offerings.relevance.queries import RivalSheet, SaidRow, TopicRow
from closeknit.web import answers, quotes
from closeknit.web.offerings import labels
from closeknit.web.offerings.forms import AdvantageForm
from closeknit.web.request import HouseRequest

LEARNED = 8


@require_GET
def relevance(request: HouseRequest) -> HttpResponse:
    """Show the sheet of all accounts, or (`?account=`) of one."""
    return _show(request)


@require_POST
def reading(request: HouseRequest) -> HttpResponse:
    """Say how a sentence compares us, and in which value."""
    asked = request.POST
    reads = asked.get("reads", "")
    if not asked.get("verbatim") or not asked.get("competitor"):
        answers.refuse(request, "Choose the sentence and whom it names. Nothing was changed.")
        return answers.back(request, reverse("relevance"))
    try:
        operations.read_comparison(
            verbatim=asked.get("verbatim", ""),
            competitor=asked.get("competitor", ""),
            reads="" if reads == "nothing" else reads or "?",
            value=asked.get("value", ""),
            viewer=request.viewer,
            at=request.at,
        )
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, labels.READINGS.get(reads, "It compares nothing") + ": so read.")
    return answers.back(request, reverse("relevance"))


@require_POST
def advantages(request: HouseRequest) -> HttpResponse:
    """Say that in a value we are better than a competitor."""
    form = _form(request, request.POST)
    if form.is_valid():
        try:
            operations.claim_advantage(viewer=request.viewer, at=request.at, **form.cleaned_data)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "Written down. It is a hope until customers say so.")
            return redirect(f"{reverse('relevance')}#ours")
    return _show(request, form, status=422)


@require_POST
def withdrawal(request: HouseRequest, advantage: str) -> HttpResponse:
    """Stop saying that of ourselves."""
    operations.drop_advantage(advantage=advantage, viewer=request.viewer, at=request.at)
    answers.done(request, "We do not say so any more.")
    return redirect(f"{reverse('relevance')}#ours")


def _show(request: HouseRequest, form: AdvantageForm | None = None, *, status: int = 200) -> HttpResponse:
    viewer, named = request.viewer, request.GET.get("account", "").strip()
    row = None
    if named.startswith("account_"):
        row = account_queries.get_account(named, viewer=viewer)
    elif named:
        row = account_queries.find_account_by_name(named, viewer=viewer)
    sheet = queries.get_sheet(viewer=viewer, at=request.at, zone=request.zone, account=row.id if row else "")
    form = form or _form(request)
    marks: dict[str, Mark] = {"better": "good", "worse": "against", "even": "unknown"}
    context: dict[str, Any] = {
        "sheet": sheet,
        "account": row,
        "missing": named if named and row is None else "",
        "rivals": [_rival(one, with_account=row is None) for one in sheet.rivals],
        "advantages": [
            (
                one,
                labels.STANDINGS[one.standing],
                labels.STANDING_MARKS[one.standing],
                [quotes.quote_of(said.words) for said in one.words],
            )
            for one in sheet.advantages
        ],
        "learned": [(one, marks[one.reads.value], labels.THAN[one.reads.value]) for one in sheet.learned[:LEARNED]],
        "form": form,
        "values": offering_queries.list_values(viewer=viewer),
        "may_shape": viewer.can(Capability.SHAPE_OFFERINGS),
        "readings": labels.READINGS.items(),
    }
    return render(request, "web/offerings/relevance.html", context, status=status)


def _form(request: HouseRequest, given: Any = None) -> AdvantageForm:
    return AdvantageForm(
        given,
        values=offering_queries.list_values(viewer=request.viewer),
        competitors=list(account_queries.list_competitors(viewer=request.viewer)),
    )


def _rival(sheet: RivalSheet, *, with_account: bool) -> dict[str, Any]:
    weighed = sheet.weighed
    most = max(weighed.n_better + weighed.n_worse, 1)
    return {
        "sheet": sheet,
        "share": weighed.n_better / most,
        "topics": [_topic(one, with_account=with_account) for one in sheet.topics],
        "unclear": _said(sheet.unclear, with_account=with_account),
        "n_more": sheet.n_unclear - len(sheet.unclear),
    }


def _topic(row: TopicRow, *, with_account: bool) -> dict[str, Any]:
    sides = ((labels.READINGS["better"], row.better, row.weighed.n_better), (labels.READINGS["worse"], row.worse, row.weighed.n_worse),
             (labels.READINGS["even"], row.even, row.weighed.n_even))  # fmt: skip
    return {
        "topic": row.topic,
        "sides": [(label, n, _said(several, with_account=with_account)) for label, several, n in sides if several],
    }


def _said(several: tuple[SaidRow, ...], *, with_account: bool) -> list[tuple[SaidRow, Quote]]:
    return [(one, quotes.quote_of(one.words, with_account=with_account)) for one in several]
