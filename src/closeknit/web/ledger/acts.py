"""Proposing a line, agreeing a baseline, writing down what a side answered, withdrawing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from closeknit.promises.ledger import operations, queries
from closeknit.web import answers
from closeknit.web.ledger import forms, rows, views
from closeknit.web.plans.forms import People
from closeknit.web.request import HouseRequest
from closeknit.web.trying import try_act, try_form

_DONE = {
    "confirmed": "Confirmed: it counts now.",
    "corrected": "Corrected. The old amount stays beside the new one until the other side agrees.",
    "disputed": "Disputed. It stands beside the sums until it is talked about.",
}


@require_POST
def propose(request: HouseRequest, account: str) -> HttpResponse:
    """Propose a line."""
    found = queries.get_ledger(account, viewer=request.viewer)
    people = People(account, viewer=request.viewer)
    form = forms.LineForm(request.POST, people=people, baselines=found.baselines)
    if try_form(form, lambda: operations.propose_entry(account=account, **_asked(request, form))):
        answers.done(request, "Proposed. It counts once the other side confirms it.")
        return redirect("account_ledger", account)
    return views.show(request, account, status=422, line=form)


@require_POST
def agree(request: HouseRequest, account: str) -> HttpResponse:
    """Write down a baseline."""
    form = forms.BaselineForm(request.POST, people=People(account, viewer=request.viewer))
    if try_form(form, lambda: operations.agree_baseline(account=account, **_asked(request, form))):
        answers.done(request, "Agreed. Lines of what comes after can be held against it.")
        return redirect("account_ledger", account)
    return views.show(request, account, status=422, baseline=form)


@require_POST
def answer(request: HouseRequest, entry: str) -> HttpResponse:
    """Write down what a side answered to a line."""
    row = queries.get_entry(entry, viewer=request.viewer)
    side = "theirs" if request.POST.get("side") == "theirs" else "ours"
    steps = dict(rows.steps_of(row)).get(side, [])
    if not steps:
        answers.refuse(
            request, f"{'They' if side == 'theirs' else 'We'} have nothing to answer here now. Nothing was changed."
        )
        return redirect("ledger_line", entry)
    form = views.answer_form(request, row, side, steps, People(row.account_id, viewer=request.viewer), typed=True)
    # What we say to a line that lies before them is said to them.
    is_told = side == "ours" and row.is_shared
    if try_form(form, lambda: operations.answer_entry(entry=entry, is_told=is_told, **_asked(request, form))):
        answers.done(request, _DONE[form.cleaned_data["state"]])
        return redirect("ledger_line", entry)
    return views.show_line(request, entry, status=422, typed=form)


@require_POST
def withdraw(request: HouseRequest, entry: str) -> HttpResponse:
    """Withdraw a line, for the side that proposed it."""
    try_act(
        request,
        lambda: operations.withdraw_entry(
            entry=entry,
            reason=request.POST.get("reason", ""),
            contact=request.POST.get("contact") or None,
            viewer=request.viewer,
            at=request.at,
        ),
        "Withdrawn. It stays here to be read.",
    )
    return redirect("ledger_line", entry)


@require_POST
def opening(request: HouseRequest, entry: str) -> HttpResponse:
    """Put a line before the other side, or take it back to ourselves."""
    is_shared = request.POST.get("shared") == "1"
    operations.open_entry(entry=entry, is_shared=is_shared, viewer=request.viewer, at=request.at)
    answers.done(request, "It lies before them on their shared site." if is_shared else "Only we see it.")
    return redirect("ledger_line", entry)


def _asked(request: HouseRequest, form: Any) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    said |= {name: said[name] or None for name in ("contact", "baseline", "touchpoint", "verbatim") if name in said}
    return said | {"viewer": request.viewer, "at": request.at}
