"""The brief on the screen, as PDF and as an invitation."""

import re
from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account, Standing
from closeknit.kit import clock
from closeknit.kit.pdf.sheets import Sheet
from closeknit.today import brief
from closeknit.touchpoints import operations as touchpoints
from closeknit.web.brief import printing
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.touchpoints.conftest import Town

ZONE = "Europe/London"


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.ben)


def _sheet(account: str, cast: Cast, who: str = "ben") -> Sheet:
    found = brief.get_brief(account, viewer=getattr(cast, who), at=NOW, zone=ZONE)
    return printing.sheet_of(found, house="Arlund", currency="EUR", zone=ZONE, today=NOW.date(), member="Ben", url="")


def test_the_page_names_whom_one_speaks_with_and_leads_to_logging(browser: Client, town: Town):
    page = browser.get(reverse("brief", args=[town.harrow]), {"with": town.derek}).content.decode()
    assert "<h1>Derek Lumb</h1>" in page
    assert f"account={town.harrow}&amp;contact={town.derek}" in page
    assert "Nothing heard of cutting cost or any competitor in a year" in page


def test_a_contact_of_somebody_else_chooses_nobody(browser: Client, town: Town):
    page = browser.get(reverse("brief", args=[town.harrow]), {"with": town.kim}).content.decode()
    assert "Kim Ray" not in page


def test_the_pdf_opens_in_the_browser_under_the_accounts_name(browser: Client, town: Town):
    answer = browser.get(reverse("brief_pdf", args=[town.harrow]))
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="brief-harrow-fell.pdf"'


def test_what_is_printed_holds_no_worth_for_who_may_not_see_it(cast: Cast, town: Town):
    Standing.objects.unscoped(reason="test").filter(pk=town.harrow).update(worth_minor=41_200_000)
    assert "€412k a year" in str(_sheet(town.harrow, cast))
    assert not re.search(r"€|412", str(_sheet(town.harrow, cast, "gita")))


def test_a_department_of_ours_has_no_money_on_its_brief(cast: Cast, browser: Client, town: Town):
    Standing.objects.unscoped(reason="test").filter(pk=town.harrow).update(
        worth_minor=41_200_000, renewal_on=NOW.date()
    )
    Account.objects.unscoped(reason="test").filter(pk=town.harrow).update(kind="internal")
    assert not re.search(r"€|enewal", str(_sheet(town.harrow, cast)))
    assert not re.search(r"€|enewal", browser.get(reverse("brief", args=[town.harrow])).content.decode())


def test_an_invitation_is_for_my_own_calendar_with_the_way_to_the_brief(browser: Client, town: Town):
    answer = browser.get(
        reverse("brief_invitation", args=[town.harrow]),
        {"with": town.ana, "starts_at": "2026-11-23T10:00", "minutes": "30"},
    )
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "Call Ana Costa, Harrow Fell"
    assert reverse("brief", args=[town.harrow]) in event["DESCRIPTION"]
    assert event["ORGANIZER"] == "mailto:ben@arlund.example"
    assert "ATTENDEE" not in event
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=30)


def test_who_is_invited_gets_neither_our_reason_nor_our_brief(cast: Cast, browser: Client, town: Town):
    touchpoints.plan_appointment(
        account=town.harrow,
        contact=town.ana,
        starts_at=NOW + timedelta(1),
        why="They may leave",
        viewer=cast.ben,
        at=NOW,
    )
    answer = browser.get(
        reverse("brief_invitation", args=[town.harrow]),
        {"starts_at": "2026-11-23T10:00", "minutes": "45", "invite": "on"},
    )
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:ana@harrow.example"
    assert b"leave" not in answer.content
    assert b"brief/" not in answer.content


def test_an_invitation_without_a_time_says_what_is_missing(browser: Client, town: Town):
    answer = browser.get(reverse("brief_invitation", args=[town.harrow]), {"minutes": "30"}, follow=True)
    assert "Give a day and a time for the call" in answer.content.decode()
