"""Files that are broken, sent through the browser: one sentence with file, row and reason; good rows kept; nothing half done."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse
from tests.touchpoints import bad_input
from tests.touchpoints.bad_input import Case

pytestmark = pytest.mark.browser
CASES = bad_input.list_cases()
PATIENCE = 60_000


@pytest.fixture
def bring_in(alice: Page, common_house: OpenHouse) -> Page:
    """The page on which files are brought in."""
    alice.goto(f"{common_house.url}/imports/")
    return alice


@pytest.mark.parametrize("case", [case for case in CASES if case.refusal], ids=lambda case: case.name)
def test_what_cannot_be_read_is_refused_where_it_was_sent_and_nothing_is_kept(bring_in: Page, case: Case):
    before = bring_in.locator("[data-test=before] li").count()
    _send(bring_in, case)
    said = bring_in.get_by_role("alert").filter(has_text=case.name)
    expect(said).to_contain_text(case.refusal)
    expect(said).to_contain_text("Nothing was read.")
    expect(bring_in.locator("[data-test=before] li")).to_have_count(before)


@pytest.mark.parametrize("case", [case for case in CASES if not case.refusal], ids=lambda case: case.name)
def test_good_rows_come_into_the_house_and_bad_ones_are_named_with_their_reason(
    bring_in: Page, common_house: OpenHouse, case: Case
):
    _send(bring_in, case)
    expect(bring_in.get_by_role("heading", level=1)).to_have_text(case.name)
    bring_in.get_by_role("button", name="Read it").click()
    report = bring_in.locator("[data-test=import-report]")
    expect(report).to_be_visible(timeout=PATIENCE)
    expect(bring_in.get_by_role("button", name="Take it back")).to_be_visible(timeout=PATIENCE)
    # By name: where rows of an earlier file come again with other words, "of them edited" stands among them.
    said = zip(report.locator("dt").all_inner_texts(), report.locator("dd").all_inner_texts(), strict=True)
    figures = {name.split()[0].lower(): int(figure) for name, figure in said}
    assert figures["new"] + figures["there"] == case.n_good
    assert figures["rejected"] == len(case.rejected)
    rows = report.locator("tbody tr")
    expect(rows).to_have_count(len(case.rejected))
    for place, (row, reason) in enumerate(case.rejected):
        expect(rows.nth(place)).to_contain_text(reason)
        expect(rows.nth(place).locator("td").first).to_have_text(str(row))
    if case.says:
        _find(bring_in, f"{common_house.url}/heard/?q={case.says.split()[0]}")


def _send(page: Page, case: Case) -> None:
    sent: Any = {"name": case.name, "mimeType": "application/octet-stream", "buffer": case.data}
    page.get_by_label("Files").set_input_files(sent)
    page.get_by_role("button", name="Look at it").click()


def _find(page: Page, address: str) -> None:
    """Look for words that were just read: they are cut to sentences in the background."""
    for _ in range(60):
        page.goto(address)
        if page.locator("mark").count():
            return
        page.wait_for_timeout(500)
    expect(page.locator("mark").first).to_be_visible()
