"""Handing out a file that somebody brought in: to be kept, never to be run or shown as a page of ours."""

from pathlib import Path

from django.http import FileResponse
from django.utils.http import content_disposition_header


def hand_out(path: Path, *, name: str, kind: str) -> FileResponse:
    """Return a kept file as an attachment that no browser opens within the site, guesses about, or keeps."""
    answer = FileResponse(path.open("rb"), content_type=kind)
    answer["Content-Length"] = path.stat().st_size
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    # A policy of its own: django-csp adds none where there is one.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
