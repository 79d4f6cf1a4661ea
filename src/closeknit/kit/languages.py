"""In which languages our texts for people outside exist. Dates and numbers follow the words: a page or a mail is in one language."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

_PACKAGE = Path(__file__).parents[1]


@cache
def list_written() -> frozenset[str]:
    """Return the languages that our texts exist in: the one they are written in, and each with a catalogue."""
    catalogues = _PACKAGE.glob("**/locale/*/LC_MESSAGES/django.mo")
    known = {code for code, _name in settings.LANGUAGES}
    return frozenset({settings.LANGUAGE_CODE, *(one.parents[1].name for one in catalogues)} & known)


def find_written(*preferred: str) -> str:
    """Return the first of these languages that our texts exist in, in the reader's own kind of it; else the one they are written in."""
    return next((code for code in preferred if code.partition("-")[0] in list_written()), settings.LANGUAGE_CODE)


def find_of(request: HttpRequest) -> str:
    """Return the language of the pages that a browser gets: the first that it asks for and that there is."""
    asked = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    return find_written(*(code for code in asked if translation.check_for_language(code)))


@contextmanager
def speaking(preferred: str) -> Iterator[None]:
    """Within the block, write in the language that a reader prefers, where our texts exist in it."""
    with translation.override(find_written(preferred)):
        yield
