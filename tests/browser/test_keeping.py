"""Keeping in touch by keys alone: limits for one, rest for several, and the way back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse

pytestmark = pytest.mark.browser


def test_several_rest_by_keys_and_are_taken_back_and_limits_that_nobody_can_keep_are_refused(
    house: OpenHouse, page: Page
):
    page.goto(f"{house.url}/circle/keeping/?show=any")
    lines = page.locator("[data-test=kept-line]")
    expect(lines).to_have_count(3)
    for key in ("j", "x", "j", "x", "p"):
        page.keyboard.press(key)
    why = page.get_by_role("dialog").get_by_label("Why")
    why.fill("They move house until spring")
    why.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Nobody asks for calls with two accounts")
    expect(page.locator("[data-test=kept-line].is-paused")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-test=kept-line].is-paused")).to_have_count(0)

    page.goto(f"{house.url}/circle/keeping/?show=any")
    for key in ("j", "x", "l"):
        page.keyboard.press(key)
    limits = page.get_by_role("dialog")
    limits.get_by_label("Ideal, days").fill("20")
    limits.get_by_label("At the latest, days").fill("10")
    limits.get_by_role("button", name="Keep the limits").click()
    expect(page.get_by_role("status")).to_contain_text(re.compile("10 days. lies before the ideal"))

    page.set_viewport_size({"width": 390, "height": 800})
    lines.first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="In touch")).to_be_visible()
    page.get_by_label("Ideal, days").fill("10")
    page.get_by_label("At the latest, days").fill("20")
    page.get_by_role("button", name="Keep the limits").click()
    expect(page.get_by_role("main")).to_contain_text("Its own: every 10 days, 20 at the latest.")
