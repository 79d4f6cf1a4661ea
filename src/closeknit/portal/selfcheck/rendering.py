"""Asks the door for a page as somebody outside, within the process: through its own middleware, without a session, only to look.

No statement that writes gets through, so looking changes nothing, whatever a page does.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpResponse

from closeknit.identity.shared import Login

_READS = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "EXPLAIN")


class WroteSomething(RuntimeError):
    """A page that was only looked at wanted to write."""


@dataclass(frozen=True)
class Page:
    """What the door answered."""

    status: int
    text: str


class _Unasked(logging.Filter):
    """Keeps out of the log what only our own look came upon: a place where one sends something, a portal that is not open."""

    def filter(self, record: logging.LogRecord) -> bool:
        is_own = getattr(getattr(record, "request", None), "is_own_look", False)
        return not (is_own and getattr(record, "status_code", 0) in (404, 405))


class Door:
    """The outside's door as a request meets it."""

    def __init__(self) -> None:
        logging.getLogger("django.request").addFilter(_UNASKED)
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def look(self, address: str, login: int) -> Page | None:
        """Return the page at an address as somebody with this login sees it, or None where there is no such login (any more)."""
        user = Login.objects.filter(pk=login).first()
        if user is None:
            return None
        request = WSGIRequest(_environ(address))
        # Django's own place for who is signed in, where no session has to be asked: nobody gets one for this.
        request.is_own_look = True  # type: ignore[attr-defined]
        request._cached_user = user  # type: ignore[attr-defined]
        with only_reading():
            answer = self._handler.get_response(request)
        text = answer.content.decode(answer.charset, "replace") if isinstance(answer, HttpResponse) else ""
        return Page(answer.status_code, text)


_UNASKED = _Unasked()


@contextmanager
def only_reading() -> Iterator[None]:
    """Let no statement through that writes."""

    def pass_on(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip(" (\n").upper().startswith(_READS):
            raise WroteSomething("a page that is only looked at wanted to write")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(pass_on):
        yield


def _environ(address: str) -> dict[str, Any]:
    host = next((one for one in settings.ALLOWED_HOSTS if not one.startswith(("*", ".", "["))), "localhost")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "443" if settings.SECURE else "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "https" if settings.SECURE else "http",
        "wsgi.input": BytesIO(),
    }
