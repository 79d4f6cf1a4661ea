"""Checking twenty sentences by keys alone, in a real browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


def test_twenty_are_checked_by_keys_alone(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/")
    page.goto(f"{demo.url}/heard/quality/")
    page.get_by_role("button", name="Check twenty", exact=True).click()
    expect(page.locator("main")).to_contain_text("Sentence 1 of 20")
    # Keys are answered once the page's script has run, which is before the page counts as loaded.
    page.wait_for_load_state("load")
    pain = page.get_by_role("checkbox", name="pain")
    page.keyboard.press("2")
    expect(pain).to_be_checked()
    page.keyboard.press("2")
    expect(pain).not_to_be_checked()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
    # Who cannot tell changes nothing in the house that other tests look at.
    page.keyboard.press("t")
    expect(page.locator("main")).to_contain_text("Sentence 2 of 20")
    page.wait_for_load_state("load")
    page.keyboard.press("b")
    expect(page.locator("main")).to_contain_text("Sentence 1 of 20")


def test_needs_in_hand_leave_every_target_its_room(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/")
    page.goto(f"{demo.url}/needs/jobs/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("group", name="With the needs you chose")).to_be_visible()
    only = {"runOnly": {"type": "rule", "values": ["target-size"]}}
    for place in (0, 240, 480):
        page.evaluate("place => window.scrollTo(0, place)", place)
        assert not Axe().run(page, options=only).response["violations"], place
