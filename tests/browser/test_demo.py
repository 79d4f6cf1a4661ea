"""The demo company in the browser: built by one command, opened by one button."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from closeknit.demo import login

BELONGS_ELSEWHERE = ("CLOSEKNIT_HOUSE", "CLOSEKNIT_DATABASE", "DJANGO_SETTINGS_MODULE")
FIRST_USEFUL_PAGE_WITHIN = 120


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo company, opened as somebody would who types `closeknit demo` in an empty folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder: Path = tmp_path_factory.mktemp("demo")
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "closeknit.cli.main", "--house", str(folder), "demo", "--port", str(port)],
        env={name: value for name, value in os.environ.items() if name not in BELONGS_ELSEWHERE},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        _wait_until_it_answers(process, f"http://127.0.0.1:{port}", began)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def _wait_until_it_answers(process: subprocess.Popen[str], url: str, began: float) -> None:
    while time.monotonic() - began < FIRST_USEFUL_PAGE_WITHIN:
        assert process.poll() is None, "the demo did not open"
        try:
            with urlopen(f"{url}/health"):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"the demo did not open within {FIRST_USEFUL_PAGE_WITHIN} seconds")


def _come_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name=f"Look around as {login.NAME}").click()
    page.wait_for_url("**/today/")


def test_the_first_page_says_that_it_is_invented_and_how_to_come_in(address: str, page: Page):
    page.goto(address)
    expect(page.get_by_text("is our own invention")).to_be_visible()
    expect(page.get_by_text(f"{login.EMAIL}, with the password “{login.PASSWORD}”")).to_be_visible()


def test_one_button_leads_to_whom_to_call(address: str, page: Page):
    _come_in(page, address)
    expect(page.get_by_text("Aldermoor Hospitals Trust").first).to_be_visible()
    expect(page.get_by_text(re.compile("Bridget Ofori waits for an answer")).first).to_be_visible()
