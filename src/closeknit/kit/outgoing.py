"""Handing out a file that somebody brought in: a picture to be looked at, else to be kept; never to be run or shown as a page of ours."""

from pathlib import Path

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# What a browser shows by itself; each was read and written anew before it was kept. A drawing that can hold a script is not among them.
SHOWN = frozenset(("image/jpeg", "image/png", "image/webp"))


def hand_out(path: Path, *, name: str, kind: str) -> HttpResponse:
    """Return a kept file, of a size that fits into memory: a picture to be shown by itself, anything else as an attachment."""
    answer = _guarded(path, kind)
    is_shown = kind in SHOWN
    disposition = content_disposition_header(as_attachment=not is_shown, filename=name)
    answer["Content-Disposition"] = disposition or ("inline" if is_shown else "attachment")
    if is_shown:
        # The page that a browser makes around a picture is styled by itself; nothing of ours or of the file's is in it.
        answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


def show(path: Path, *, kind: str) -> HttpResponse:
    """Return a small picture that the house made, to stand on a page of the house; raise ValueError where it is of another kind."""
    if kind not in SHOWN:
        raise ValueError(kind)
    answer = _guarded(path, kind)
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
