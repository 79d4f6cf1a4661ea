"""The page of an account's people, and the list of accounts that hang by one thread."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.circle.spread import counting, operations
from closeknit.kit import clock
from closeknit.kit import viewer as viewers
from closeknit.promises import operations as promises
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.circle.telling import PLAN, TRAIL, Waterlab, found_waterlab, talk

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
@imprint.kept(at=NOW)
def lab(cast: Cast) -> Waterlab:
    return found_waterlab(cast)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.ben)


def _page(browser: Client, lab: Waterlab) -> str:
    return browser.get(reverse("spread", args=[lab.id])).content.decode()


def _promise(cast: Cast, lab: Waterlab, to: str | None = None) -> str:
    return promises.make_promise(
        account=lab.id, contact=to, text="Build the audit trail for night runs", made_on=TODAY - timedelta(5),
        due_on=TODAY, viewer=cast.ben, at=NOW,
    )  # fmt: skip


def test_an_account_without_people_says_what_will_stand_there(cast: Cast, browser: Client):
    from closeknit.accounts import operations as account_operations

    empty = account_operations.add_account(name="Nobody yet", viewer=cast.ben, at=NOW)
    assert (
        "Here will stand the people whom we know there" in browser.get(reverse("spread", args=[empty])).content.decode()
    )


def test_a_single_thread_is_said_first(cast: Cast, browser: Client, lab: Waterlab):
    talk(lab.id, PLAN, lab.saskia, by=cast.ben)
    page = _page(browser, lab)
    assert "Only Saskia de Boer on their side and Ben on ours" in page
    assert "Saskia de Boer and Ben: once, last yesterday" in page
    assert "We know nobody in operations or finance." in page


def test_what_each_has_heard_stands_with_their_echo(cast: Cast, browser: Client, lab: Waterlab):
    _promise(cast, lab, lab.saskia)
    talk(lab.id, TRAIL, lab.saskia, by=cast.ben)
    page = _page(browser, lab)
    assert "promised by Ben" in page
    assert TRAIL in page
    assert "speaks of it: “audit” and “trail” and “night”" in page


def test_a_warm_path_is_a_sentence_that_leads_to_its_proof(cast: Cast, browser: Client, lab: Waterlab):
    sat = talk(lab.id, "", lab.saskia, lab.ilse, by=cast.ben, days_ago=200, medium="meeting")
    page = _page(browser, lab)
    assert f'<a href="{reverse("touchpoint", args=[sat])}">Ben met them: meeting, 3 May</a>' in page


def test_telling_somebody_is_noted_from_the_page(cast: Cast, browser: Client, lab: Waterlab):
    promise = _promise(cast, lab)
    told = {"contacts": [lab.ilse], "told": [f"promise:{promise}"], "told_on": ""}
    answer = browser.post(reverse("spread_tellings", args=[lab.id]), told, follow=True)
    assert "Noted who was told." in answer.content.decode()
    assert "told by Ben" in answer.content.decode()


def test_what_they_were_told_can_be_ticked_where_a_talk_is_logged(cast: Cast, browser: Client, lab: Waterlab):
    promise = _promise(cast, lab)
    page = browser.get(reverse("touchpoint_new"), {"account": lab.id}).content.decode()
    assert "What they were told" in page
    assert f'value="promise:{promise}"' in page
    browser.post(
        reverse("touchpoint_new"),
        {
            "account": "Rijnmond Waterlab",
            "people": [lab.ilse],
            "told": [f"promise:{promise}"],
            "medium": "call",
            "started_at": "2026-11-18T10:00",
        },
    )
    assert "told by Ben" in _page(browser, lab)


def test_what_is_not_of_this_account_cannot_be_told(cast: Cast, browser: Client, lab: Waterlab):
    told = {"contacts": ["contact_none"], "told": ["promise:none"], "told_on": ""}
    answer = browser.post(reverse("spread_tellings", args=[lab.id]), told, follow=True)
    assert "Nothing was noted." in answer.content.decode()


def test_where_somebody_stands_is_changed_from_the_page(browser: Client, lab: Waterlab):
    url = reverse("contact_function", args=[lab.pieter])
    asked = browser.get(reverse("spread", args=[lab.id]), {"place": lab.pieter}).content.decode()
    assert asked.count('data-test="function-form"') == 1
    assert "“purchasing” in the title speaks of purchasing" in asked
    page = browser.post(url, {"function": "finance", "level": "head"}, follow=True).content.decode()
    assert "Changed where Pieter Wolters stands." in page
    assert "finance, heads a part" in page
    assert browser.post(url, {"function": "magic"}).status_code == 404


def test_a_guest_sees_it_and_may_note_a_telling_but_not_change_people(cast: Cast, lab: Waterlab):
    _promise(cast, lab, lab.saskia)
    page = _page(open_browser(cast.gita), lab)
    assert "They know it now" in page
    assert 'data-test="function-form"' not in page


def test_accounts_by_one_thread_are_listed_and_narrowed_to_ones_own(cast: Cast, browser: Client, lab: Waterlab):
    assert "counted once an hour" in browser.get(reverse("single_threads")).content.decode()
    talk(lab.id, PLAN, lab.saskia, by=cast.ben)
    house = viewers.house("test")
    threads = counting.count_single(viewer=house, at=NOW, zone="Europe/London")
    operations.keep_threads(threads=threads, viewer=house, at=NOW)
    page = browser.get(reverse("single_threads")).content.decode()
    assert "Rijnmond Waterlab" in page
    assert "counted 19 Nov, 09:00" in page
    mine = f"{reverse('single_threads')}?whose=mine"
    assert "Rijnmond Waterlab" in browser.get(mine).content.decode()
    assert "No account of yours" in open_browser(cast.alice).get(mine).content.decode()


def test_the_overview_says_in_a_line_how_far_it_spreads(cast: Cast, browser: Client, lab: Waterlab):
    talk(lab.id, PLAN, lab.saskia, by=cast.ben)
    page = browser.get(reverse("account", args=[lab.id])).content.decode()
    assert "1 of 3 in touch" in page
    assert reverse("spread", args=[lab.id]) in page
