"""Search by words and by meaning, a search that is kept, and a need made of a claim, in a real browser."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse

WORDS = """id,date,account,text
1,2026-10-02,Rijnmond Waterlab,We need the report to work offline in the field.
2,2026-10-03,Rijnmond Waterlab,The app is useless when there is no network.
3,2026-10-05,Severn Catchment,We do not need offline at all because there is network everywhere.
4,2026-10-06,Severn Catchment,The coffee at your office was very good last week.
"""


@pytest.fixture
def told(first_house: OpenHouse, page: Page, tmp_path: Path) -> OpenHouse:
    """A house with its first member, signed in, in which two accounts said four things."""
    for account in ("Rijnmond Waterlab", "Severn Catchment"):
        file = tmp_path / f"{account}.csv"
        rows = [line for line in WORDS.splitlines() if line.startswith("id") or account in line]
        file.write_text("\n".join(rows) + "\n")
        accounts = tmp_path / f"accounts-{account}.csv"
        accounts.write_text(f"account\n{account}\n")
        page.goto(f"{first_house.url}/accounts/imports/")
        page.locator("input[type=file]").first.set_input_files(accounts)
        page.get_by_role("button", name="Look at it").click()
        page.get_by_role("button", name="Read").first.click()
        expect(page.get_by_role("button", name="Take it back")).to_be_visible(timeout=30_000)
        assert '"new"' in first_house.command("hear", str(file), "--account", account, "--json").stdout
    return first_house


def test_what_is_asked_is_found_kept_and_weighed(told: OpenHouse, page: Page):
    for _ in range(40):
        page.goto(f"{told.url}/heard/?q=does+it+run+offline")
        if page.locator("[data-test=near]").count():
            break
        page.wait_for_timeout(1_000)
    listed = page.locator("[data-test=words]")
    expect(listed).to_contain_text("We need the report to work offline")
    expect(listed).to_contain_text("The app is useless when there is no network.")
    expect(listed).not_to_contain_text("The coffee")
    page.get_by_text("Keep this search…").click()
    page.get_by_label("Its name").fill("Offline")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("[data-test=searches]")).to_contain_text("Offline")
    page.get_by_role("link", name="as evidence for a claim").click()
    page.get_by_label("A claim, in one sentence").fill("Customers want to work offline")
    page.keyboard.press("Enter")
    expect(page.locator("[data-test=supports]")).to_contain_text("We need the report to work offline")
    expect(page.locator("[data-test=contradicts]")).to_contain_text("We do not need offline at all")
    assert not Axe().run(page).response["violations"]
    page.get_by_role("button", name="Make a need of it").click()
    expect(page.locator("h1")).to_contain_text("Customers want to work offline")
