"""The morning: from Today to the brief, to paper, to a colleague and back."""

import re

from playwright.sync_api import Page, expect

from closeknit.demo import login
from tests.browser.conftest import OpenHouse


def _sign_in(page: Page, demo: OpenHouse) -> None:
    page.goto(demo.url)
    page.get_by_role("button", name=re.compile(login.NAME.split()[0])).click()
    page.wait_for_url("**/today/")


def test_a_call_is_briefed_printed_put_into_a_calendar_handed_on_and_taken_back(demo: OpenHouse, page: Page):
    _sign_in(page, demo)
    calls = page.locator("[data-test=call]")
    name = calls.nth(1).get_by_role("heading").inner_text()
    expect(calls.nth(1).locator("[data-test=next-touch]")).to_contain_text("Next")
    calls.nth(1).get_by_role("link", name="Open the brief").click()
    expect(page.get_by_role("heading", name="One thing to give")).to_be_visible()
    printed = page.request.get(demo.url + (page.locator("[data-test=brief-pdf]").get_attribute("href") or ""))
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.body().startswith(b"%PDF-")
    page.get_by_role("button", name="Into a calendar…").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the file").click()
    assert download.value.suggested_filename.endswith(".ics")
    page.goto(f"{demo.url}/today/")
    call = page.locator("[data-test=call]").filter(has_text=name).first
    call.get_by_role("button", name="Hand on…").click()
    form = page.get_by_role("form", name=f"Hand {name} to a colleague")
    form.get_by_label("Colleague").select_option("Callum Oyelaran")
    form.get_by_label("Why they should call").fill("You know them from the trade fair.")
    form.get_by_role("button", name="Hand it on").click()
    expect(page.get_by_role("status")).to_contain_text("Handed to Callum Oyelaran")
    handed = page.locator("[data-test=handed] li").filter(has_text="You know them from the trade fair.")
    expect(handed).to_contain_text("handed to Callum Oyelaran")
    handed.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    expect(page.locator("[data-test=call]").filter(has_text=name).first).to_be_visible()
