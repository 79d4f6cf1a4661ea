"""The gallery in a real browser: nothing that axe finds, nothing that the policy refuses, and the keys at work."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PAGES = ("components", "today", "account", "circle_panel", "first_run", "404")
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "Debian's chromium is missing: `make setup` installs it"
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield one
        one.close()


@pytest.fixture
def open_page(browser: Browser, gallery_url: str) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(name: str, width: int = 1440, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{gallery_url}/{name}.html")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(open_page: Callable[..., Page], name: str, width: int, scheme: str) -> None:
    page = open_page(name, width, scheme)
    results = Axe().run(page, options=WCAG)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_at_any_width(open_page: Callable[..., Page], name: str) -> None:
    page = open_page(name)
    widths = (320, 390, 768, 899, 900, 1024, 1199, 1440, 2200)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found.append(page.evaluate("document.documentElement.scrollWidth"))
    assert found == list(widths)


@pytest.mark.parametrize("name", ["components", "today", "circle_panel"])
def test_on_a_phone_every_button_is_large_enough_for_a_thumb(open_page: Callable[..., Page], name: str) -> None:
    page = open_page(name, 390)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.button, .nav a, .nav-more button, .filter a, .field input, .field select')]
            .filter((one) => one.checkVisibility() && !['radio', 'checkbox'].includes(one.type))
            .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"""
    )
    assert small == []


def test_c_opens_the_capture_field_and_escape_puts_it_away_with_its_words(open_page: Callable[..., Page]) -> None:
    page = open_page("today")
    field = page.get_by_role("textbox", name="What did you hear?")
    page.keyboard.press("c")
    expect(field).to_be_focused()
    page.keyboard.type("Joost says one port")
    expect(page.get_by_role("button", name="Hand it in")).to_be_visible()
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    expect(field).to_have_value("Joost says one port")


def test_opening_the_capture_field_moves_nothing_beneath_it(open_page: Callable[..., Page]) -> None:
    page = open_page("today")
    heading = page.get_by_role("heading", level=1)
    before = heading.bounding_box()
    page.keyboard.press("c")
    assert heading.bounding_box() == before


def test_slash_goes_to_search_at_both_widths(open_page: Callable[..., Page]) -> None:
    for width in (1440, 390):
        page = open_page("today", width)
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox", name="Search").locator("visible=true")).to_be_focused()


def test_g_and_a_letter_goes_there(open_page: Callable[..., Page]) -> None:
    page = open_page("today")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url(re.compile("circle_panel"))


def test_letters_are_left_alone_inside_a_field(open_page: Callable[..., Page]) -> None:
    page = open_page("today")
    page.get_by_role("searchbox", name="Search").locator("visible=true").fill("")
    page.keyboard.type("gc?/")
    expect(page.get_by_role("searchbox", name="Search").locator("visible=true")).to_have_value("gc?/")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_the_question_mark_lists_the_keys_and_can_switch_the_letters_off(open_page: Callable[..., Page]) -> None:
    page = open_page("today")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Needs")
    dialog.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("c")
    expect(page.get_by_role("textbox", name="What did you hear?")).not_to_be_focused()


def test_z_takes_back_the_newest_toast(open_page: Callable[..., Page]) -> None:
    page = open_page("components")
    with page.expect_request(re.compile("/undo/2")) as asked:
        page.keyboard.press("z")
    assert asked.value.method == "POST"


def test_a_toast_leaves_by_itself_but_waits_while_it_is_pointed_at(open_page: Callable[..., Page]) -> None:
    page = open_page("components")
    toasts = page.locator("[data-test=toast]")
    expect(toasts).to_have_count(2)
    toasts.last.hover()
    expect(toasts).to_have_count(1, timeout=9500)
    expect(toasts).to_contain_text("Handed in")
    page.mouse.move(900, 10)
    expect(toasts).to_have_count(0, timeout=9500)


@pytest.mark.parametrize("answer", ["failed", "lost"])
def test_a_house_that_does_not_answer_is_said_once_however_often_it_is_asked(
    browser: Browser, gallery_url: str, answer: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/imports/7", lambda route: route.abort() if answer == "lost" else route.fulfill(status=500))
    page.goto(f"{gallery_url}/components.html")
    said = page.locator(f"[data-test=toast-{answer}]")
    expect(said).to_have_count(1, timeout=4000)
    with page.expect_request("**/imports/7"):
        pass
    page.wait_for_timeout(100)
    expect(said).to_have_count(1)
    context.close()


def test_a_dialog_opens_from_its_act_and_gives_the_focus_back(open_page: Callable[..., Page]) -> None:
    page = open_page("today")
    page.get_by_role("button", name="Put off…").click()
    expect(page.get_by_role("dialog", name="Put off until")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Put off…")).to_be_focused()


def test_more_opens_the_rest_of_the_navigation_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page("today", 390)
    expect(page.get_by_role("link", name="Research")).to_be_hidden()
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("link", name="Research")).to_be_visible()


def test_the_chosen_theme_is_kept_in_a_cookie_and_shown_at_once(open_page: Callable[..., Page]) -> None:
    page = open_page("components")
    page.get_by_role("radio", name="dark").check()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "theme=dark" in page.evaluate("document.cookie")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor").startswith("oklch(0.185")


def test_the_whole_page_is_there_with_the_words_in_serif(open_page: Callable[..., Page]) -> None:
    page = open_page("today")
    fonts = page.evaluate(
        "[...document.querySelectorAll('.quote-words')].map((one) => getComputedStyle(one).fontFamily)"
    )
    assert fonts
    assert all(font.startswith('"Charis SIL"') for font in fonts)
    others = page.evaluate(
        "[...document.querySelectorAll('body *')].filter((one) => !one.closest('.quote-words'))"
        ".filter((one) => getComputedStyle(one).fontFamily.includes('Charis')).length"
    )
    assert others == 0


def test_on_paper_a_dark_page_is_dark_on_white_with_its_words_and_nothing_to_press(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("today", 680, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color").startswith("oklch(0.245")
    expect(page.get_by_text("Nobody reminds me")).to_be_visible()
    expect(page.get_by_role("textbox", name="What did you hear?")).to_be_hidden()
    expect(page.get_by_role("link", name="Open the brief")).to_be_hidden()


def test_nothing_moves_when_the_fonts_arrive(browser: Browser, gallery_url: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shift += one.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.route("**/*.woff2", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(f"{gallery_url}/today.html", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("window.shift") < 0.02
    context.close()
