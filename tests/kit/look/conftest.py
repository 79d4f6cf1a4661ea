"""Where the gallery is rendered to and served from, with the policy that the house sends."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path == "/imports/7":  # what the line of progress asks for
            self.do_POST()
        else:
            super().do_GET()

    def do_POST(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium")


@pytest.fixture(scope="session")
def gallery_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # In a process of its own: the gallery configures Django for itself, without a database.
    folder = tmp_path_factory.mktemp("gallery")
    environment = {"PYTHONPATH": str(Path(__file__).parents[3] / "src")}
    subprocess.run([sys.executable, "-m", "closeknit.kit.look.gallery", str(folder)], check=True, env=environment)
    return folder


@pytest.fixture(scope="session")
def gallery_url(gallery_folder: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(gallery_folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
