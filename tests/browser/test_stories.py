"""The stories that the product stands on, each as one person would live it in a browser.

Moving an account in the circle, and the nag that is gone once a call is logged, are told in `test_main_job`.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenHouse, make_first_member

pytestmark = pytest.mark.browser

ANSWERS = """id,date,email,comment
1,2026-10-01,ann@rijnmond.example,The door beeps all night and nobody can sleep.
2,2026-10-02,ben@severn.example,We want the readings by mail every morning.
3,31.02.2026,ann@rijnmond.example,This row has a day that does not exist.
4,2026-10-04,una@foyle.example,
5,2026-10-05,una@foyle.example,The lid sticks whenever it rains.
"""
WISHES = (
    "Ann Visser of Rijnmond Waterlab: “We need to export the results to Excel.”",
    "Ben Rowe of Severn Catchment: “We need an export of all results to Excel.”",
    "Una Quinn of Lough Foyle Trust: “Please let us export the results to Excel.”",
    "Ann Visser of Rijnmond Waterlab: “We need the results exported to Excel for the audit.”",
    "Ben Rowe of Severn Catchment: “I wish we could export the results to Excel.”",
    "Una Quinn of Lough Foyle Trust: “We have to be able to export our results to Excel.”",
)


def test_first_run_makes_the_first_member_and_says_what_to_do_next(open_house: Callable[[], OpenHouse], page: Page):
    house = open_house()
    make_first_member(page, house)
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name=re.compile("account", re.IGNORECASE)).first).to_be_visible()
    expect(main.get_by_role("link", name=re.compile("bring", re.IGNORECASE)).first).to_be_visible()
    page.goto(f"{house.url}/heard/")
    expect(page.locator("[data-test=empty]")).to_contain_text("Press c")


def test_a_csv_with_two_bad_rows_is_read_the_two_are_named_and_the_good_ones_are_heard(
    house: OpenHouse, page: Page, tmp_path: Path
):
    _bring_in(house, page, tmp_path)
    report = page.locator("[data-test=import-report]")
    expect(report.locator("dd")).to_have_text(["3", "0", "2"])
    rows = report.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("3")
    expect(rows.nth(0)).to_contain_text("“31.02.2026” is not a day and time that exists.")
    expect(rows.nth(1)).to_contain_text("4")
    expect(rows.nth(1)).to_contain_text("has no words")
    words = page.locator("[data-test=verbatim]")
    _until(page, f"{house.url}/heard/", lambda: words.count() == 3)
    for said in ("The door beeps all night", "We want the readings by mail", "The lid sticks whenever it rains"):
        expect(page.get_by_role("main")).to_contain_text(said)
    expect(page.get_by_role("main")).not_to_contain_text("This row has a day")


def test_what_was_captured_becomes_words_a_need_and_a_call_on_today(house: OpenHouse, page: Page):
    page.goto(f"{house.url}/today/")
    for wish in WISHES:
        page.keyboard.press("c")
        page.keyboard.type(wish)
        expect(page.locator("[data-test=guesses]")).to_be_visible(timeout=30_000)
        page.keyboard.press("Enter")
        expect(page.locator("[data-test=toast]")).to_contain_text("Handed in", timeout=30_000)
        page.reload()
    words = page.locator("[data-test=verbatim]")
    _until(page, f"{house.url}/heard/?q=Excel", lambda: words.count() == len(WISHES))
    need = page.locator("[data-test=need]", has_text="Excel")
    _until(page, f"{house.url}/needs/", lambda: need.count() > 0)
    need.first.get_by_role("link").first.click()
    for account in ("Rijnmond Waterlab", "Severn Catchment"):
        expect(page.get_by_role("heading", name=account)).to_be_visible()
    expect(page.locator("[data-test=words]")).to_contain_text("Excel")
    page.get_by_role("button", name="Answered…").click()
    page.get_by_label("How, in a line that you could say to them").fill("Every result can be taken out as a workbook.")
    page.get_by_role("button", name="It is answered").click()
    call = page.locator("[data-test=call]", has_text="Severn Catchment")
    _until(page, f"{house.url}/today/", lambda: call.count() > 0)
    expect(call).to_contain_text("Excel")


def test_a_search_finds_the_words_marks_them_and_leads_to_their_place(house: OpenHouse, page: Page, tmp_path: Path):
    _bring_in(house, page, tmp_path)
    hit = page.locator("mark")
    _until(page, f"{house.url}/heard/?q=lid", lambda: hit.count() > 0)
    page.goto(f"{house.url}/today/")
    page.keyboard.press("/")
    page.keyboard.type("lid sti")
    page.keyboard.press("Enter")
    page.wait_for_url("**/heard/?q=*")
    expect(page.locator("[data-test=verbatim]")).to_have_count(1)
    expect(hit).to_have_text(["lid", "sticks"])
    page.locator("[data-test=verbatim] a").first.click()
    expect(page.get_by_role("main")).to_contain_text("The lid sticks whenever it rains.")
    expect(page.get_by_role("main")).to_contain_text("Una Quinn")
    page.goto(f"{house.url}/heard/?q=bicycle")
    expect(page.locator("[data-test=found]")).to_contain_text("No sentence with words of bicycle")


def test_what_was_done_is_taken_back_where_it_was_done(house: OpenHouse, page: Page, tmp_path: Path):
    page.goto(f"{house.url}/heard/")
    page.keyboard.press("c")
    page.keyboard.type("Una Quinn of Lough Foyle Trust says the lid sticks.")
    expect(page.locator("[data-test=guesses]")).to_be_visible(timeout=30_000)
    page.keyboard.press("Enter")
    toast = page.locator("[data-test=toast]")
    expect(toast).to_contain_text("Handed in", timeout=30_000)
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-test=toast]")).to_contain_text("Taken back")
    _bring_in(house, page, tmp_path)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("All that it had brought in is gone.")).to_be_visible(timeout=30_000)
    page.goto(f"{house.url}/heard/")
    expect(page.locator("[data-test=verbatim]")).to_have_count(0)


def _bring_in(house: OpenHouse, page: Page, folder: Path) -> None:
    table = folder / "answers.csv"
    table.write_text(ANSWERS, encoding="utf-8")
    page.goto(f"{house.url}/imports/")
    page.get_by_label("Files").set_input_files(table)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_label("comment")).to_have_value("text")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible(timeout=30_000)


def _until(page: Page, address: str, is_there: Callable[[], Any]) -> None:
    """Load a page anew until what the background makes stands on it."""
    for _ in range(120):
        page.goto(address)
        if is_there():
            return
        page.wait_for_timeout(500)
    shown: Locator = page.get_by_role("main")
    raise AssertionError(f"it never came: {shown.inner_text()[:500]}")
