"""Pages for what went wrong outside: what happened, what was kept, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from closeknit.kit import unsent


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
    """Answer a form that came from elsewhere, or too late; in the second case with what was written in it."""
    words = unsent.list_words(request) if unsent.is_from_here(request) else []
    page = unsent.find_page(request, otherwise="/shared/")
    return render(request, "portal/errors/not_allowed.html", {"words": words, "page": page}, status=403)


def only_sent(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Say that nothing opens at an address that only takes what a form sends: reloaded it would else be a white page."""
    page = render(request, "portal/errors/not_found.html", status=answer.status_code)
    page["Allow"] = answer["Allow"]
    return page


def signed_out(request: HttpRequest, *, words: list[str], way_in: str) -> HttpResponse:
    """Show somebody who is not signed in any more what they wrote, and where they come in again."""
    context = {"words": words, "way_in": way_in}
    return render(request, "portal/errors/signed_out.html", context, status=403)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Answer when our own code failed."""
    return render(request, "portal/errors/went_wrong.html", status=500)
