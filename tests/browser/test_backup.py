"""A house in one file: made in the settings and in the terminal, and opened again elsewhere with its login."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, OpenHouse, make_first_member


def test_a_house_restored_from_its_backup_opens_with_the_same_login(open_house, page: Page, tmp_path: Path):
    house: OpenHouse = open_house()
    make_first_member(page, house)
    page.goto(f"{house.url}/house/safety/#backup")
    page.locator("[data-test=backup]").click()
    expect(page.get_by_text("A backup is being made")).to_be_visible()
    made = page.get_by_text("The last one was made today")
    for _ in range(40):
        if made.count():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(made).to_be_visible()
    said = house.command("backup", str(tmp_path / "house.tar.gz")).stdout
    assert "opened and checked" in said

    again = house.command("restore", str(tmp_path / "house.tar.gz"), "--house", str(tmp_path / "again"))
    assert "`closeknit up` opens it" in again.stdout
    other: OpenHouse = open_house(tmp_path / "again")
    page.context.clear_cookies()
    page.goto(f"{other.url}/today/")
    page.get_by_label("E-mail").fill("alice@arlund.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today/")
