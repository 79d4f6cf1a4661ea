"""A redesign session in two windows: what one adds, the other sees without reloading; and nothing is judged meanwhile."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse

WISH = "A window in the fan, so that one sees it listen"


def test_a_wish_is_seen_in_the_other_window_and_taken_back_again(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/redesign/")
    page.get_by_role("link", name="Ember, so that one can hear").click()
    page.get_by_role("link", name="Blue sky").click()
    expect(page.get_by_text("Judging is off.")).to_be_visible()
    expect(page.locator("[data-test=seats]").get_by_text("here now")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    other = page.context.new_page()
    other.goto(page.url)
    # By keyboard alone: type, enter, and go on typing.
    other.get_by_label("A wish or a possibility").fill(WISH)
    other.keyboard.press("Enter")
    expect(other.get_by_label("A wish or a possibility")).to_have_value("")
    expect(page.get_by_text(WISH)).to_be_visible()
    page.get_by_role("link", name="Which of two").click()
    expect(page.get_by_text("Judging is off while the sky is open.")).to_be_visible()
    other.locator("li", has_text=WISH).get_by_role("link", name="change").click()
    other.get_by_role("button", name="Take it back").click()
    expect(other.get_by_text("Taken back.")).to_be_visible()
    expect(other.get_by_text(WISH)).to_have_count(0)
    page.goto(f"{demo.url}/redesign/")
    page.get_by_role("link", name="Vale through the night").click()
    for step in ("Weighing", "Result"):
        way = page.get_by_role("navigation", name="The steps of the session").get_by_role("link", name=step)
        way.click()
        expect(way).to_have_attribute("aria-current", "page")
        assert Axe().run(page).violations_count == 0
