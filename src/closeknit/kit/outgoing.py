"""Handing out a file that somebody brought in: to be kept, never to be run or shown as a page of ours."""

from pathlib import Path

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# The one kind of picture that the house itself makes, for a page of its own to show.
_SHOWN = "image/webp"


def hand_out(path: Path, *, name: str, kind: str) -> HttpResponse:
    """Return a kept file, of a size that fits into memory, as an attachment that no browser opens within the site or guesses about."""
    answer = _guarded(path, kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer


def show(path: Path) -> HttpResponse:
    """Return a small WebP picture that the house made, to stand on a page of the house."""
    answer = _guarded(path, _SHOWN)
    answer["Content-Disposition"] = "inline"
    return answer


def _guarded(path: Path, kind: str) -> HttpResponse:
    """Return a file about which no browser guesses, which runs nothing, and which no other site can put on its pages."""
    answer = HttpResponse(path.read_bytes(), content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    # A policy of its own: django-csp adds none where there is one.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
