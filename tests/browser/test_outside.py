"""What people outside see of the demo company: in order on a phone and on a screen, and one can talk back without any script."""

import re
import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenHouse

IN_SPACE = (
    "",
    "promises/",
    "plan/",
    "ledger/",
    "ideas/",
    "ideas/giving/",
    "said/",
    "circle/",
    "people/",
    "questions/",
    "discussions/",
    "files/",
    "observations/",
    "notices/",
)
ON_PORTAL = ("/portal/", "/portal/answering/")


def come_in(page: Page, house: OpenHouse) -> str:
    """Come in as the demo's contact and return the address of the first page."""
    page.goto(f"{house.url}/shared/sign-in/")
    page.get_by_role("button", name="Look around").first.click()
    page.wait_for_url("**/shared/account_*/")
    return page.url


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_outside_is_in_order(demo: OpenHouse, browser: Browser, width: int, scheme: str):
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    first = come_in(page, demo)
    page.goto(first + "ideas/")
    idea = page.locator("[data-test=ideas] h2 a").last.evaluate("link => link.href")
    for address in [*(first + one for one in IN_SPACE), idea, *(demo.url + one for one in ON_PORTAL)]:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found = [one["id"] for one in Axe().run(page).response["violations"]]
        assert found == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert complaints == []
    context.close()


def test_something_is_said_on_the_shared_plan_without_any_script(demo: OpenHouse, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(come_in(page, demo) + "plan/")
    page.get_by_label("What you say").fill("We looked at it together on Friday.")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("We looked at it together on Friday.")).to_be_visible()
    # The demo is left as it was: other tests look at it too.
    page.get_by_role("button", name="Take back", exact=True).click()
    expect(page.get_by_text("We looked at it together on Friday.")).to_have_count(0)
    context.close()


def test_who_manages_their_side_comes_in_by_the_link_and_invites_a_colleague(
    common_house: OpenHouse, alice: Page, browser: Browser
):
    join = open_site(alice, common_house, "Tide Pool Watch", "Mira Sand", "mira@tidepool.example")
    context = browser.new_context()
    page = context.new_page()
    page.goto(join)
    page.get_by_role("button", name="Come in").click()
    page.get_by_role("link", name="People and rights").click()
    page.get_by_label("Name", exact=True).fill("Odd Reef")
    page.get_by_label("E-mail").fill("odd@tidepool.example")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("[data-test=invited]")).to_contain_text("odd@tidepool.example")
    context.close()


def test_strangers_come_in_by_a_code_and_one_wants_what_the_other_gave(
    common_house: OpenHouse, alice: Page, browser: Browser
):
    open_portal(alice, common_house)
    giver = come_in_by_code(browser, common_house, "Wim Wad", "wim@mudflat.example")
    giver.get_by_role("link", name="Give an idea").click()
    giver.get_by_label("Your idea in one line").fill("A lid that floats, so that no probe is lost at high tide")
    giver.get_by_role("button", name="Give it").click()
    expect(giver.get_by_text("A lid that floats").first).to_be_visible()
    giver.context.close()
    other = come_in_by_code(browser, common_house, "Ria Rock", "ria@tarn.example")
    vote = other.get_by_role("button", name="want “A lid that floats")
    expect(vote).to_have_text(re.compile("1"))
    vote.click()
    expect(vote).to_have_attribute("aria-pressed", "true")
    expect(vote).to_have_text(re.compile("2"))
    other.context.close()


def open_site(alice: Page, house: OpenHouse, account: str, name: str, email: str) -> str:
    """Open a shared site with an account and return the link by which somebody there comes in to manage their side."""
    alice.goto(f"{house.url}/accounts/")
    if alice.get_by_text("Add an account…").is_visible():
        alice.get_by_text("Add an account…").click()
    alice.locator("[data-test=quick-add], form[aria-label='Add an account']").get_by_label("Name").fill(account)
    alice.get_by_role("button", name="Add the account").click()
    alice.get_by_role("link", name="Add somebody").click()
    alice.get_by_label("Name").fill(name)
    alice.get_by_label("E-mail").fill(email)
    alice.get_by_role("button", name="Add them").click()
    alice.get_by_role("link", name="Shared site").click()
    alice.get_by_role("button", name="Open the shared site").click()
    alice.locator("[data-test=invite-form]").get_by_label("Whom").select_option(index=1)
    alice.locator("[data-test=invite-form]").get_by_label("What they may do").select_option("manage")
    alice.get_by_role("button", name="Make the link").click()
    return alice.get_by_label("Link").input_value()


def open_portal(alice: Page, house: OpenHouse) -> None:
    """Open the portal to everybody, without one of us looking first."""
    alice.goto(f"{house.url}/from-outside/settings/")
    alice.get_by_label("The portal is open").check()
    alice.get_by_label("One of us looks at each idea").uncheck()
    alice.get_by_label("What is shown can be read").check()
    alice.get_by_role("button", name="Keep it").click()
    expect(alice.get_by_role("link", name="See it")).to_be_visible()


def come_in_by_code(browser: Browser, house: OpenHouse, name: str, email: str) -> Page:
    """Come in to the open portal as somebody nobody knew. No mail server is set: the code waits in the outbox."""
    page = browser.new_context().new_page()
    page.goto(f"{house.url}/portal/")
    page.get_by_role("link", name="Come in", exact=True).click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/code/**")
    with closing(sqlite3.connect(house.folder / "closeknit.sqlite3")) as store:
        (body,) = store.execute('select body from kit_mail where "to" like ?', (f"%{email}%",)).fetchone()
    page.get_by_label("Code").fill(re.search(r"\d{8}", body)[0])  # type: ignore[index]
    page.get_by_role("button", name="Come in").click()
    page.get_by_label("What may we call you?").fill(name)
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url("**/portal/")
    return page


def test_somebody_adds_a_passkey_and_comes_in_with_it_the_next_time(demo: OpenHouse, browser: Browser):
    context = browser.new_context()
    page = context.new_page()
    # Passkeys are bound to a name: the house on this machine is `localhost`, never a number.
    url = demo.url.replace("127.0.0.1", "localhost")
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    says_yes = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True, **says_yes}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{url}/shared/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Nothing came of it")).to_be_visible()
    page.get_by_role("button", name="Look around").first.click()
    page.get_by_role("link", name="Passkeys").click()
    page.get_by_label("What you call it").fill("My telephone")
    page.get_by_role("button", name="Add this device").click()
    expect(page.locator("[data-test=passkeys]")).to_contain_text("not used yet")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/shared/account_*/")
    page.goto(f"{url}/shared/passkeys/")
    expect(page.locator("[data-test=passkeys]")).to_contain_text("last used")
    page.get_by_label("Change My telephone").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("None yet.")).to_be_visible()
    # Elsewhere than at the house's own address the button does not stand there.
    page.goto(f"{demo.url}/shared/sign-in/")
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    context.close()
