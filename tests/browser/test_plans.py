"""Looking at a joint plan together in a real browser on the demo company: what moves before it moves, and what is decided there."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


def test_both_look_at_the_plan_move_a_day_and_decide(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/plans/")
    page.get_by_role("link", name="Aldermoor Hospitals Trust").click()
    assert Axe().run(page).violations_count == 0
    # First what moves with it is shown, then it moves.
    page.locator("#days li", has_text="The renewal").get_by_role("link", name="move it").click()
    page.get_by_label("New day").fill("2027-06-30")
    page.get_by_label("Why").fill("Lorna needs another quarter")
    page.locator("[data-test=look]").click()
    expect(page.locator("[data-test=preview]")).to_contain_text("Price the nights into the renewal")
    page.locator("[data-test=move]").click()
    expect(page.get_by_text("Moved, and 2 actions with it.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.locator("[data-test=open-review]").click()
    expect(page.locator("[data-test=review-goals] > li").first).to_contain_text("Nights that can be shown")
    page.get_by_label("We decided").fill("Wendell's light goes into the plan")
    page.get_by_label("Who does it").select_option(label="Ruth Makepeace")
    page.get_by_role("button", name="Decide it").click()
    expect(page.locator("[data-test=decisions]")).to_contain_text("Wendell's light goes into the plan")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="The ledger").click()
    expect(page.locator("[data-test=totals]")).to_contain_text("£11,400")
    assert Axe().run(page).violations_count == 0
