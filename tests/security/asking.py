"""Asking the house as somebody, and looking through the answer: each request is counted and rolled back."""

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from closeknit.kit.models import Mail
from tests.security.reading import unpack
from tests.security.world import INSIDE, World

_FORM_TOKEN = re.compile(
    rb'(csrfmiddlewaretoken" value="|x-csrftoken": ?"|"challenge": ")[^"]*|(x-csrftoken&quot;: ?&quot;)[^&]*'
)
_WRITING = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
# What anybody may write into who is turned away: their session, and how often they asked.
_SESSIONS = "django_session"
BESIDES = frozenset({_SESSIONS, "kit_remembered"})
# What every answer carries, so that a browser keeps it in the house.
HEADS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
# Tables into which nobody outside writes, whatever they send along.
OURS_ALONE = {
    *("identity_house", "identity_member", "identity_department", "identity_invitation", "accounts_core_team"),
    *("kit_mail_server", "kit_mailbox", "circle_stage_decision", "circle_forecast", "circle_profile_version"),
}
# The form for web pages stands in a frame of pages that the house named: its policy says which (tests/operations/portal).
FRAMED = "/embed/"
# Whoever gave an idea without a login hears what became of it: by name, with their own words. Who that is no role says.
UNKNOWN = "somebody unknown"
THEIR_OWN = ("identity.House.name", "ideas.Submission.title", "a person's name")
# Pictures of the house and its colours: they say nothing of anybody, and a cache may keep them.
CACHED = ("/logo", "/shared/logo", "/shared/colours")
_FORM = "application/x-www-form-urlencoded"
_handlers: list[BaseHandler] = []
_words = logging.Formatter()


class Found(AssertionError):
    """A rule of the wall does not hold. Nothing else counts as a finding: a page that falls over proves nothing."""


class Broken(RuntimeError):
    """A page fell over, where it was asked whether a rule holds."""


def hold(is_so: object, otherwise: str) -> None:
    """Raise Found where something is not as a rule of the wall says."""
    if not is_so:
        raise Found(otherwise)


@dataclass(frozen=True)
class Foreign:
    """A token that somebody saw who may not."""

    role: str
    where: str
    place: str

    def __str__(self) -> str:
        return f"{self.role} reads {self.where} at {self.place}"


@dataclass
class Asking:
    """Requests of one test, with what was seen that should not have been."""

    world: World
    requests: int = 0
    foreign: list[Foreign] = field(default_factory=list)
    # What an answer does that no answer may do.
    faults: list[str] = field(default_factory=list)
    # The tables into which the last request wrote; all of it was taken back.
    written: frozenset[str] = frozenset()
    # Whether a page that falls over ends the test at once: where a rule is broken on purpose, that would look like a finding.
    is_strict: bool = False

    def ask(self, role: str, method: str, address: str, **given: Any) -> HttpResponse:
        """Return the answer that `role` gets; whatever it wrote is undone, and its tokens are looked for."""
        place = f"{role}: {method.upper()} {address}"
        with transaction.atomic(), _listening() as lines, watching_writes() as tables:
            before = _rows_written()
            answer = self.send(role, method, address, **given)
            content = content_of(answer)
            self.written = frozenset(tables) if _rows_written() != before else frozenset()
            if self.written:
                self._look_at_what_waits(role, place)
                transaction.set_rollback(True)
        self.requests += 1
        heads = "\n".join(f"{name}: {value}" for name, value in answer.items()) + answer.cookies.output()
        self._look_through(
            self.world.reading_as(role, address), unpack(content) + heads.encode("utf-8", "replace"), place
        )
        self._look_through("the log", "\n".join(lines).encode("utf-8", "replace"), place)
        self._check(answer, method, address, place)
        if role not in INSIDE and self.written & OURS_ALONE:
            self.faults.append(f"{place} wrote into {', '.join(sorted(self.written & OURS_ALONE))}")
        return answer

    def _look_through(self, reader: str, text: bytes, place: str) -> None:
        for canary in self.world.canaries.seen_in(text):
            is_own = reader == UNKNOWN and canary.where.startswith(THEIR_OWN)
            if reader not in canary.may_see and not is_own:
                self.foreign.append(Foreign(reader, canary.where, place))

    def _check(self, answer: HttpResponse, method: str, address: str, place: str) -> None:
        """Note what no answer may do, whoever asked for what."""
        if answer.status_code >= 500:
            if self.is_strict:
                raise Broken(f"{place} answers {answer.status_code}")
            self.faults.append(f"{place} answers {answer.status_code}")
        for name, value in HEADS.items():
            may_be_framed = name == "X-Frame-Options" and FRAMED in address
            if value not in answer.get(name, "") and not may_be_framed:
                self.faults.append(f"{place} comes without {name}: {value}")
        if "no-store" not in answer.get("Cache-Control", "") and not address.startswith(CACHED):
            self.faults.append(f"{place} could be found in a cache")
        way = answer.get("Location", "/")
        if way.startswith("//") or not way.startswith(("/", "http://testserver/")):
            self.faults.append(f"{place} leads to {way}")
        # A page that is read counts nothing; signing in is counted by allauth for whatever is not a GET.
        besides = frozenset({_SESSIONS}) if method == "get" else BESIDES
        if method in ("get", "head", "options") and self.written - besides:
            self.faults.append(f"{place} wrote into {', '.join(sorted(self.written))}")
        if answer.status_code in (401, 403, 404) and self.written - BESIDES:
            self.faults.append(f"{place} was refused and wrote into {', '.join(sorted(self.written))}")

    def send(
        self,
        role: str,
        method: str,
        address: str,
        *,
        data: Mapping[str, Any] | bytes | None = None,
        content_type: str = "",
        checks_forms: bool = False,
        **heads: str,
    ) -> HttpResponse:
        """Return what the whole house answers, middleware and all, without looking at it; what it wrote stays."""
        if method == "post" and data is None:
            # A browser always sends the form's token along, so no form is ever quite empty.
            data = {"csrfmiddlewaretoken": "none"}
        body, kind = _packed(data, content_type)
        path, _, query = address.partition("?")
        request = WSGIRequest(
            {
                "REQUEST_METHOD": method.upper(),
                "PATH_INFO": path.encode().decode("latin-1"),
                "QUERY_STRING": query,
                "SERVER_NAME": "testserver",
                "SERVER_PORT": "80",
                "REMOTE_ADDR": "127.0.0.1",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(body),
                "CONTENT_LENGTH": str(len(body)),
                "CONTENT_TYPE": kind,
                "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.world.cookies(role).items()),
                **heads,
            }
        )
        request._dont_enforce_csrf_checks = not checks_forms  # type: ignore[attr-defined]  # as Django's own test client
        answer: Any = _handler().get_response(request)
        return answer  # type: ignore[no-any-return]

    def report(self, record: Callable[[str, object], None]) -> None:
        """Hand the counts to the run's summary, and fail where anything foreign was seen."""
        record("wall_requests", self.requests)
        record("wall_foreign", len(self.foreign))
        assert not self.foreign, "\n".join(sorted({str(one) for one in self.foreign})[:60])
        assert not self.faults, "\n".join(sorted(set(self.faults))[:60])

    def _look_at_what_waits(self, role: str, place: str) -> None:
        """Look through the mails to somebody outside, and the tasks, that a request left."""
        for mail in Mail.objects.unscoped(reason="the test reads every mail"):
            text = "\n".join((mail.subject, mail.body, mail.html, str(mail.headers))).encode()
            reader = self.world.reader_of(mail.to)
            if mail.pk not in self.world.known_mails:
                self._look_through(reader, text, f"a mail sent by {place}")
        with connection.cursor() as cursor:
            cursor.execute("SELECT args_kwargs, traceback FROM django_tasks_database_dbtaskresult")
            for row in cursor.fetchall():
                self._look_through("the queue", str(row).encode(), place)


def content_of(answer: Any) -> bytes:
    """Return the whole body, streamed or not; a stream is read once and kept."""
    if not getattr(answer, "streaming", False):
        return bytes(answer.content)
    if not hasattr(answer, "kept"):
        answer.kept = b"".join(answer.streaming_content)
    return bytes(answer.kept)


def likeness_of(answer: HttpResponse, *addresses: str) -> tuple[int, bytes]:
    """Return what an answer says, without what differs between any two: form tokens, challenges, and the address that was asked for."""
    body = _FORM_TOKEN.sub(b"", content_of(answer))
    for address in addresses:
        body = body.replace(address.encode(), b"")
        for part in address.strip("/").split("/"):
            if "_" in part:
                body = body.replace(part.encode(), b"")
    return answer.status_code, body


def _handler() -> BaseHandler:
    if not _handlers:
        handler = BaseHandler()
        handler.load_middleware()
        _handlers.append(handler)
    return _handlers[0]


def _packed(data: Mapping[str, Any] | bytes | None, content_type: str) -> tuple[bytes, str]:
    if data is None:
        return b"", content_type
    if isinstance(data, bytes):
        return data, content_type or "application/octet-stream"
    if content_type == MULTIPART_CONTENT:
        return encode_multipart(BOUNDARY, data), content_type
    return urlencode(data, doseq=True).encode(), content_type or _FORM


def _rows_written() -> int:
    connection.ensure_connection()
    return int(connection.connection.total_changes)


@contextmanager
def watching_writes() -> Iterator[set[str]]:
    """Collect the names of the tables that are written to."""
    tables: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = _WRITING.match(sql)
        if found:
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what is written to the log, without the line in which Django repeats the address that was asked for."""
    lines: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.name != "django.request" or record.exc_info:
                lines.append(_words.format(record))

    keeping, root = Keeping(), logging.getLogger()
    root.addHandler(keeping)
    try:
        yield lines
    finally:
        root.removeHandler(keeping)
