"""The circle under a finger: a mark that is held is lifted and drawn to another ring; a finger that moves at once scrolls."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from closeknit.demo import login
from tests.browser.conftest import OpenHouse

pytestmark = pytest.mark.browser

Point = tuple[float, float]


@pytest.fixture
def phone(browser: Browser, demo: OpenHouse) -> Iterator[Page]:
    """The demo company on a phone."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="en-GB"
    )
    page = context.new_page()
    page.goto(demo.url)
    page.get_by_role("button", name=f"Look around as {login.NAME}").tap()
    page.wait_for_url("**/today/")
    page.wait_for_load_state("networkidle")
    page.goto(f"{demo.url}/circle/?by=lateness")
    yield page
    context.close()


def test_a_finger_draws_a_held_mark_to_another_ring_and_scrolls_otherwise(phone: Page):
    name = "Klinikum Osterhagen"
    mark = phone.get_by_role("link", name=re.compile(f"^{name}, "))
    dot, us = _middle(mark.locator(".dot")), _middle(phone.locator(".us circle"))
    partners = (us[0] + (dot[0] - us[0]) * 0.72, us[1] + (dot[1] - us[1]) * 0.72)
    _draw(phone, dot, (dot[0], dot[1] - 160), held_ms=0)
    expect(phone.locator("[data-test=move-form]")).to_have_count(0)
    phone.wait_for_timeout(600)
    assert phone.evaluate("scrollY") > 0, "the finger that moved at once scrolled"
    phone.evaluate("scrollTo(0, 0)")
    _draw(phone, dot, partners, held_ms=400)
    form = phone.locator("[data-test=move-form]")
    expect(form.get_by_role("button", name="Move to partner")).to_be_visible()
    expect(phone.get_by_role("heading", name=name)).to_be_attached()
    expect(form.get_by_label("Why")).to_be_focused()


def _middle(what: Locator) -> Point:
    box = what.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _draw(page: Page, start: Point, end: Point, *, held_ms: int) -> None:
    touch = page.context.new_cdp_session(page)
    send = "Input.dispatchTouchEvent"
    touch.send(send, {"type": "touchStart", "touchPoints": [{"x": start[0], "y": start[1]}]})
    page.wait_for_timeout(held_ms)
    for step in range(1, 9):
        x, y = (a + (b - a) * step / 8 for a, b in zip(start, end, strict=True))
        touch.send(send, {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
    touch.send(send, {"type": "touchEnd", "touchPoints": []})
