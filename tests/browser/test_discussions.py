"""Discussing a promise in a real browser on the demo company: what they read, and beneath it what only we see."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


def test_a_promise_is_discussed_with_them_and_noted_upon_by_us(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/promises/?account=Tetherby+Schools+Catering")
    page.get_by_role("link", name="A week's metering in two kitchens").click()
    discussion, notes = page.locator("[data-test=discussion]"), page.locator("[data-test=notes]")
    expect(discussion).to_contain_text("Tetherby Schools Catering reads this.")
    expect(notes).to_contain_text("Colin counts every sentence.")
    expect(discussion).not_to_contain_text("Colin counts every sentence.")
    # Both are written where they stand, by keyboard; what one types into the other is not lost.
    notes.get_by_label("A note for us").fill("Ring Alan before eight.")
    discussion.get_by_label("What you say").fill("I will come along, **with cake**.")
    discussion.get_by_label("What you say").press("Tab")
    discussion.locator("[data-test=say]").press("Enter")
    expect(discussion.locator(".comment").last).to_contain_text("with cake")
    expect(discussion.locator(".comment strong").last).to_have_text("with cake")
    expect(notes.get_by_label("A note for us")).to_have_value("Ring Alan before eight.")
    notes.locator("[data-test=note-it]").click()
    expect(notes.locator(".note").last).to_contain_text("Ring Alan before eight.")
    assert Axe().run(page).violations_count == 0
    discussion.locator(".comment").last.get_by_role("button", name="Take back").click()
    expect(discussion.locator(".comment").last).to_contain_text("Taken back.")
    discussion.get_by_role("button", name="Put it back").click()
    expect(discussion.locator(".comment").last).to_contain_text("with cake")
    # On a telephone, in the dark. Colours that still move would be measured half-way.
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(page).violations_count == 0
