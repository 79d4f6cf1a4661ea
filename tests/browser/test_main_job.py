"""The main job in a real browser on a real house: words go in; needs, a circle and today's calls come out."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


def test_a_sentence_is_captured_heard_and_found_again(house: OpenHouse, page: Page):
    page.goto(f"{house.url}/today/")
    page.keyboard.press("c")
    page.keyboard.type("Ann Visser of Rijnmond Waterlab says the calibration reminder comes too late.")
    page.wait_for_timeout(800)
    page.locator("[data-test=capture-save]").click()
    expect(page.locator("[data-test=toast]").first).to_be_visible()
    found = page.get_by_text("calibration reminder").first
    for _ in range(20):
        page.goto(f"{house.url}/heard/?q=calibration")
        if found.count():
            break
        page.wait_for_timeout(500)
    expect(page.locator("mark, .hit").first).to_have_text("calibration")


def test_a_promise_in_one_line_is_understood_kept_and_taken_back(house: OpenHouse, page: Page):
    page.goto(f"{house.url}/promises/")
    page.get_by_label("Account").fill("Severn Catchment")
    page.get_by_label("What is promised, in a line").fill("We send the checklist to Ben by tomorrow")
    expect(page.locator("#promise-understood")).to_contain_text("checklist")
    page.get_by_role("button", name="Write it down").click()
    page.locator("[data-test=open] a").first.click()
    settle = page.locator("[data-test=settle]")
    settle.get_by_text("kept", exact=False).first.click()
    settle.get_by_role("button", name="It ended so").click()
    expect(page.locator("[data-test=toast]")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="It ended so")).to_be_visible()


def test_an_account_is_moved_inward_with_a_reason_and_moved_back_by_undo(house: OpenHouse, page: Page):
    page.goto(f"{house.url}/circle/")
    page.get_by_role("link", name=re.compile("Severn Catchment")).first.click()
    page.get_by_role("link", name=re.compile("^Move .*acquainted|acquainted", re.IGNORECASE)).first.click()
    page.get_by_label(re.compile("why|reason", re.IGNORECASE)).first.fill("They asked for a second visit")
    page.get_by_role("button", name=re.compile("Move to acquainted", re.IGNORECASE)).click()
    expect(page.get_by_text("They asked for a second visit").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("They asked for a second visit")).to_have_count(0)


def test_late_contact_stands_on_today_and_is_gone_once_a_call_is_logged(house: OpenHouse, page: Page, tmp_path: Path):
    mail = tmp_path / "question.eml"
    mail.write_text(
        "From: Ben Rowe <ben@severn.example>\nTo: alice@arlund.example\nDate: Wed, 18 Nov 2026 09:00:00 +0000\n"
        "Message-ID: <one@severn.example>\nSubject: The export\n\nWhen can we have the export that you spoke of?\n"
    )
    answer = house.command("hear", str(mail), "--json")
    assert '"new": 1' in answer.stdout
    page.goto(f"{house.url}/today/")
    call = page.locator("[data-test=call]", has_text="Severn Catchment")
    expect(call).to_contain_text("waits for an answer", timeout=20_000)
    call.get_by_role("link", name="Log a call").click()
    page.get_by_label(re.compile("Ben Rowe")).first.check()
    page.get_by_label("What they said").fill("Ben: the first week of December would do.")
    page.get_by_role("button", name=re.compile("log", re.IGNORECASE)).first.click()
    page.goto(f"{house.url}/today/")
    expect(page.locator("[data-test=call]", has_text="waits for an answer")).to_have_count(0)
