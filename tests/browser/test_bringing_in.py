"""Bringing in a file and handing in a sentence, as somebody does it in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse

pytestmark = pytest.mark.browser

ANSWERS = """id,date,name,email,comment
1,2026-10-01,Ana Costa,ana@harrow.example,The door beeps all night.
2,2026-10-02,Mo Farr,mo@elsewhere.example,We want the readings by mail.
3,31.02.2026,Ana Costa,ana@harrow.example,This row has no such day.
4,2026-10-04,Ana Costa,ana@harrow.example,
"""


def test_a_table_with_two_bad_rows_is_looked_at_read_reported_and_taken_back(
    page: Page, first_house: OpenHouse, tmp_path: Path
):
    table = tmp_path / "answers.csv"
    table.write_text(ANSWERS, encoding="utf-8")
    page.goto(f"{first_house.url}/imports/")
    page.get_by_label("Files").set_input_files(str(table))
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_label("comment")).to_have_value("text")
    expect(page.get_by_text("The door beeps all night.").first).to_be_visible()
    page.get_by_role("button", name="Read it").click()
    report = page.locator("[data-test=import-report]")
    expect(report).to_contain_text("rejected", timeout=30_000)
    expect(report.get_by_role("row")).to_have_count(3)
    page.get_by_role("link", name="two speakers").click()
    page.get_by_role("heading", name="Mo Farr").wait_for()
    page.goto(f"{first_house.url}/imports/")
    page.get_by_role("link", name="answers.csv").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("All that it had brought in is gone.")).to_be_visible(timeout=30_000)


def test_whoever_could_not_be_told_is_placed_once_and_it_can_be_undone(
    page: Page, first_house: OpenHouse, tmp_path: Path
):
    page.goto(f"{first_house.url}/capture/form/")
    page.get_by_label("What was said", exact=True).fill("We are going to look around in spring.")
    page.get_by_label("Who said it").fill("Mo Farr")
    page.get_by_role("button", name="Hand it in").click()
    expect(page.locator("[data-test=toast]")).to_contain_text("waits under Bring in")
    page.goto(f"{first_house.url}/imports/speakers/")
    page.get_by_role("button", name="Nobody we keep").click()
    expect(page.locator("[data-test=empty]")).to_be_visible()
    page.locator("[data-test=toast]").get_by_role("button", name="Undo").click()
    page.goto(f"{first_house.url}/imports/speakers/")
    expect(page.get_by_role("heading", name="Mo Farr")).to_be_visible()


def test_a_sentence_is_handed_in_with_enter_from_any_page_and_taken_back(page: Page, first_house: OpenHouse):
    page.keyboard.press("c")
    page.keyboard.type("Nobody here reads the night log any more.")
    expect(page.locator("[data-test=guesses]")).to_be_visible(timeout=30_000)
    page.keyboard.press("Enter")
    toast = page.locator("[data-test=toast]")
    expect(toast).to_contain_text("Handed in")
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-test=toast]")).to_contain_text("Taken back")


def test_what_was_typed_comes_along_when_more_is_to_be_said(page: Page, first_house: OpenHouse):
    page.keyboard.press("c")
    page.keyboard.type("They want an invoice by site.")
    page.get_by_role("button", name="Say more about it").click()
    expect(page.get_by_label("What was said", exact=True)).to_have_value("They want an invoice by site.")
