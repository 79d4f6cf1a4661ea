"""The thread through one step, as the line that other pages load, and as a page of its own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from closeknit.today.thread import queries
from closeknit.web.request import HouseRequest
from closeknit.web.thread import rows

_BESIDE = 60


@require_GET
def line(request: HouseRequest, start: str) -> HttpResponse:
    """Show the thread through a step as a line that one can click along."""
    path = queries.get_path(start, viewer=request.viewer)
    context = {"knots": rows.knots_of(path, here=start, zone=request.zone), "start": start}
    return render(request, "web/thread/_line.html", context)


@require_GET
def thread(request: HouseRequest, start: str) -> HttpResponse:
    """Show the thread through a step in full, and what else hangs on it."""
    path, beside = queries.get_path_and_beside(start, viewer=request.viewer)
    context = {
        "knots": rows.knots_of(path, here=start, zone=request.zone),
        "beside": [rows.knot_of(one, here=start, zone=request.zone) for one in beside[:_BESIDE]],
        "n_beside": len(beside),
        "start": start,
    }
    return render(request, "web/thread/thread.html", context)
