"""Everybody's job: handing in from any page in three fields, and by passing on a mail."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from closeknit.kit import clock
from tests import imap_server
from tests.browser.conftest import OpenHouse
from tests.imap_server import Mailbox
from tests.operations.touchpoints.mailing import HEARD, OURS, forward

pytestmark = pytest.mark.browser

SENTENCE = "Ann Visser of Rijnmond Waterlab needs a message at night when it stops."
# Card, Moran and Newell (1980): an average typist takes 0.2 s a key, and 1.35 s to think before each of the two acts.
SECONDS_A_KEY, SECONDS_A_THOUGHT = 0.2, 1.35


def test_a_sentence_is_handed_in_from_every_page_in_three_fields_and_two_keys_besides_it(house: OpenHouse, page: Page):
    page.goto(f"{house.url}/today/")
    ways = [way.get_attribute("href") for way in page.get_by_role("navigation").first.get_by_role("link").all()]
    words = page.get_by_label("What did you hear?")
    for way in [*filter(None, ways), "/me/", "/participation/", "/voices/", "/letters/", "/me/digest/"]:
        page.goto(f"{house.url}{way}")
        page.keyboard.press("c")
        expect(words, f"c opens the field on {way}").to_be_focused()
        page.keyboard.press("Escape")
    page.goto(f"{house.url}/needs/")
    keys = ["c", *SENTENCE, "Enter"]
    page.keyboard.press(keys[0])
    page.keyboard.type(SENTENCE)
    expect(page.get_by_label("Account", exact=True).first).to_contain_text("Rijnmond Waterlab")
    form = page.locator("[data-test=capture]")
    fields = form.locator("textarea:visible, select:visible, input:visible")
    assert fields.count() == 3, "the words, the account, who said it"
    page.keyboard.press(keys[-1])
    expect(page.locator("[data-test=toast]").first).to_contain_text("Handed in: Ann Visser at Rijnmond Waterlab")
    assert len(keys) * SECONDS_A_KEY + 2 * SECONDS_A_THOUGHT < 20
    expect(page).to_have_url(re.compile("/needs/"))


def test_a_mail_that_is_passed_on_to_the_house_becomes_a_conversation(house: OpenHouse, page: Page):
    box = Mailbox(login=HEARD)
    passed_on = forward(
        "We cannot tell at night whether the run has stopped.",
        remark="She rang about it as well.",
        author="Ann Visser <ann@rijnmond.example>",
        sender="Alice <alice@arlund.example>",
    )
    box.put(passed_on, on=clock.today("UTC"))
    with imap_server.serving(box):
        page.goto(f"{house.url}/house/mailing/#mailbox")
        section = page.locator("#mailbox")
        for label, value in (("Its address", HEARD), ("IMAP server", "127.0.0.1"), ("Port", str(box.port)),
                             ("User name", box.login), ("Password", box.password), ("Your mail server signs as", OURS)):  # fmt: skip
            section.get_by_label(label).fill(value)
        section.get_by_label("Encryption").select_option("none")
        section.get_by_role("button", name="Keep the mailbox").click()
        page.locator("[data-test=mailbox-test]").click()
        expect(page.locator("[data-test=mailbox-answer]")).to_contain_text("1 mail in INBOX")
        line = page.get_by_role("link", name="Night runs")
        for _ in range(40):
            page.goto(f"{house.url}/letters/")
            if line.count():
                break
            page.wait_for_timeout(300)
        expect(page.locator("[data-test=letters]")).to_contain_text("passed on by Alice")
        line.click()
        main = page.get_by_role("main")
        expect(main).to_contain_text("We cannot tell at night whether the run has stopped.")
        expect(main).to_contain_text("She rang about it as well.")
        expect(main).to_contain_text("Ann Visser")
    page.goto(f"{house.url}/voices/")
    expect(page.get_by_role("main")).to_contain_text("1 of 3 accounts were heard")
    page.get_by_role("link", name="2 said nothing").click()
    expect(page.locator("[data-test=silent]").get_by_role("listitem")).to_have_count(2)
    page.goto(f"{house.url}/me/")
    expect(page.locator("[data-test=my-week]")).to_contain_text("handed in what you heard")


def test_what_opens_in_a_dialog_opens_without_any_script(common_house: OpenHouse, alice: Page, browser: Browser):
    context = browser.new_context(java_script_enabled=False, storage_state=alice.context.storage_state())
    page = context.new_page()
    page.goto(f"{common_house.url}/needs/jobs/")
    page.get_by_role("button", name="Add a job…", exact=True).click()
    dialog = page.get_by_role("dialog", name="Add a job")
    dialog.get_by_label("What they are trying to get done").fill("Know by noon that the water is safe")
    dialog.get_by_role("button", name="Add the job").click()
    expect(page.get_by_role("heading", name="Know by noon that the water is safe")).to_be_visible()
    page.get_by_role("button", name="Rename…").first.click()
    expect(page.get_by_role("dialog", name="Say the job in other words")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog", name="Say the job in other words")).to_be_hidden()
    context.close()
