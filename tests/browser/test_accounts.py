"""Accounts as a person meets them: a table with two bad rows, the list, leaving, coming back, and the way back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenHouse

pytestmark = pytest.mark.browser

TABLE = """Company,Web site,Type,Revenue,Renewal,First name,Last name,E-mail,Job title
Rijnmond Waterlab,www.rijnmond.example,customer,"412,000",2027-03-31,Saskia,de Boer,saskia@rijnmond.example,Head of laboratory
Rijnmond Waterlab,,,,,Amara,Nwosu,amara@rijnmond.example,Quality
Foxholes School,foxholes.example,wizard,,,,,,
Varnäs Sensor,varnas.example,supplier,,31/01/2027,Nils,Varnäs,nils@varnas.example,Owner
Brackwater Stadium,brackwater.example,lead,a lot,,,,,
"""


def test_a_table_with_two_bad_rows_is_looked_at_corrected_read_and_taken_back(first_house: OpenHouse, page: Page):
    page.get_by_role("link", name="Accounts", exact=True).click()
    page.get_by_role("link", name="Bring in a table").click()
    file = {"name": "from the CRM.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.get_by_label("A table of accounts, of people, or of both").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="from the CRM.csv")).to_be_visible()
    expect(page.get_by_label("Job title")).to_have_value("title")
    expect(page.get_by_text("2 of the first 5 rows would be rejected")).to_be_visible()
    page.get_by_label("Job title").select_option(label="leave it out")
    page.get_by_role("button", name="Look again").click()
    page.get_by_label("Job title").select_option(label="what they are there")
    page.get_by_role("button", name="Read all 5 rows").click()
    report = page.locator("[data-test=import-report]")
    expect(report.get_by_role("row")).to_have_count(3, timeout=15_000)
    expect(report).to_contain_text("wizard")
    expect(report).to_contain_text("a lot")
    page.get_by_role("link", name="To the accounts").click()
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("link", name="Rijnmond Waterlab").click()
    expect(page.get_by_role("main")).to_contain_text("€412k a year")
    expect(page.locator("[data-test=people]")).to_contain_text("Head of laboratory")
    page.go_back()
    page.go_back()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Everything that it had added is gone.")).to_be_visible()


def test_the_list_narrows_while_one_types_and_somebody_leaves_and_turns_up_elsewhere(
    first_house: OpenHouse, page: Page
):
    for name in ("Rijnmond Waterlab", "Foxholes School"):
        page.goto(f"{first_house.url}/accounts/")
        if page.get_by_text("Add an account…").is_visible():
            page.get_by_text("Add an account…").click()
        page.locator("[data-test=quick-add], form[aria-label='Add an account']").get_by_label("Name").fill(name)
        page.get_by_role("button", name="Add the account").click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.goto(f"{first_house.url}/accounts/")
    page.get_by_role("searchbox", name="Name").fill("rijn")
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name="Rijnmond Waterlab").click()
    page.get_by_role("link", name="Add somebody").click()
    page.get_by_label("Name").fill("Saskia de Boer")
    page.get_by_label("E-mail").fill("saskia@rijnmond, nonsense")
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_role("alert")).to_contain_text("is not an e-mail address")
    expect(page.get_by_label("Name")).to_have_value("Saskia de Boer")
    page.get_by_label("E-mail").fill("saskia@rijnmond.example")
    page.get_by_role("button", name="Add them").click()
    page.get_by_role("link", name="Saskia de Boer").click()
    page.get_by_role("link", name="They left…").click()
    page.get_by_role("button", name="They left").click()
    expect(page.get_by_role("status").filter(has_text="Saskia de Boer left")).to_be_visible()
    page.get_by_label("Account", exact=True).fill("foxholes school")
    page.get_by_role("button", name="Give them this place").click()
    expect(page.locator("[data-test=places]").get_by_role("link", name="Foxholes School")).to_be_visible()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-test=places]").get_by_role("link", name="Foxholes School")).to_have_count(0)


def test_somebody_is_invited_by_a_link_joins_and_leaves_with_a_successor(first_house: OpenHouse, page: Page):
    page.goto(f"{first_house.url}/house/people/")
    page.get_by_text("Invite somebody…").click()
    form = page.get_by_role("group").filter(has_text="Make the link")
    form.get_by_label("Name").fill("Ben")
    form.get_by_label("E-mail").fill("ben@arlund.example")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_label("Link").input_value()
    assert re.search(r"/join/[\w-]{20,}/$", link)
    other = page.context.browser.new_context()  # type: ignore[union-attr]  # opened by the fixture
    joining = other.new_page()
    joining.goto(link)
    joining.get_by_label("A password").fill("a sentence to sign in with")
    joining.get_by_role("button", name="Join").click()
    joining.wait_for_url("**/today/")
    page.goto(f"{first_house.url}/house/people/")
    page.locator("[data-test=members] li").filter(has_text="Ben").get_by_role("link", name="Leaves…").click()
    page.get_by_label("Their accounts and promises go to").select_option(index=1)
    page.get_by_role("button", name="Let them leave").click()
    expect(page.get_by_role("status").filter(has_text="Ben left")).to_be_visible()
    joining.reload()
    expect(joining.get_by_role("heading", name="Sign in")).to_be_visible()
    other.close()
