"""What people outside see of the demo company: in order on a phone and on a screen, and one can talk back without any script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenHouse

IN_SPACE = (
    "",
    "promises/",
    "plan/",
    "ledger/",
    "said/",
    "circle/",
    "people/",
    "questions/",
    "discussions/",
    "notices/",
)
ON_PORTAL = ("/portal/", "/portal/answering/")


def come_in(page: Page, house: OpenHouse) -> str:
    """Come in as the demo's contact and return the address of the first page."""
    page.goto(f"{house.url}/shared/sign-in/")
    page.get_by_role("button", name="Look around").first.click()
    page.wait_for_url("**/shared/account_*/")
    return page.url


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_outside_is_in_order(demo: OpenHouse, browser: Browser, width: int, scheme: str):
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    first = come_in(page, demo)
    for address in [*(first + one for one in IN_SPACE), *(demo.url + one for one in ON_PORTAL)]:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found = [one["id"] for one in Axe().run(page).response["violations"]]
        assert found == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert complaints == []
    context.close()


def test_something_is_said_on_the_shared_plan_without_any_script(demo: OpenHouse, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(come_in(page, demo) + "plan/")
    page.get_by_label("What you say").fill("We looked at it together on Friday.")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("We looked at it together on Friday.")).to_be_visible()
    # The demo is left as it was: other tests look at it too.
    page.get_by_role("button", name="Take back", exact=True).click()
    expect(page.get_by_text("We looked at it together on Friday.")).to_have_count(0)
    context.close()
