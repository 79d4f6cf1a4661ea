"""What somebody wrote and sent when they were no longer signed in, or too late: it stands in that request alone, so it is shown again."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# What is shorter is a choice, a figure or a code, and quickly written anew.
WORDS_FROM = 12
SECRET = re.compile("csrf|password|secret|^(old|new)$")


def list_words(request: HttpRequest) -> list[str]:
    """Return the texts that were sent with a request, in their order; what was chosen or is secret is left out."""
    # A part of a page that HTMX asked for has no room for another page.
    if request.method != "POST" or request.headers.get("HX-Request"):
        return []
    told = [several for name, several in request.POST.lists() if not SECRET.search(name)]
    sent = [one for several in told for one in several]
    return [one for one in sent if len(one.strip()) >= WORDS_FROM and (" " in one.strip() or "\n" in one.strip())]


def is_from_here(request: HttpRequest) -> bool:
    """Whether it was a page of this house that sent the request, as far as the browser says: another's words are not shown as theirs."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(urlsplit(origin).netloc) and _is_ours(origin, request)


def find_page(request: HttpRequest, *, otherwise: str) -> str:
    """Return where the form stood that was sent: the page to come back to, since an address that only takes forms shows nothing."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    if not page or not _is_ours(page, request):
        return otherwise
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or otherwise


def _is_ours(address: str, request: HttpRequest) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()})
