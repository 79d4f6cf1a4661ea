"""What people decide about needs, by mouse and by keys, in a real browser on the demo company."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenHouse

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


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
    # The list is a page long: those that are left move up, so it is by their names that they are gone.
    boxes = member.locator("[data-test=needs] input[type=checkbox]")
    named = member.locator("[data-test=need] h2 a")
    chosen = [named.nth(place).inner_text() for place in (3, 4, 5)]
    boxes.nth(3).click()
    boxes.nth(5).click(modifiers=["Shift"])
    expect(member.get_by_text("3 needs chosen")).to_be_visible()
    press(member, "d")
    member.get_by_label("Why").fill("manners of speaking")
    press(member, "Enter")
    expect(member.get_by_text("Dismissed three needs.")).to_be_visible()
    for name in chosen:
        expect(member.get_by_role("link", name=name, exact=True)).to_have_count(0)
    undo(member)
    for name in chosen:
        expect(member.get_by_role("link", name=name, exact=True)).to_be_visible()


def test_sentences_are_split_off_into_a_need_of_their_own_and_come_back(member: Page):
    member.locator("[data-test=need] h2 a").first.click()
    expect(member.locator("[data-test=words]")).to_be_visible()
    words = member.locator("[data-test=words] .choose").nth(1).inner_text().removeprefix("Choose: ")
    shown = member.locator("[data-test=words] [data-test=quote]", has_text=words)
    # Two people may say the same in the same words.
    total = shown.count()
    press(member, "j", "j", "x", "s")
    member.keyboard.type("Something else altogether")
    press(member, "Enter")
    expect(member.get_by_text("Split off as “Something else altogether”.")).to_be_visible()
    expect(shown).to_have_count(total - 1)
    expect(member.locator("[data-test=story]")).to_contain_text("Something else altogether")
    undo(member)
    expect(shown).to_have_count(total)
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


def test_the_landscape_shows_estimates_until_enough_have_rated_and_can_be_taken_away(member: Page):
    member.get_by_role("link", name="Landscape").click()
    expect(member.get_by_role("heading", name="What they need, and how well it is met")).to_be_visible()
    points = member.locator("[data-test=plot] [data-point]")
    ranked, unranked = member.locator("[data-test=ranked] li"), member.locator("[data-test=unranked] li")
    assert points.count() == ranked.count() + unranked.count()
    assert ranked.count()
    assert unranked.count()
    press(member, "ArrowRight")
    first = member.evaluate("document.activeElement.getAttribute('aria-label')")
    press(member, "ArrowRight")
    assert "importance" in first != member.evaluate("document.activeElement.getAttribute('aria-label')")
    for link, beginning in (("Take the picture (SVG)", "<svg"), ("Take the figures (CSV)", "\ufeffneed,basis,n")):
        with member.expect_download() as taken:
            member.get_by_role("link", name=link).click()
        assert taken.value.path().read_text(encoding="utf-8").startswith(beginning)


def test_a_rating_is_typed_in_for_one_of_them_and_taken_back(member: Page):
    # The last one is said by few: nobody of the demo has rated it.
    member.locator("[data-test=need] h2 a").last.click()
    member.get_by_role("button", name="Add a rating…").click()
    dialog = member.locator("[data-test=dialog-rate]")
    dialog.get_by_label("Who").select_option(index=1)
    dialog.get_by_label("How much it matters, 0–10").fill("9")
    dialog.get_by_label("How well it is met, 0–10").fill("2")
    dialog.get_by_role("button", name="Keep the rating").click()
    expect(member.get_by_text("Kept: it matters 9, it is met 2.")).to_be_visible()
    expect(member.get_by_text("1 person rated it at 1 account. It takes 12 people")).to_be_visible()
    undo(member)
    expect(member.get_by_text("1 person rated it")).to_have_count(0)


def test_a_need_is_hung_on_a_step_of_a_job_and_the_tree_is_edited(member: Page):
    member.get_by_role("link", name="Jobs").click()
    member.get_by_role("button", name="Add a job…").click()
    member.locator("#new-job").fill("Feed four hundred children by noon")
    member.get_by_role("button", name="Add the job").click()
    job = member.locator("[data-test=job]", has_text="Feed four hundred children by noon")
    expect(job).to_be_visible()
    # The first row of the page, wherever it hangs: keys begin there.
    need = member.locator("main input[type=checkbox][name=need]").first.evaluate(
        "one => one.closest('li').querySelector('a').innerText"
    )
    press(member, "j", "x", "h")
    step = member.locator("#hang-on optgroup[label^='Feed four hundred'] option", has_text="Execute: do it")
    member.locator("#hang-on").select_option(value=step.get_attribute("value"))
    member.get_by_role("button", name="Hang them there").click()
    expect(job.locator("[data-test=step]")).to_contain_text(need)
    job.get_by_role("button", name="Remove", exact=True).click()
    expect(job).to_have_count(0)
    undo(member)
    expect(job.locator("[data-test=step]")).to_contain_text(need)
    job.get_by_role("link", name=need, exact=True).click()
    expect(member.locator(".crumbs")).to_contain_text("step execute")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_of_needs_are_in_order(demo: OpenHouse, browser: Browser, width: int):
    # Colours that still move would be measured half-way.
    context = browser.new_context(viewport={"width": width, "height": 1000}, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    for path in ("/needs/landscape/", "/needs/jobs/", "/needs/"):
        page.goto(f"{demo.url}{path}")
        faults += _faults(page, path, width)
    page.locator("[data-test=need] h2 a").first.click()
    page.wait_for_load_state()
    for summary in page.locator("main details summary").all():
        summary.click()
    faults += _faults(page, "a need", width)
    context.close()
    assert not faults, "\n".join(faults)


def _faults(page: Page, path: str, width: int) -> list[str]:
    """Return what is wrong with a page, in light and in dark."""
    faults = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
        faults += [f"{path}, {scheme}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path} scrolls sideways at {width}, {scheme}")
    return faults


def test_the_knob_of_granularity_shows_what_would_be_before_it_is_set(member: Page):
    member.get_by_role("link", name="How finely needs are told apart").click()
    member.get_by_role("slider").fill("0.8")
    member.get_by_role("button", name="Look what it would be").click()
    preview = member.locator("[data-test=preview]")
    expect(preview).to_contain_text("At 0.80")
    expect(preview).to_contain_text("need")
    member.get_by_role("button", name="Set it so").click()
    expect(member.get_by_text("now it is 0.80")).to_be_visible()
    press(member, "z")
    expect(member.get_by_text("now it is 0.65")).to_be_visible()
