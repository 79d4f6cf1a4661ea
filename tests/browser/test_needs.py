"""What people decide about needs, by mouse and by keys, in a real browser on the demo company."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse, _closeknit, start_house


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHouse]:
    """The demo company, with all background work done, open."""
    folder = tmp_path_factory.mktemp("demo") / "house"
    _closeknit(folder, "demo", "--no-serve")
    house = start_house(folder)
    yield house
    house.process.terminate()
    house.process.communicate(timeout=20)


@pytest.fixture
def member(demo: OpenHouse, page: Page) -> Page:
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/needs/")
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def undo(page: Page) -> None:
    expect(page.locator("[data-test=toast]").first).to_be_visible()
    press(page, "u")
    expect(page.get_by_text("Taken back.")).to_be_visible()


def test_two_needs_are_merged_and_taken_apart_by_keys_alone(member: Page):
    names = member.locator("[data-test=need] h2")
    first, third = names.nth(0).inner_text(), names.nth(2).inner_text()
    press(member, "j", "x", "j", "j", "x", "m")
    expect(member.get_by_label("Which keeps its name").locator("option:checked")).to_have_text(first)
    member.get_by_role("button", name="Merge them").click()
    expect(member.get_by_text("Merged one need into it.")).to_be_visible()
    expect(member.get_by_role("link", name=third, exact=True)).to_have_count(0)
    undo(member)
    expect(member.get_by_role("link", name=third, exact=True)).to_have_count(1)


def test_a_row_of_needs_is_chosen_with_shift_and_dismissed_with_a_reason(member: Page):
    boxes = member.locator("[data-test=needs] input[type=checkbox]")
    total = boxes.count()
    boxes.nth(3).click()
    boxes.nth(5).click(modifiers=["Shift"])
    expect(member.get_by_text("3 needs chosen")).to_be_visible()
    press(member, "d")
    member.get_by_label("Why").fill("manners of speaking")
    press(member, "Enter")
    expect(member.get_by_text("Dismissed three needs.")).to_be_visible()
    expect(boxes).to_have_count(total - 3)
    undo(member)
    expect(boxes).to_have_count(total)


def test_sentences_are_split_off_into_a_need_of_their_own_and_come_back(member: Page):
    member.locator("[data-test=need] h2 a").first.click()
    sentences = member.locator("[data-test=words] [data-test=quote]")
    before = sentences.count()
    press(member, "j", "x", "j", "x", "s")
    member.keyboard.type("Something else altogether")
    press(member, "Enter")
    expect(member.get_by_text("Split off as “Something else altogether”.")).to_be_visible()
    expect(sentences).to_have_count(before - 2)
    expect(member.locator("[data-test=story]")).to_contain_text("Something else altogether")
    undo(member)
    expect(sentences).to_have_count(before)
    expect(member.locator("[data-test=story]")).not_to_contain_text("Something else altogether")


def test_words_that_say_otherwise_stand_beside_those_that_say_so(member: Page):
    member.locator("[data-test=need] h2 a").first.click()
    words = member.locator("[data-test=words] .quote-words").nth(1).inner_text()
    member.locator("[data-test=words] input[type=checkbox]").nth(1).check()
    member.get_by_role("button", name="Say otherwise").click()
    expect(member.locator("[data-test=against]")).to_contain_text(words)
    undo(member)
    expect(member.locator("[data-test=against]")).to_have_count(0)


def test_the_keys_of_the_page_stand_under_the_question_mark(member: Page):
    press(member, "?")
    keys = member.locator("[data-test=dialog-keys]")
    for what in ("Choose it", "Merge the chosen", "Undo"):
        expect(keys).to_contain_text(what)
