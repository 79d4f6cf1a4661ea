"""The ledger: what came of it for both, one line with what both answered, and what one may answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.analysis.ledger.kinds import LedgerSide
from closeknit.analysis.ledger.lines import Amount, say_amount
from closeknit.analysis.ledger.totals import SideTotal, total_ledger
from closeknit.kit.capabilities import Capability
from closeknit.portal.ledger.forms import AnswerForm, ProposeForm
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_form
from closeknit.promises.shared.operations import ledger as operations
from closeknit.promises.shared.queries import ledger as queries


@require_safe
def ledger(request: PortalRequest, account: str) -> HttpResponse:
    """Show every line that lies before both, and what the confirmed ones come to."""
    lines = queries.list_lines(account, viewer=request.viewer)
    totals = total_ledger(one.line for one in lines)
    sums = [
        (side.side == LedgerSide.OURS, _say(side)) for side in totals.sides if side.n_confirmed and not side.is_share
    ]
    context = {
        "sums": sums,
        "asking": [one for one in lines if one.is_asking],
        "others": [one for one in lines if not one.is_asking],
    }
    return render(request, "portal/ledger/ledger.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PortalRequest, account: str) -> HttpResponse:
    """Propose a line."""
    names = {
        "house": request.house.name if request.house else "",
        "account": request.space.account if request.space else "",
    }
    form = ProposeForm(request.POST or None, **names)
    given: dict[str, Any] = {"account": account, "viewer": request.viewer, "at": request.at}
    if request.method == "POST" and try_form(form, lambda: operations.propose_line(**form.cleaned_data, **given)):
        messages.success(request, _("Proposed. It counts once they have confirmed it."))
        return redirect("portal:ledger", account=account)
    return render(request, "portal/ledger/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def line(request: PortalRequest, account: str, entry: str) -> HttpResponse:
    """Show one line with what both answered."""
    return _page(request, entry)


@require_POST
def answers(request: PortalRequest, account: str, entry: str) -> HttpResponse:
    """Confirm, correct, dispute or withdraw a line."""
    row = queries.get_line(entry, viewer=request.viewer)
    form = AnswerForm(request.POST, steps=row.steps)
    given: dict[str, Any] = {"entry": entry, "viewer": request.viewer, "at": request.at}
    if try_form(form, lambda: operations.answer_line(**form.cleaned_data, **given)):
        messages.success(request, _("Said. They see it now."))
        return redirect("portal:ledger_line", account=account, entry=entry)
    return _page(request, entry, typed=form)


def _page(request: PortalRequest, entry: str, *, typed: AnswerForm | None = None) -> HttpResponse:
    row = queries.get_line(entry, viewer=request.viewer)
    may = request.viewer.can(Capability.TAKE_PART) and bool(row.steps)
    fresh = AnswerForm(steps=row.steps)
    context = {"row": row, "form": (typed or fresh) if may else None}
    return render(request, "portal/ledger/line.html", context, status=422 if typed else 200)


def _say(side: SideTotal) -> str:
    if side.is_money:
        return say_amount(Amount(int(side.net), side.measured_in))
    return say_amount(Amount(value=side.net, unit=side.measured_in))
