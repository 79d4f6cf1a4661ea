"""Handing out a file that somebody brought in: to be kept, never to be run or shown as a page of ours."""

from pathlib import Path

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def hand_out(path: Path, *, name: str, kind: str) -> HttpResponse:
    """Return a kept file, of a size that fits into memory, as an attachment that no browser opens within the site or guesses about."""
    answer = HttpResponse(path.read_bytes(), content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    # A policy of its own: django-csp adds none where there is one.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
