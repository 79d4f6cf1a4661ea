"""A real house, started by the real command, in a real browser. A console error fails the test that caused it."""

import json
import os
import shutil
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
from filelock import FileLock
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

PASSWORD = "a sentence to sign in with"
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), "")
ACCOUNTS = """account,domain,owner,person,email,title
Rijnmond Waterlab,rijnmond.example,alice@arlund.example,Ann Visser,ann@rijnmond.example,Head of laboratory
Severn Catchment,severn.example,alice@arlund.example,Ben Rowe,ben@severn.example,Operations
Lough Foyle Trust,foyle.example,alice@arlund.example,Una Quinn,una@foyle.example,Chemist
"""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip

SCREEN: ViewportSize = {"width": 1440, "height": 1000}


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
        close_house(house)


@pytest.fixture(scope="session")
def first_folder(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed house in which Alice is the first member, with `cookies.json` beside it; made once, for all workers to copy."""

    def make(folder: Path) -> None:
        house = start_house(folder)
        context = browser.new_context()
        make_first_member(context.new_page(), house)
        folder.with_suffix(".json").write_text(json.dumps(context.cookies()))
        context.close()
        close_house(house)

    return _made_once("first", make, tmp_path_factory)


@pytest.fixture(scope="session")
def peopled_folder(browser: Browser, first_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with three accounts that Alice looks after, each with a person, brought in from a table."""

    def make(folder: Path) -> None:
        shutil.copytree(first_folder, folder)
        house = start_house(folder)
        context = browser.new_context()
        context.add_cookies(json.loads(first_folder.with_suffix(".json").read_text()))
        _bring_in_accounts(context.new_page(), house)
        context.close()
        close_house(house)

    return _made_once("peopled", make, tmp_path_factory)


@pytest.fixture
def first_house(open_house: Callable[[Path], OpenHouse], page: Page, first_folder: Path, tmp_path: Path) -> OpenHouse:
    """A house of the test's own in which Alice, signed in, is all there is."""
    opened = open_house(shutil.copytree(first_folder, tmp_path / "first"))
    sign_in_as_alice(page, opened, first_folder)
    return opened


@pytest.fixture
def house(
    open_house: Callable[[Path], OpenHouse], page: Page, first_folder: Path, peopled_folder: Path, tmp_path: Path
) -> OpenHouse:
    """A house of the test's own: Alice is signed in and looks after three accounts."""
    opened = open_house(shutil.copytree(peopled_folder, tmp_path / "peopled"))
    sign_in_as_alice(page, opened, first_folder)
    return opened


@pytest.fixture(scope="session")
def common_house(first_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHouse]:
    """An open house that many tests share: each adds accounts of its own and counts nothing of the whole house."""
    house = start_house(shutil.copytree(first_folder, tmp_path_factory.mktemp("common") / "house"))
    yield house
    close_house(house)


@pytest.fixture
def alice(common_house: OpenHouse, page: Page, first_folder: Path) -> Page:
    """Alice's browser, signed in at the house that many tests share, on Today."""
    sign_in_as_alice(page, common_house, first_folder)
    return page


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHouse]:
    """The demo company, with all background work done, open; built once, a copy for each worker. Leave it as it was."""
    made = _made_once("demo", lambda folder: _closeknit(folder, "demo", "--no-serve"), tmp_path_factory)
    house = start_house(shutil.copytree(made, tmp_path_factory.mktemp("demo") / "house"))
    yield house
    close_house(house)


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """The one window that the tests of a worker use one after the other: a new one takes longer to open than five pages in it."""
    context = browser.new_context(viewport=SCREEN, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def page(profile: BrowserContext) -> Iterator[Page]:
    """A page that remembers nothing, as in a new browser profile; whatever it complains about fails the test."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A refused form answers 4xx on purpose; the browser's line about it is no fault of ours.
        if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def fail(error: Error) -> None:
        complaints.append(str(error))

    opened = profile.pages[0] if profile.pages else profile.new_page()
    profile.on("console", hear)
    opened.on("pageerror", fail)
    yield opened
    profile.remove_listener("console", hear)
    opened.remove_listener("pageerror", fail)
    _forget(profile)
    assert not complaints, complaints


def _forget(profile: BrowserContext) -> None:
    """Leave of a window what a new one has: an empty page, nothing kept, nobody signed in, the pointer in the corner."""
    first, *others = profile.pages or [profile.new_page()]
    for other in others:
        other.close()
    try:
        if first.url.startswith("http"):
            first.evaluate("localStorage.clear(); sessionStorage.clear()")
        first.unroute_all()
        first.emulate_media(media="null", color_scheme="light", reduced_motion="no-preference")
        first.set_viewport_size(SCREEN)
        first.mouse.move(0, 0)
        first.goto("about:blank")
    except Error:
        # It broke, or did not answer: the next test gets a new one.
        first.close()
    profile.clear_cookies()
    profile.clear_permissions()


def make_first_member(page: Page, house: OpenHouse) -> None:
    """Fill in the first run as alice would."""
    page.goto(house.url)
    page.get_by_label("Your company").fill("Arlund Instruments")
    page.get_by_label("Your name").fill("Alice")
    page.get_by_label("Your e-mail address").fill("alice@arlund.example")
    page.get_by_label("A password").fill(PASSWORD)
    page.get_by_role("button", name="Open the house").click()
    page.wait_for_url("**/today/")


def sign_in_as_alice(page: Page, house: OpenHouse, first_folder: Path) -> None:
    """Give the browser what Alice's kept of being signed in."""
    page.context.add_cookies(json.loads(first_folder.with_suffix(".json").read_text()))
    page.goto(f"{house.url}/today/")


def close_house(house: OpenHouse) -> None:
    """Close a house as Ctrl-C does, where it is still open."""
    if house.process.poll() is None:
        house.process.terminate()
        house.process.communicate(timeout=20)


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


def _made_once(name: str, make: Callable[[Path], object], factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is made by whichever worker asks first, while the others wait."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / f"{name}-house"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            make(folder)
    return folder


def _bring_in_accounts(page: Page, house: OpenHouse) -> None:
    page.goto(f"{house.url}/accounts/imports/")
    table = {"name": "accounts.csv", "mimeType": "text/csv", "buffer": ACCOUNTS.encode()}
    page.locator("input[type=file]").first.set_input_files(table)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Read all 3 rows").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible(timeout=30_000)


def _closeknit(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "closeknit.cli.main", "--house", str(folder), *words]
    return subprocess.run(command, env=environment, check=check, capture_output=True, text=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
