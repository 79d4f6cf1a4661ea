"""The life-support map by keys, its words beside it, and a no that is told: in a real browser on the demo company."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


def test_a_need_is_judged_by_a_key_taken_back_and_answered_with_a_no_that_is_told(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/offerings/")
    expect(page.locator("[data-test=gaps] li").first).to_contain_text("Prove what the food did overnight")
    # From the first cell the arrows walk; a figure judges the cell, and the toast takes it back.
    page.locator("[data-fit]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    cell = page.locator("[data-fit]:focus")
    expect(cell).to_contain_text("Tarn: nobody has said")
    name = f"#{cell.get_attribute('id')}"
    page.keyboard.press("2")
    expect(page.locator(name)).to_contain_text("Tarn: partly met")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(name)).to_contain_text("Tarn: nobody has said")
    # A cell opens beside the map, with the words that say so.
    page.locator("a.fit-partly").first.click()
    expect(page.locator("[data-test=fit]")).to_contain_text("a chiller that can give evidence")
    page.goto(f"{demo.url}/offerings/?account=HMP+Harrow+Fell")
    page.get_by_role("link", name="Can we help?").first.click()
    page.locator("[data-test=answered]").get_by_role("link", name="Be able to hear each other").click()
    page.locator(".help-tell summary").first.click()
    assert "I am sorry: we cannot help with that" in page.get_by_label("Message").first.input_value()
    page.get_by_role("button", name="Send it").first.click()
    expect(page.get_by_text("it waits in the outbox")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    for address in ("/offerings/relevance/", "/offerings/purpose/", "/offerings/shipped/"):
        page.goto(f"{demo.url}{address}")
        assert Axe().run(page).violations_count == 0
