"""What holds for every page of the open portal: it is there while the portal is open, and whoever signed in has a name."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from closeknit.ideas.shared import queries
from closeknit.kit.viewer import NOBODY
from closeknit.portal.request import PortalRequest

View = Callable[..., HttpResponse]
FIRST = "/portal/"


def while_open(view: View) -> View:
    """Answer only while the portal is open; whoever has signed in and has no name yet is asked for it first."""

    @functools.wraps(view)
    def run(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not queries.is_open():
            return not_open(request)
        if request.user.is_authenticated and request.viewer is NOBODY and not request.is_look:
            return name_first(request)
        return view(request, *args, **kwargs)

    return run


def not_open(request: PortalRequest) -> HttpResponse:
    """Say that the portal is not open: the same wherever in it one asks."""
    return render(request, "portal/ideas/closed.html", status=404)


def name_first(request: PortalRequest) -> HttpResponse:
    """Lead to where one says one's name, and back."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else FIRST
    return HttpResponseRedirect(f"{reverse('portal:naming')}?{urlencode({'next': back})}")


def lead_back(
    request: PortalRequest, said: str, otherwise: str = FIRST, within: str | tuple[str, ...] = FIRST
) -> HttpResponse:
    """Lead to an address below `within` that a form said, else to `otherwise`: never anywhere else."""
    is_ours = url_has_allowed_host_and_scheme(
        said, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(said if is_ours and said.startswith(within) else otherwise)
