"""The page of who waits for too long, and what is done there for one, for one person, and for many at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Contact, Standing
from closeknit.circle.keeping import queries as keeping_queries
from closeknit.kit import clock
from closeknit.touchpoints import unanswered
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def _add(cast: Cast, name: str, days: int | None, stage: str = "partner", owner: str = "") -> str:
    account = account_operations.add_account(name=name, owner=owner or cast.ben.id, viewer=cast.ben, at=NOW)
    spoke = None if days is None else NOW - timedelta(days)
    Standing.objects.unscoped(reason="test").filter(pk=account).update(stage=stage, two_way_at=spoke)
    return account


def _page(browser: Client, **query: str) -> str:
    return browser.get(reverse("circle_keeping"), query).content.decode()


def _names(page: str, *names: str) -> list[str]:
    found = {name: page.find(f">{name}</a>") for name in names}
    return sorted((name for name, place in found.items() if place >= 0), key=lambda name: found[name])


def test_mine_who_wait_for_too_long_stand_worst_first(cast: Cast):
    _add(cast, "Tarn", 70)
    _add(cast, "Moor", 200)
    _add(cast, "Fell", 5)
    _add(cast, "Alices", 300, owner=cast.alice.id)
    browser = open_browser(cast.ben)
    page = _page(browser)
    assert _names(page, "Tarn", "Moor", "Fell", "Alices") == ["Moor", "Tarn"]
    assert "1 of 4 accounts that have a limit are within it" in page
    assert _names(_page(browser, owner="all"), "Tarn", "Moor", "Alices") == ["Alices", "Moor", "Tarn"]
    assert _names(_page(browser, show="on_track"), "Tarn", "Fell") == ["Fell"]
    _add(cast, "Rigg", 40, stage="outside")
    _add(cast, "Glen", None)
    with clock.frozen(NOW + timedelta(seconds=1)):
        assert _names(_page(browser, show="no_limit"), "Rigg", "Glen") == ["Rigg"]
        assert _names(_page(browser, show="unknown"), "Rigg", "Glen") == ["Glen"]


def test_a_person_who_waits_is_named(cast: Cast):
    account = _add(cast, "Tarn", 1)
    contact = account_operations.add_contact(account=account, name="Saskia", role="sponsor", viewer=cast.ben, at=NOW)
    Contact.objects.unscoped(reason="test").filter(pk=contact).update(two_way_at=NOW - timedelta(70))
    assert "Saskia waits there" in _page(open_browser(cast.ben))


def test_a_pause_leaves_the_list_says_so_and_is_taken_up_again(cast: Cast):
    account = _add(cast, "Tarn", 70)
    browser = open_browser(cast.ben)
    rest = {"account": [account], "until_on": (TODAY + timedelta(9)).isoformat(), "reason": "They move house"}
    answer = browser.post(reverse("keeping_pauses"), rest, follow=True)
    assert "Nobody asks for a call with them through 28 November 2026." in answer.content.decode()
    assert _names(_page(browser), "Tarn") == []
    assert "They move house" in _page(browser, show="resting")
    browser.post(reverse("keeping_resumptions"), {"account": [account]})
    assert _names(_page(browser), "Tarn") == ["Tarn"]


def test_what_is_wrong_is_said_and_nothing_is_changed(cast: Cast):
    account = _add(cast, "Tarn", 70)
    browser = open_browser(cast.ben)
    for route, typed, said in (
        ("keeping_limits", {"ideal_days": "0", "latest_days": "9"}, "at least 1 day, not 0"),
        ("keeping_limits", {"ideal_days": "-4", "latest_days": "9"}, "at least 1 day, not -4"),
        ("keeping_pauses", {"until_on": "2026-12-24", "reason": " "}, "Say why"),
        ("keeping_pauses", {"until_on": "", "reason": "so"}, "Say until when"),
        ("keeping_calls", {"starts_on": ""}, "Say when the first call begins"),
    ):
        answer = browser.post(reverse(route), {"account": [account], **typed}, follow=True)
        assert said in answer.content.decode()
    assert (
        "Choose at least one account" in browser.post(reverse("keeping_resumptions"), {}, follow=True).content.decode()
    )
    assert keeping_queries.list_own(account, viewer=cast.ben) == []
    assert _names(_page(browser), "Tarn") == ["Tarn"]


def test_many_are_planned_at_once_and_each_line_shows_it(cast: Cast):
    both = [_add(cast, "Tarn", 70), _add(cast, "Moor", 200)]
    browser = open_browser(cast.ben)
    round_of_calls = {"account": both, "starts_on": "2026-11-20T09:30", "why": "Too long"}
    answer = browser.post(reverse("keeping_calls"), round_of_calls, follow=True)
    assert "Two calls planned" in answer.content.decode()
    starts = [row.starts_at for row in unanswered.list_planned(viewer=cast.ben)]
    assert [f"{at:%d %H:%M}" for at in starts] == ["20 09:30", "20 10:00"]
    assert "Fri 20 Nov, 10:00" in _page(browser)


def test_the_page_of_one_account_sets_limits_of_it_and_of_a_person(cast: Cast):
    account = _add(cast, "Tarn", 20)
    contact = account_operations.add_contact(account=account, name="Jan", role="user", viewer=cast.ben, at=NOW)
    browser = open_browser(cast.ben)
    own = reverse("account_keeping", args=[account])
    assert "Partner: every 30 days, 60 at the latest." in browser.get(own).content.decode()
    browser.post(reverse("keeping_limits"), {"account": account, "ideal_days": "5", "latest_days": "10"})
    browser.post(
        reverse("keeping_limits"), {"contact": contact, "matters": "yes", "ideal_days": "7", "latest_days": "14"}
    )
    page = browser.get(own).content.decode()
    assert "Its own: every 5 days, 10 at the latest." in page
    assert "matters, said by hand · every 7 days, 14 at the latest" in page


def test_whoever_only_hands_in_sees_and_changes_nothing(cast: Cast):
    account = _add(cast, "Tarn", 70)
    browser = open_browser(cast.gita)
    assert 'name="account"' not in _page(browser, owner="all")
    assert browser.post(reverse("keeping_resumptions"), {"account": [account]}).status_code == 404


def test_an_empty_house_says_what_will_stand_here(cast: Cast):
    assert "Here will stand who waits for too long" in _page(open_browser(cast.ben))
