"""Logging a call, planning the next, and what becomes of a conversation, in a browser."""

import re
from zlib import crc32

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """An account of the test's own in the house that they share."""
    return f"Severn {crc32(request.node.name.encode())} Catchment"


@pytest.fixture
def account(name: str, common_house: OpenHouse, alice: Page) -> str:
    """The address of the account's page, where Ana Costa works."""
    page = alice
    page.goto(f"{common_house.url}/accounts/")
    if page.get_by_text("Add an account…").is_visible():
        page.get_by_text("Add an account…").click()
    adding = page.locator("[data-test=quick-add], form[aria-label='Add an account']")
    adding.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Add the account").click()
    page.wait_for_url(re.compile("/accounts/account_"))
    address = page.url
    page.locator("[data-test=add-person]").click()
    page.get_by_label("Name", exact=True).fill("Ana Costa")
    page.get_by_role("button", name="Add them").click()
    page.wait_for_url(address)
    return address


def log(page: Page, words: str, **more: str) -> None:
    """Log a call with Ana from the account's page."""
    page.get_by_role("link", name="Log a call").first.click()
    page.get_by_label("Ana Costa").check()
    page.get_by_label("What they said").fill(words)
    for label, value in more.items():
        page.get_by_label(label.replace("_", " ")).fill(value)
    page.get_by_role("button", name="Log it").click()


def test_a_call_is_logged_from_an_account_and_taken_back_whole(account: str, page: Page):
    log(page, "Ana: We wait for weeks.\nMe: I will ask.", What_was_promised="Send the plan to Ana by tomorrow")
    page.wait_for_url(account)
    expect(page.get_by_role("status")).to_contain_text("Logged")
    timeline = page.locator("[data-test=conversation]")
    expect(timeline).to_contain_text("We wait for weeks.")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    expect(page.locator("[data-test=timeline]")).to_contain_text("Here will stand each talk with them")
    expect(timeline).to_have_count(0)


def test_a_conversation_says_whose_each_line_is(account: str, page: Page):
    log(page, "Ana: We wait for weeks.\nMe: I will ask.")
    page.locator("[data-test=conversation] a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Call with Ana Costa")
    theirs, ours = page.locator("[data-test=turn]").all()
    expect(theirs).to_contain_text("Ana Costa")
    expect(theirs).to_contain_text("We wait for weeks.")
    expect(ours).to_contain_text("Alice")
    expect(ours).to_contain_text("I will ask.")


def test_the_people_of_the_account_come_when_it_is_named(name: str, account: str, page: Page):
    page.goto(account.split("/accounts/")[0] + "/touchpoints/new/")
    expect(page.get_by_label("Ana Costa")).to_have_count(0)
    page.get_by_label("Account").fill(name)
    page.get_by_label("Account").press("Tab")
    expect(page.get_by_label("Ana Costa")).to_be_visible()


def test_who_wrote_is_asked_of_a_mail_only(account: str, page: Page):
    page.get_by_role("link", name="Log a call").first.click()
    expect(page.get_by_label("they wrote to us")).to_be_hidden()
    page.get_by_label("E-mail", exact=True).check()
    expect(page.get_by_label("they wrote to us")).to_be_visible()


def test_a_promise_is_understood_while_it_is_typed(account: str, page: Page):
    page.get_by_role("link", name="Log a call").first.click()
    page.get_by_label("What was promised").press_sequentially("Send the plan to Ana by tomorrow")
    understood = page.locator("[data-test=promise-understood]")
    expect(understood).to_contain_text("We promise Ana Costa")
    expect(understood).to_contain_text("tomorrow")


def test_an_account_that_nobody_knows_is_said_and_nothing_is_lost(account: str, page: Page):
    page.goto(account.split("/accounts/")[0] + "/touchpoints/new/")
    page.get_by_label("Account").fill("Nowhere")
    page.get_by_label("What they said").fill("We wait for weeks.")
    page.get_by_role("button", name="Log it").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no account called “Nowhere”")
    expect(page.get_by_label("What they said")).to_have_value("We wait for weeks.")


def test_the_next_talk_is_planned_logged_and_called_off(account: str, page: Page):
    for why in ("See the yard", "Hear of the yard"):
        page.goto(f"{account}appointments/")
        page.get_by_label("When").fill("2099-01-05T10:30")
        page.get_by_label("With whom").select_option(label="Ana Costa")
        page.get_by_label("Why").fill(why)
        page.get_by_role("button", name="Plan it").click()
        page.wait_for_url(account)
    planned = page.locator("[data-test=appointments] > li")
    expect(planned).to_have_count(2)
    planned.first.get_by_role("button", name="Call it off").click()
    expect(planned).to_have_count(1)
    planned.first.get_by_role("link", name="Log it").click()
    expect(page.get_by_label("Ana Costa")).to_be_checked()
    page.get_by_role("button", name="Log it").click()
    page.wait_for_url(account)
    expect(planned).to_have_count(0)
    expect(page.locator("[data-test=conversation]")).to_contain_text("Call, Ana Costa")


def test_a_conversation_is_taken_out_and_put_back(account: str, page: Page):
    log(page, "We wait for weeks.")
    page.locator("[data-test=conversation] a").first.click()
    page.get_by_role("button", name="Take it out").click()
    page.wait_for_url(account)
    expect(page.locator("[data-test=timeline]")).to_contain_text("Here will stand each talk with them")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-test=conversation]")).to_contain_text("We wait for weeks.")


def test_one_arrives_at_the_sentence(account: str, page: Page):
    log(page, "We wait for weeks. The pump floods the yard.")
    page.wait_for_url(account)
    # Hearing runs in the background: the sentence is a link as soon as its words are cut.
    for _ in range(40):
        page.goto(account)
        page.locator("[data-test=conversation]").first.wait_for()
        if page.locator("[data-test=conversation] a[href*='verbatim=']").count():
            break
        page.wait_for_timeout(250)
    page.locator("[data-test=conversation] a").first.click()
    expect(page.locator("[data-test=sentence][aria-current=true]")).to_have_count(1)


def test_a_promise_is_made_of_a_conversation(account: str, page: Page):
    log(page, "We wait for weeks.")
    page.locator("[data-test=conversation] a").first.click()
    page.get_by_role("button", name="Make a promise of it").click()
    page.get_by_label("What, to whom, by when").fill("Send the plan by tomorrow")
    page.get_by_role("button", name="Promise it").click()
    expect(page.get_by_role("status")).to_contain_text("Promised")
    page.goto(account)
    expect(page.locator("#main")).to_contain_text("Send the plan")


def test_a_conversation_that_is_nobodys_is_given_its_account_and_it_can_be_undone(name: str, account: str, page: Page):
    page.goto(account.split("/accounts/")[0] + "/capture/form/")
    page.get_by_label("What was said", exact=True).fill("It beeps the whole night.")
    page.get_by_role("button", name="Hand it in").click()
    for _ in range(40):
        page.goto(account.split("/accounts/")[0] + "/heard/")
        if page.get_by_role("link", name="It beeps the whole night.").count():
            break
        page.wait_for_timeout(250)
    page.get_by_role("link", name="It beeps the whole night.").first.click()
    page.get_by_role("link", name="the whole conversation").first.click()
    whose = page.locator("[data-test=whose-form]")
    whose.get_by_label("Account").fill("Nowhere")
    whose.get_by_role("button", name="It is theirs").click()
    expect(page.locator("[data-test=toast]")).to_contain_text("There is no account called “Nowhere”")
    whose.get_by_label("Account").fill(name)
    whose.get_by_role("button", name="It is theirs").click()
    expect(page.locator("[data-test=toast]")).to_contain_text(f"It stands with {name} now.")
    expect(whose).to_have_count(0)
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(whose).to_be_visible()
