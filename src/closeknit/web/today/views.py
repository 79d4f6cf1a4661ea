"""The page that one opens each morning."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import Refused
from closeknit.promises import queries as promise_queries
from closeknit.today import good, operations, queries
from closeknit.today.beginning import list_first_steps
from closeknit.web import answers
from closeknit.web.heard import searches
from closeknit.web.request import HouseRequest
from closeknit.web.today import referrals, rows
from closeknit.web.today.forms import PutOffForm
from closeknit.web.ways import find_way
from closeknit.web.working import views as working

SHOWN = 7


def today(request: HouseRequest) -> HttpResponse:
    """Show whom to call today and why, what is promised, and what was heard; or how to begin."""
    viewer = request.viewer
    day = clock.local_date(request.at, request.zone)
    everybody = request.GET.get("whose") == "all"
    page = queries.list_today(
        viewer=viewer,
        at=request.at,
        member=None if everybody else viewer.id,
        most=None if request.GET.get("more") else SHOWN,
        heard_since=clock.start_of_day(day - timedelta(days=1), request.zone),
    )
    may_put_off = viewer.can(Capability.DRAW_CIRCLE)
    colleagues = referrals.list_colleagues(request) if page.calls and may_put_off else []
    keeper = "" if everybody else viewer.id
    near = promise_queries.list_open(viewer=viewer, keeper=keeper, until=day + timedelta(days=14))
    kept = promise_queries.get_kept_shares(viewer=viewer, keeper=keeper, since=day - timedelta(days=365), as_of=day)
    context = {
        "day": day,
        "house": request.house,
        "page": page,
        "entries": [rows.entry_of(call) for call in page.calls],
        "everybody": everybody,
        "ours": rows.promise_rows([row for row in near if row.direction == "ours"][:6]),
        "theirs": rows.promise_rows([row for row in near if row.direction == "theirs"][:6]),
        "kept_ours": kept["ours"],
        "kept_theirs": kept["theirs"],
        "heard": searches.with_followed(request, page.heard, limit=queries.HEARD),
        "heard_url": find_way("heard"),
        # Whoever has words of three accounts before them has long begun.
        "steps": [] if len(page.calls) > 2 and colleagues else list_first_steps(viewer=viewer, at=request.at),
        "progress": working.hearing(viewer),
        "put_off_until": day + timedelta(days=7),
        "hand_on_by": day + timedelta(days=3),
        "colleagues": colleagues,
        "may_put_off": may_put_off,
        "handed": rows.handed_rows(page.referrals, member=viewer.id, today=day, zone=request.zone),
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
