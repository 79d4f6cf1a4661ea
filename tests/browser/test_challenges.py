"""A challenge that is open, answered on behalf of somebody, and a group of needs with its case, on the demo company."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


def test_an_answer_said_in_a_talk_is_handed_in_under_its_speakers_name_and_a_case_is_read(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/challenges/")
    page.get_by_role("link", name="A kitchen in which one can be heard").click()
    expect(page.locator("[data-test=holds]")).to_contain_text("would come first if")
    assert Axe().run(page).violations_count == 0
    page.locator("[data-test=hand-in]").click()
    page.get_by_label("Whose answer").select_option("talk")
    page.get_by_label("Who gave it").select_option(label="Daniel Iredale, Cawthorne School of Cookery")
    page.get_by_label("The answer").fill("Hang felt from the hood, as they do in a theatre.")
    page.get_by_role("button", name="Hand it in").click()
    answer = page.locator("[data-test=answer]", has_text="Hang felt")
    expect(answer).to_contain_text("Daniel Iredale, Cawthorne School of Cookery")
    expect(answer).to_contain_text("as told by Hannah Birtwistle")
    page.get_by_role("button", name="Undo").click()
    expect(answer).to_have_count(0)
    page.goto(f"{demo.url}/offerings/adjacent/")
    page.get_by_role("link", name="Parts where the kitchen is").click()
    expect(page.locator("[data-test=talkers]")).to_contain_text("Derek Lumb")
    assert Axe().run(page).violations_count == 0
    page.locator("[data-test=case]").click()
    expect(page.get_by_role("heading", name="A box of parts behind the kitchen door")).to_be_visible()
