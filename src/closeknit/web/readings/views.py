"""The readings of one account, and saying how it feels."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.circle.readings import operations, queries
from closeknit.kit.capabilities import Capability
from closeknit.verbatims import queries as verbatim_queries
from closeknit.web import answers
from closeknit.web.readings import rows
from closeknit.web.readings.forms import LEVELS, SenseForm
from closeknit.web.request import HouseRequest


@require_GET
def readings(request: HouseRequest, account: str) -> HttpResponse:
    """Show what to worry about at an account, the question that would settle it, and the readings behind it."""
    return _page(request, account, SenseForm())


@require_POST
def sense(request: HouseRequest, account: str) -> HttpResponse:
    """Keep how it feels to the viewer, and why."""
    form = SenseForm(request.POST)
    if not form.is_valid():
        return _page(request, account, form)
    operations.say_how_it_feels(account=account, viewer=request.viewer, at=request.at, **form.cleaned_data)
    answers.done(request, f"Kept: it feels {LEVELS[form.cleaned_data['level']]}.")
    return redirect("readings", account)


def _page(request: HouseRequest, account: str, form: SenseForm) -> HttpResponse:
    row = account_queries.get_account(account, viewer=request.viewer)
    (read,) = queries.read_accounts([account], viewer=request.viewer, at=request.at)
    wanted = rows.words_wanted(read.readings)
    words = {one.id: one for one in verbatim_queries.list_verbatims(wanted, viewer=request.viewer)}
    context = {
        "account": row,
        "alarm": read.alarm,
        "readings": [rows.row_of(one, read.alarm.worry, words) for one in read.readings],
        "senses": [(LEVELS[one.level], one) for one in queries.list_senses(account, viewer=request.viewer)],
        "form": form,
        "may_say": request.viewer.can(Capability.DRAW_CIRCLE),
    }
    return render(request, "web/readings/readings.html", context, status=422 if form.errors else 200)
