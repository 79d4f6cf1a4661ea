"""Where an account is heading, written and read by keys in a real browser on the demo company."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


def _open(demo: OpenHouse, page: Page, account: str) -> None:
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/accounts/")
    page.get_by_role("link", name=account, exact=True).first.click()
    page.get_by_role("link", name="Direction", exact=True).click()


def test_a_claim_is_written_cited_by_keys_and_opened_in_place(demo: OpenHouse, page: Page):
    _open(demo, page, "HMP Harrow Fell")
    page.locator("[data-test=draft]").click()
    text = page.get_by_label("Where they are heading")
    expect(text).to_have_value(re.compile("## Who speaks for them"))
    text.fill("They want the chiller to speak for them in the night.")
    text.press("Control+k")
    search = page.get_by_label("Look for words to cite")
    expect(search).to_be_focused()
    search.press_sequentially("give evidence")
    expect(page.locator("[data-test=offered] li").first).to_contain_text("give evidence")
    search.press("Enter")
    expect(text).to_be_focused()
    expect(text).to_have_value(re.compile(r"in the night\. \[\^\d+\]$"))
    page.locator("[data-test=keep]").click()
    expect(page.get_by_text("Kept as the first version.")).to_be_visible()
    # By keys alone: the number opens the words where one reads, and closes them again.
    where, words = page.url, page.locator("[data-test=cited] [data-test=quote]")
    expect(words).to_be_visible()
    number = page.get_by_role("link", name="1", exact=True)
    for is_seen in (True, False, True):
        number.focus()
        page.keyboard.press("Enter")
        expect(words).to_be_visible(visible=is_seen)
    assert page.url == where
    assert Axe().run(page).violations_count == 0


def test_two_who_write_at_once_both_keep_every_letter(demo: OpenHouse, page: Page):
    _open(demo, page, "Strandlijn Ferries")
    page.get_by_role("link", name="Begin with an empty page").click()
    other = page.context.new_page()
    other.goto(page.url)
    for one, words in ((other, "They mean to leave?"), (page, "They mean to stay?")):
        one.get_by_label("Where they are heading").fill(words)
        one.locator("[data-test=keep]").click()
    expect(page.locator("[data-test=both]")).to_contain_text("wrote version 1 meanwhile")
    expect(page.locator("[data-test=both]")).to_contain_text("leave")
    expect(page.get_by_label("Where they are heading")).to_have_value("They mean to stay?")
    page.locator("[data-test=keep]").click()
    expect(page.get_by_text("Kept as version 2.")).to_be_visible()
    page.locator("[data-test=changed]").click()
    expect(page.locator("[data-test=changes] ins")).to_have_text("stay")


def test_the_people_of_an_account_stand_with_what_they_heard(demo: OpenHouse, page: Page):
    _open(demo, page, "Aldermoor Hospitals Trust")
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.locator("[data-test=spread-sum]")).to_contain_text("Only Siobhan Keane on their side")
    expect(page.locator("[data-test=echo]").first).to_contain_text("speaks of it")
    assert Axe().run(page).violations_count == 0
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
