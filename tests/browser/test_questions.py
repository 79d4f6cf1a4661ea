"""A standing question is ticked while a call is logged; the next time its answer stands beside the field."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_touchpoints import account, name

__all__ = ["account", "name"]


def test_a_question_is_ticked_in_a_call_and_its_answer_is_seen_the_next_time(account: str, page: Page):
    page.goto(account)
    page.get_by_role("link", name="Log a call").first.click()
    page.get_by_label("Ana Costa").check()
    asked = page.locator("[data-test=asked]")
    expect(asked.first).to_contain_text("How can we serve you better?")
    expect(page.get_by_label("What they answered").first).to_be_hidden()
    page.get_by_label("How can we serve you better?").check()
    page.get_by_label("What they answered").first.fill("“Answer within the day.”")
    page.get_by_label("What comes of it").first.select_option(label="a promise")
    page.get_by_label("In a line").first.fill("Answer Ana within a day by tomorrow")
    page.get_by_role("button", name="Log it").click()
    page.wait_for_url(account)
    expect(page.locator("[data-test=conversation]").first).to_contain_text("Answer within the day.")
    expect(page.locator("#promises")).to_contain_text("Answer Ana within a day")

    page.get_by_role("link", name="Log a call").first.click()
    page.get_by_label("Ana Costa").check()
    expect(page.locator("[data-test=asking]")).to_contain_text("Ana Costa heard it today")
    page.get_by_text("Another question").click()
    page.get_by_label("How can we serve you better?").check()
    expect(page.locator("[data-test=asking]")).to_contain_text("“Answer within the day.”")

    page.goto(account + "questions/")
    expect(page.locator("[data-test=answer]")).to_contain_text("“Answer within the day.”")
    expect(page.locator("[data-test=outcome]")).to_contain_text("a promise: Answer Ana within a day")
    page.get_by_role("link", name="Two certainties").click()
    page.wait_for_url(re.compile("/radar/$"))
    form = page.locator("[data-test=act-cost]")
    form.get_by_label("We", exact=True).select_option(label="offered a saving")
    form.get_by_label("What exactly").fill("One visit less a year.")
    form.get_by_label("before they asked for a saving").check()
    form.get_by_role("button", name="Note it").click()
    expect(page.locator("[data-test=acts]")).to_contain_text("before they asked for it")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-test=acts]")).to_have_count(0)
