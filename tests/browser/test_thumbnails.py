"""Pictures are seen where they were handed in: on both sides, with a script and without, by mouse and by keyboard."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.conftest import OpenHouse
from tests.browser.test_outside import come_in

# Whether what stands in an <img> has arrived, how large it is kept, and whether its place was held for it.
SEEN = """image => ({
    is_there: image.complete && image.naturalWidth > 0,
    kept: [image.naturalWidth, image.naturalHeight],
    held: Math.abs(image.width / image.height - image.naturalWidth / image.naturalHeight) < 0.05,
})"""


def look_at(page: Page, where: str) -> list[dict[str, object]]:
    """Return what is seen of each picture in a part of the page, once all of them are there."""
    images = page.locator(f"{where} img")
    expect(images.first).to_be_visible()
    for place in range(images.count()):
        images.nth(place).scroll_into_view_if_needed()
        page.wait_for_function(
            "([where, place]) => { const one = document.querySelectorAll(where + ' img')[place]; return one.complete && one.naturalWidth }",
            arg=[where, place],
        )
    return [images.nth(place).evaluate(SEEN) for place in range(images.count())]


@pytest.mark.parametrize("has_script", [True, False])
def test_what_was_seen_at_work_is_shown_outside_and_fetched_by_a_key(
    demo: OpenHouse, browser: Browser, has_script: bool
):
    context = browser.new_context(java_script_enabled=has_script, viewport={"width": 390, "height": 844})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(come_in(page, demo) + "observations/")
    for one in look_at(page, "[data-test=observations]"):
        assert one["is_there"]
        assert one["held"]
        assert max(one["kept"]) == 480
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    name = "“probe-sheet.jpg”, a picture that Dr Farida Rahmani handed in"
    page.get_by_role("button", name=name).focus()
    with page.expect_download() as fetching:
        page.keyboard.press("Enter")
    assert fetching.value.suggested_filename == "probe-sheet.jpg"
    with Image.open(fetching.value.path()) as whole:
        assert whole.size == (1280, 960)
    expect(page.get_by_role("button", name=name)).to_be_visible()
    assert complaints == []
    context.close()


def test_a_photo_is_seen_the_moment_it_is_told_without_any_script(demo: OpenHouse, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(come_in(page, demo) + "observations/")
    drawn = io.BytesIO()
    Image.new("RGB", (1600, 800), (40, 120, 90)).save(drawn, "PNG")
    photo: FilePayload = {"name": "tray.png", "mimeType": "image/png", "buffer": drawn.getvalue()}
    page.get_by_label("What you saw").fill("The tray sticks at the third shelf.")
    page.get_by_label("Pictures").set_input_files(photo)
    page.get_by_role("button", name="Tell it").click()
    told = page.locator("[data-test=observations] > li").first
    expect(told).to_contain_text("The tray sticks")
    expect(told.get_by_role("img", name=re.compile("tray.png.*Siobhan Keane"))).to_be_visible()
    (seen,) = look_at(page, "[data-test=observations] > li:first-child")
    assert seen["kept"] == [480, 240]
    # The demo is left as it was: other tests look at it too.
    told.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The tray sticks")).to_have_count(0)
    context.close()


def test_our_own_side_sees_them_among_the_conversations_and_beside_what_was_said(demo: OpenHouse, page: Page):
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/**")
    page.goto(f"{demo.url}/accounts/")
    page.get_by_role("link", name="Aldermoor Hospitals Trust").first.click()
    line = page.locator("[data-test=conversation]").filter(has=page.locator("[data-test=pictures]"))
    assert len(look_at(page, "[data-test=conversation]")) == 2
    line.get_by_role("link").first.click()
    page.wait_for_url("**/touchpoints/**")
    seen = look_at(page, "[data-test=pictures]")
    assert [one["kept"] for one in seen] == [[480, 360], [360, 480]]
    assert Axe().run(page).violations_count == 0
    with page.expect_download() as fetching:
        page.get_by_role("button", name="chiller-door.jpg").click()
    assert fetching.value.suggested_filename == "chiller-door.jpg"
    page.goto(f"{demo.url}/promises/?account=Tetherby+Schools+Catering")
    page.get_by_role("link", name="A week's metering in two kitchens").click()
    assert len(look_at(page, "[data-test=discussion]")) == 1
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(page).violations_count == 0
