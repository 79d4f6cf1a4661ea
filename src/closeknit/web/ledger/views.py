"""The ledger of an account, as a table to take along, and one line with what both sides answered."""

import io
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from closeknit.accounts import queries as account_queries
from closeknit.analysis.ledger.kinds import LedgerSide
from closeknit.analysis.ledger.lines import Amount
from closeknit.analysis.measures import say_measure
from closeknit.analysis.money import decimals
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.look import saying
from closeknit.kit.tables import writing
from closeknit.promises.ledger import queries
from closeknit.promises.ledger.queries import EntryRow
from closeknit.touchpoints import queries as touchpoint_queries
from closeknit.web import citing, quotes
from closeknit.web.ledger import drawing, forms, rows
from closeknit.web.plans.forms import People
from closeknit.web.request import HouseRequest

# So many talks are offered as the one in which they answered.
_TALKS = 12
_COLUMNS = (
    *("who has it", "kind", "what", "amount", "in", "first proposed", "from", "until", "state", "proposed by"),
    *("baseline", "baseline agreed on", "baseline before the work", "answered by", "answered on", "reason"),
)


@require_GET
def ledger(request: HouseRequest, account: str) -> HttpResponse:
    """Show what came of it for both: the picture, the sums of confirmed lines, every line, the baselines."""
    return show(request, account)


@require_safe
def table(request: HouseRequest, account: str) -> HttpResponse:
    """Answer with every line as CSV; those in money for who sees money."""
    found = queries.get_ledger(account, viewer=request.viewer)
    stream = io.StringIO(newline="")
    writing.write_csv(_COLUMNS, [_cells(row) for row in found.entries], stream)
    answer = HttpResponse(stream.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return answer


@require_GET
def line(request: HouseRequest, entry: str) -> HttpResponse:
    """Show one line: what stands, what stood before, who answered what and how one knows."""
    return show_line(request, entry)


def show(request: HouseRequest, account: str, *, status: int = 200, **typed: Any) -> HttpResponse:
    """Show the ledger with forms as they were typed."""
    row = account_queries.get_account(account, viewer=request.viewer)
    found, today = queries.get_ledger(account, viewer=request.viewer), request.today
    may_change = request.viewer.can(Capability.MAKE_PROMISES)
    context: dict[str, Any] = {
        "account": row,
        "ledger": found,
        "groups": rows.groups_of(found.entries),
        "totals": rows.totals_of(found.totals),
        "pictures": drawing.draw_ledger(found.entries, today=today),
        "baselines": [(one, say_measure(one.value, one.unit)) for one in found.baselines],
        "may_change": may_change,
    }
    if may_change:
        people = People(account, viewer=request.viewer)
        context["line"] = typed.get("line") or forms.LineForm(people=people, baselines=found.baselines)
        context["baseline"] = typed.get("baseline") or forms.BaselineForm(people=people, initial={"agreed_on": today})
        context["typed"] = set(typed)
    return render(request, "web/ledger/ledger.html", context, status=status)


def show_line(
    request: HouseRequest, entry: str, *, status: int = 200, typed: forms.AnswerForm | None = None
) -> HttpResponse:
    """Show one line with an answer as it was typed."""
    row = queries.get_entry(entry, viewer=request.viewer)
    account = account_queries.get_account(row.account_id, viewer=request.viewer)
    may_change = request.viewer.can(Capability.MAKE_PROMISES)
    context: dict[str, Any] = {
        "account": account,
        "row": row,
        "may_change": may_change,
        "line": rows.entry_of(row),
        "answers": [rows.answer_of(one) for one in row.answers],
        "answer_forms": [],
    }
    if may_change:
        people = People(row.account_id, viewer=request.viewer)
        context["answer_forms"] = [
            typed if typed is not None and typed.side == side else answer_form(request, row, side, steps, people)
            for side, steps in rows.steps_of(row)
        ]
        context["may_withdraw"] = rows.can_withdraw(row, LedgerSide(row.proposed_by))
        context["theirs"] = people.theirs if row.proposed_by == LedgerSide.THEIRS else []
    return render(request, "web/ledger/line.html", context, status=status)


def answer_form(
    request: HouseRequest, row: EntryRow, side: str, steps: list[str], people: People, *, typed: bool = False
) -> forms.AnswerForm:
    """Return the form in which a side's answer is written down; theirs with the newest talks in which they may have said it."""
    initial = {"answered_on": request.today, "state": steps[0]}
    is_theirs = side == LedgerSide.THEIRS
    talks = _talks(request, row.account_id) if is_theirs else []
    words = citing.list_words(row.account_id, viewer=request.viewer, today=request.today) if is_theirs else []
    data = request.POST if typed else None
    return forms.AnswerForm(data, side=side, steps=steps, people=people, talks=talks, words=words, initial=initial)


def _talks(request: HouseRequest, account: str) -> list[tuple[str, str]]:
    today, found = (
        request.today,
        touchpoint_queries.list_touchpoints(viewer=request.viewer, account=account, limit=_TALKS),
    )
    return [
        (
            one.id,
            f"{quotes.MEDIA.get(one.medium, one.medium)}, {saying.say_day(clock.local_date(one.started_at, request.zone), today)}"
            f"{f': {one.subject}' if one.subject else ''}",
        )
        for one in found
    ]


def _cells(row: EntryRow) -> tuple[object, ...]:
    last = row.answers[-1] if row.answers else None
    sign = -1 if row.kind == "loss" else 1
    return (
        row.side, row.kind, row.text, _figure(row.amount, sign), row.amount.measured_in,
        _figure(row.proposed, sign) if row.proposed else None, row.period_from, row.period_until, row.state,
        row.contact or row.noted_by, row.baseline, row.baseline_on, "yes" if row.has_baseline else "no",
        (last.contact or last.member) if last else None, last.answered_on if last else None, last.reason if last else None,
    )  # fmt: skip


def _figure(amount: Amount, sign: int) -> str:
    if amount.is_money:
        places = decimals(amount.currency)
        return f"{sign * (amount.minor or 0) / 10**places:.{places}f}"
    return f"{sign * amount.value.normalize():f}" if amount.value is not None else ""
