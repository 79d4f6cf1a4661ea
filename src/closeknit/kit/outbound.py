"""The one door to other machines' web services: a time limit, a size limit, no redirects, and errors that a person understands."""

import http.client
import json
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

MOST_BYTES = 64 * 1024 * 1024
_CHUNK = 1 << 16


class Unreachable(RuntimeError):
    """The other machine gave no usable answer; the message says in one line who, and what happened."""


def post_json(
    address: str,
    body: Any,
    *,
    headers: Mapping[str, str] | None = None,
    seconds: float = 20,
    most_bytes: int = MOST_BYTES,
) -> Any:
    """Send `body` as JSON by POST and return the JSON that comes back, or raise Unreachable.

    `seconds` is the longest silence of the other side. Redirects are not followed: a key that is sent along goes to the address that
    somebody chose, and to no other.
    """
    host = _check(address)
    sent = {"Content-Type": "application/json", "Accept": "application/json", **(headers or {})}
    asked = urllib.request.Request(address, json.dumps(body).encode(), sent, method="POST")  # noqa: S310  # checked above
    try:
        with _OPENER.open(asked, timeout=seconds) as answer:
            return json.loads(_read(answer, host, most_bytes))
    except urllib.error.HTTPError as error:
        with error:
            raise Unreachable(_refused(host, error)) from None
    except (TimeoutError, urllib.error.URLError, ssl.SSLError, OSError, http.client.HTTPException) as error:
        raise Unreachable(_silent(host, error, seconds)) from error
    except ValueError as error:
        raise Unreachable(f"{host} answered with something that is not JSON.") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any, **more: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def _check(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unreachable(f"“{address[:100]}” is not an address that begins with http:// or https://.")
    return parts.netloc.rpartition("@")[2]


def _read(answer: Any, host: str, most_bytes: int) -> bytes:
    read = b""
    while chunk := answer.read(_CHUNK):
        read += chunk
        if len(read) > most_bytes:
            raise Unreachable(f"{host} answered with more than {most_bytes:,} bytes.")
    return read


def _refused(host: str, error: urllib.error.HTTPError) -> str:
    if error.code in (401, 403):
        return f"{host} does not accept the key ({error.code})."
    if error.code == 429:
        return f"{host} was asked too often and wants a pause (429)."
    if 300 <= error.code < 400:
        return f"{host} sent us to another address ({error.code}), where we do not go."
    return f"{host} refused with {error.code} {error.reason}."


def _silent(host: str, error: Exception, seconds: float) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return f"{host} did not answer within {seconds:g} seconds."
    if isinstance(reason, socket.gaierror):
        return f"There is no machine called {host}."
    if isinstance(reason, ssl.SSLError):
        return f"{host} cannot show who it is (TLS: {reason.reason or reason})."
    return f"{host} cannot be reached ({getattr(reason, 'strerror', None) or reason})."
