"""What a view answers after a write: a toast with the way back, and the page one came from."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from closeknit.kit import undo
from closeknit.web.request import HouseRequest


def done(request: HouseRequest, sentence: str, *, undoable: bool = True) -> None:
    """Say what was done in a toast on the next page, with a way to take it back where there is one."""
    step = undo.find_latest(viewer=request.viewer, since=request.at - timedelta(seconds=1)) if undoable else None
    messages.success(request, sentence, extra_tags=reverse("undo", args=[step.pk]) if step else "")


def refuse(request: HouseRequest, sentence: str) -> None:
    """Say in a toast why something was not done."""
    messages.warning(request, sentence)


def back(request: HouseRequest, otherwise: str) -> HttpResponse:
    """Lead back to the page on this site that the form stood on, else to the route or address `otherwise`."""
    came_from = request.POST.get("next") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return HttpResponseRedirect(came_from)
    return redirect(otherwise)
