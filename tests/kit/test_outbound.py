import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from closeknit.kit import outbound


class _Handler(BaseHTTPRequestHandler):
    """Answers by path; keeps what it was sent."""

    seen: list[tuple[str, dict[str, str], Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.path, dict(self.headers), body))
        if self.path == "/slow":
            threading.Event().wait(1)
        status = {"/key": 401, "/busy": 429, "/broken": 500, "/elsewhere": 302}.get(self.path, 200)
        answer = {"/text": b"hello", "/large": b'"' + b"x" * 5000 + b'"'}.get(
            self.path, json.dumps({"got": body}).encode()
        )
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/taken")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(answer)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    _Handler.seen = []
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def address(server: ThreadingHTTPServer) -> str:
    _Handler.seen.clear()
    return f"http://127.0.0.1:{server.server_port}"


def test_json_goes_out_and_comes_back(address: str) -> None:
    assert outbound.post_json(f"{address}/ok", {"a": [1, "ü"]}, headers={"X-Key": "k"}) == {"got": {"a": [1, "ü"]}}
    assert _Handler.seen[0][1]["X-Key"] == "k"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("key", "does not accept the key"),
        ("busy", "wants a pause"),
        ("broken", "refused with 500"),
        ("elsewhere", "where we do not go"),
        ("text", "not JSON"),
    ],
)
def test_what_is_no_answer_is_said_in_one_line(address: str, path: str, says: str) -> None:
    with pytest.raises(outbound.Unreachable, match=says) as told:
        outbound.post_json(f"{address}/{path}", {})
    assert "\n" not in str(told.value)


def test_a_key_is_not_sent_where_another_machine_points(address: str) -> None:
    with pytest.raises(outbound.Unreachable):
        outbound.post_json(f"{address}/elsewhere", {}, headers={"Authorization": "Bearer k"})
    assert [path for path, _, _ in _Handler.seen] == ["/elsewhere"]


def test_an_answer_has_a_largest_size(address: str) -> None:
    with pytest.raises(outbound.Unreachable, match="more than 1,000 bytes"):
        outbound.post_json(f"{address}/large", {}, most_bytes=1000)


def test_silence_has_an_end(address: str) -> None:
    with pytest.raises(outbound.Unreachable, match=r"did not answer within 0\.2 seconds"):
        outbound.post_json(f"{address}/slow", {}, seconds=0.2)


def test_nobody_there_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(outbound.Unreachable, match="cannot be reached"):
        outbound.post_json(f"http://127.0.0.1:{port}/", {})


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.com/", "example.com", "http://", ""])
def test_only_web_addresses_are_asked(address: str) -> None:
    with pytest.raises(outbound.Unreachable, match="is not an address"):
        outbound.post_json(address, {})
