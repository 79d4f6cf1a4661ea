import signal
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, OpenHouse, make_first_member


def test_whoever_opens_an_empty_folder_is_led_to_today(open_house, page: Page):
    house: OpenHouse = open_house()
    make_first_member(page, house)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Arlund Instruments").first).to_be_visible()
    # What a first step is, and beneath it what one needs for it: side by side they ran into one another.
    step = page.locator("[data-test=first-steps] li").first
    link, note = step.get_by_role("link").bounding_box(), step.locator(".row-note").bounding_box()
    assert link is not None
    assert note is not None
    assert note["y"] >= link["y"] + link["height"] - 4


def test_a_form_that_is_not_complete_says_what_to_mend_and_loses_nothing(open_house, page: Page):
    house: OpenHouse = open_house()
    page.goto(house.url)
    page.get_by_label("Your company").fill("Arlund Instruments")
    page.get_by_label("A password").fill("short")
    page.get_by_role("button", name="Open the house").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Your company")).to_have_value("Arlund Instruments")


def test_one_signs_out_and_in_again(open_house, page: Page):
    house: OpenHouse = open_house()
    make_first_member(page, house)
    page.goto(f"{house.url}/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{house.url}/today/")
    page.get_by_label("E-mail").fill("alice@arlund.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today/")


def test_the_house_closes_whole_when_asked_to(open_house):
    house: OpenHouse = open_house()
    house.process.send_signal(signal.SIGTERM)
    said, _ = house.process.communicate(timeout=20)
    assert house.process.returncode == 0
    assert "Everything is kept" in said


def test_a_taken_port_is_said_in_one_line(open_house):
    house: OpenHouse = open_house()
    port = house.url.rsplit(":", 1)[1]
    answer = house.command("up", "--port", port, check=False)
    assert answer.returncode == 1
    assert f"Port {port}" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_houses_own_logo_stands_on_the_sign_in_page(open_house, page: Page, tmp_path: Path):
    house: OpenHouse = open_house()
    make_first_member(page, house)
    picture = tmp_path / "logo.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10"/></svg>'
    )
    page.goto(f"{house.url}/house/")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="Take this logo").click()
    page.goto(f"{house.url}/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    drawn = page.locator("img[src='/logo']").evaluate("image => image.complete && image.naturalWidth > 0")
    assert drawn, "the logo was not drawn"
