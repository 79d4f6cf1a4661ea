"""Pages for what went wrong outside: what happened, what was kept, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what does not exist and what the viewer may not see in the same words."""
    return render(request, "portal/errors/not_found.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why something that was asked for was not done."""
    return render(request, "portal/errors/refused.html", {"sentence": str(exception)}, status=409)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense."""
    return render(request, "portal/errors/bad_request.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a form that came from elsewhere, or too late."""
    return render(request, "portal/errors/not_allowed.html", status=403)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Answer when our own code failed."""
    return render(request, "portal/errors/went_wrong.html", status=500)
