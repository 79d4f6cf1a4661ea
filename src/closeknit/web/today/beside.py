"""What stands beside the calls: what is promised, what can be done when there is time, what was heard. It comes after them."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from closeknit.kit import clock
from closeknit.kit.ways import find_way
from closeknit.promises import queries as promise_queries
from closeknit.today import quiet
from closeknit.verbatims import telling
from closeknit.web.heard import searches
from closeknit.web.request import HouseRequest
from closeknit.web.today import rows
from closeknit.web.working import views as working

MOST_PROMISES = 6
MOST_QUIET = 5
HEARD = 6


@require_GET
def beside(request: HouseRequest) -> HttpResponse:
    """Show it: by itself for the page that asks for it, or as a page where there is no script to ask."""
    viewer, everybody = request.viewer, request.GET.get("whose") == "all"
    keeper = "" if everybody else viewer.id
    day = request.today
    near = promise_queries.list_open(viewer=viewer, keeper=keeper, until=day + timedelta(days=14))
    kept = promise_queries.get_kept_shares(viewer=viewer, keeper=keeper, since=day - timedelta(days=365), as_of=day)
    waits = quiet.list_quiet(viewer=viewer, at=request.at, member=keeper or None)
    shown = waits if request.GET.get("more") else waits[:MOST_QUIET]
    since = clock.start_of_day(day - timedelta(days=1), request.zone)
    heard = telling.list_lately(viewer=viewer, since=since, limit=HEARD)
    context = {
        "everybody": everybody,
        "ours": rows.promise_rows([row for row in near if row.direction == "ours"][:MOST_PROMISES]),
        "theirs": rows.promise_rows([row for row in near if row.direction == "theirs"][:MOST_PROMISES]),
        "kept_ours": kept["ours"],
        "kept_theirs": kept["theirs"],
        "quiet": [rows.quiet_of(row) for row in shown],
        "n_more": len(waits) - len(shown),
        "heard": searches.with_followed(request, heard, limit=HEARD),
        "heard_url": find_way("heard"),
        "progress": working.hearing(viewer),
    }
    is_part = request.htmx and not request.htmx.boosted
    return render(request, "web/today/_beside.html" if is_part else "web/today/beside.html", context)
