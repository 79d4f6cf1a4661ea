"""Feedback both ways and the mirror report, in a real browser on the demo company."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


def test_a_draft_is_mended_while_it_is_checked_and_the_mirror_is_looked_at(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/accounts/")
    page.get_by_role("link", name="Aldermoor Hospitals Trust", exact=True).first.click()
    page.get_by_role("link", name="Feedback", exact=True).click()
    page.get_by_role("link", name="Give feedback").click()
    page.get_by_label("About what").fill("the counts")
    text, checks = page.get_by_label("What you want to tell them"), page.locator("[data-test=checks]")
    text.fill("You never send the counts.")
    expect(checks).to_contain_text("No always, no never")
    expect(checks.locator("mark")).to_have_text(re.compile("never"))
    text.fill(
        "On 12 November two of the five counts came without a batch number, so the plan waited for a day. "
        "We can lend you our scanner for the next one. Would that be of use?"
    )
    expect(checks).to_contain_text("Fit to be given.")
    page.get_by_role("button", name="Keep the draft").press("Enter")
    expect(page.get_by_text("Kept as a draft.")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Feedback", exact=True).first.click()
    page.get_by_role("link", name="Mirror", exact=True).click()
    page.get_by_role("link", name="Look at it as they will").click()
    expect(page.locator("[data-test=report]")).to_contain_text("What your people told us they want to do")
    assert Axe().run(page).violations_count == 0
