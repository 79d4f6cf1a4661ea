"""A real house, started by the real command, in a real browser. A console error fails the test that caused it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

PASSWORD = "a sentence to sign in with"
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), "")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip


@dataclass
class OpenHouse:
    """A house that is open: its folder, its address, and its process."""

    folder: Path
    url: str
    process: subprocess.Popen[str]

    def command(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `closeknit` on this house."""
        return _closeknit(self.folder, *words, check=check)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "Debian's chromium is missing: `make setup` installs it"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[[], OpenHouse]]:
    """Open a new house on an empty folder, as somebody would who types `closeknit up`."""
    opened: list[OpenHouse] = []

    def open_one(folder: Path | None = None) -> OpenHouse:
        opened.append(start_house(folder or tmp_path / f"house-{len(opened)}"))
        return opened[-1]

    yield open_one
    for house in opened:
        if house.process.poll() is None:
            house.process.terminate()
            house.process.communicate(timeout=20)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a new browser profile; whatever it complains about fails the test."""
    context: BrowserContext = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A refused form answers 4xx on purpose; the browser's line about it is no fault of ours.
        if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    context.on("console", hear)
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert not complaints, complaints


def make_first_member(page: Page, house: OpenHouse) -> None:
    """Fill in the first run as alice would."""
    page.goto(house.url)
    page.get_by_label("Your company").fill("Arlund Instruments")
    page.get_by_label("Your name").fill("Alice")
    page.get_by_label("Your e-mail address").fill("alice@arlund.example")
    page.get_by_label("A password").fill(PASSWORD)
    page.get_by_role("button", name="Open the house").click()
    page.wait_for_url("**/today/")


def start_house(folder: Path) -> OpenHouse:
    """Open a house; whoever asked closes it."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "closeknit.cli.main", "--house", str(folder), "up", "--port", str(port)],
        env={
            key: value for key, value in os.environ.items() if key not in ("CLOSEKNIT_HOUSE", "DJANGO_SETTINGS_MODULE")
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    house = OpenHouse(folder, f"http://127.0.0.1:{port}", process)
    for _ in range(900):
        try:
            with urlopen(f"{house.url}/health"):
                return house
        except (URLError, ConnectionError):
            assert process.poll() is None, "the house did not open"
            time.sleep(0.1)
    raise AssertionError("the house did not open within 90 seconds")


def _closeknit(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "closeknit.cli.main", "--house", str(folder), *words]
    return subprocess.run(command, env=environment, check=check, capture_output=True, text=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
