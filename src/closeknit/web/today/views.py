"""The page that one opens each morning."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.kit import wallcheck
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import Refused
from closeknit.today import good, operations, queries
from closeknit.today.beginning import list_first_steps
from closeknit.web import answers
from closeknit.web.request import HouseRequest
from closeknit.web.today import rows
from closeknit.web.today.forms import PutOffForm

SHOWN = 7


def today(request: HouseRequest) -> HttpResponse:
    """Show whom to call today and why, or how to begin; what stands beside the calls is asked for after them (`beside`)."""
    viewer = request.viewer
    day = request.today
    everybody = request.GET.get("whose") == "all"
    page = queries.list_today(
        viewer=viewer,
        at=request.at,
        member=None if everybody else viewer.id,
        most=None if request.GET.get("more") else SHOWN,
        with_quiet=False,
    )
    keeper = "" if everybody else viewer.id
    context = {
        "day": day,
        "house": request.house,
        "page": page,
        "entries": [rows.entry_of(call) for call in page.calls],
        "everybody": everybody,
        # Whoever has words of three accounts before them has long begun.
        "steps": [] if len(page.calls) > 2 else list_first_steps(viewer=viewer, at=request.at),
        "put_off_until": day + timedelta(days=7),
        "may_put_off": viewer.can(Capability.DRAW_CIRCLE),
        "handed": rows.handed_rows(page.referrals, member=viewer.id, today=day, zone=request.zone),
        "n_breaches": wallcheck.count_open(viewer=viewer) if viewer.can(Capability.RUN_HOUSE) else 0,
        "week": None if page.calls else good.get_week(member=keeper, viewer=viewer, at=request.at, zone=request.zone),
    }
    return render(request, "web/today/today.html", context)


@require_POST
def put_off(request: HouseRequest, account: str) -> HttpResponse:
    """Leave an account off Today until a day."""
    form = PutOffForm(request.POST)
    if not form.is_valid():
        answers.refuse(request, "Choose the day on which it should come back. Nothing was changed.")
        return redirect("today")
    try:
        operations.put_off(account=account, viewer=request.viewer, at=request.at, **form.cleaned_data)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"Put off until {form.cleaned_data['until_on']:%-d %B}.")
    return answers.back(request, "today")
