"""The line that says how far hearing is; it asks for itself again until nothing waits."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from closeknit.kit.look.rows import Progress
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries as verbatim_queries
from closeknit.web.request import HouseRequest


def working(request: HouseRequest) -> HttpResponse:
    """Show the line by itself; nothing once all is heard."""
    return render(request, "web/working/line.html", {"progress": hearing(request.viewer)})


def hearing(viewer: Viewer) -> Progress | None:
    """Return how far hearing is, or None where nothing waits."""
    n_waiting = verbatim_queries.count_waiting(viewer=viewer)
    if not n_waiting:
        return None
    n_all = verbatim_queries.count_all(viewer=viewer)
    return Progress(
        id="hearing",
        doing="Hearing",
        what="what was said",
        done=n_all - n_waiting,
        of=n_all,
        unit="sentences",
        polls_url=reverse("working"),
    )
