"""One idea through its screens: given twice, the second shown as like the first, merged by keys, answered, told, its reader's duty done."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse

NIGHT = "Write the night down by itself"
DAY = "Write the whole night down, by itself"


def test_two_ideas_become_one_and_get_their_answer(common_house: OpenHouse, alice: Page):
    page = alice
    page.goto(f"{common_house.url}/ideas/")
    page.get_by_role("link", name="Give an idea").click()
    page.get_by_label("The idea, in one line").fill(NIGHT)
    page.get_by_role("button", name="Give it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NIGHT)
    expect(page.get_by_text("Kept as idea 1. Alice answers it by")).to_be_visible()

    page.goto(f"{common_house.url}/ideas/giving/")
    page.get_by_label("The idea, in one line").press_sequentially(DAY)
    expect(page.locator("[data-test=alike]").get_by_role("link", name=NIGHT)).to_be_visible()
    page.get_by_label("Somebody’s from outside").check()
    page.get_by_label("Their name").fill("Edwin")
    page.get_by_label("Their address").fill("edwin@post.example")
    page.get_by_role("button", name="Give it").click()
    expect(page.get_by_text("a mail that waits to go out")).to_be_visible()

    page.goto(f"{common_house.url}/ideas/")
    assert Axe().run(page).violations_count == 0
    page.get_by_label(f"Choose: {NIGHT}").check()
    page.get_by_label(f"Choose: {DAY}").check()
    page.keyboard.press("m")
    page.get_by_label("Which they count for").select_option(label=f"1 {NIGHT}")
    page.get_by_role("button", name="Merge them").click()
    expect(page.locator("[data-test=merged]").get_by_role("link", name=DAY)).to_be_visible()

    page.get_by_role("link", name="Answer it", exact=True).click()
    page.get_by_label("Yes, it is planned").check()
    page.get_by_label("Why").fill("It comes in spring.")
    page.get_by_role("button", name="Answer it").click()
    expect(page.locator("[data-test=listeners]")).to_contain_text("Edwin")
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("[data-test=verdicts]")).to_contain_text("It comes in spring.")
    expect(page.locator("[data-test=verdicts]")).to_contain_text("one person told")
    assert Axe().run(page).violations_count == 0
