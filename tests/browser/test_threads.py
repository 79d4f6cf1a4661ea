"""Hearing whether it settled it, and walking along the thread both ways, in a real browser on the demo company."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


def test_their_answer_is_read_and_the_thread_leads_back_to_their_words_and_on_to_their_yes(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/promises/waiting/")
    expect(page.locator("[data-test=unread-words]")).to_contain_text("Yes, that is the one.")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Yes, it settled it").click()
    expect(page.get_by_text("Settled.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-test=unread-words]")).to_contain_text("Yes, that is the one.")
    page.get_by_role("link", name="Ended", exact=True).click()
    page.get_by_role("link", name="A box of spare parts on site").first.click()
    thread = page.locator("[data-test=thread]")
    expect(thread.get_by_role("link")).to_have_count(8)
    expect(page.locator("[data-test=behind]")).to_contain_text("their words began it")
    assert Axe().run(page).violations_count == 0
    thread.get_by_role("link", name="Said").click()
    page.wait_for_url(re.compile("/heard/verbatim_"))
    thread.get_by_role("link", name="Confirmed").click()
    page.wait_for_url(re.compile("/promises/promise_.*#confirmed_"))
    expect(page.locator("[data-test=told]")).to_contain_text("Ten days of gate passes became ten minutes with a key")
    page.get_by_role("link", name="the whole thread").click()
    expect(page.locator("[data-test=thread-long] > li")).to_have_count(7)
    assert Axe().run(page).violations_count == 0
