"""Whoever has not answered a challenge is reminded once, shortly before it closes, by day, and never too often."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import asks
from closeknit.ideas.challenges import operations, queries, reminding
from closeknit.ideas.models import Guest
from closeknit.kit import clock
from closeknit.kit import viewer as viewers
from closeknit.kit.models import Mail
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.offerings import market as markets
from tests.operations.offerings.market import Market

CLOSES = NOW.date() + timedelta(10)
THEN = NOW + timedelta(days=8, hours=2)


@pytest.fixture
def market(cast) -> Market:
    return markets.build(cast)


@pytest.fixture
def challenge(market: Market) -> str:
    made = operations.make_challenge(title="Grease", closes_on=CLOSES, viewer=market.cast.ben, at=NOW)
    people = [market.speakers["Ash"], market.speakers["Steel"]]
    operations.choose_guests(challenge=made, contacts=people, viewer=market.cast.ben, at=NOW)
    operations.open_challenge(challenge=made, viewer=market.cast.ben, at=NOW)
    return made


def _remind(at=THEN) -> int:
    return reminding.remind_due(viewer=viewers.house("test"), at=at)


def _mails() -> list[Mail]:
    return list(Mail.objects.unscoped(reason="test").filter(subject__startswith="Until").order_by("pk"))


def _see(market: Market, challenge: str) -> str:
    with clock.frozen(THEN):
        return open_browser(market.cast.ben).get(reverse("challenge", args=[challenge])).content.decode()


def test_who_has_not_answered_is_reminded_once_and_who_has_is_not(market: Market, challenge: str):
    assert not reminding.has_due(at=NOW + timedelta(days=5))
    operations.hand_in_answer(
        challenge=challenge, title="Steam", text="Steam it.", how="talk", contact=market.speakers["Ash"],
        viewer=market.cast.ben, at=NOW + timedelta(days=1),
    )  # fmt: skip
    assert _remind() == 1
    assert not reminding.has_due(at=THEN + timedelta(hours=1))
    (letter,) = _mails()
    assert "Pat Steel" in letter.body
    assert letter.subject == "Until 29 November 2026: Grease"
    assert reminding.find_reason_against(letter.about) == ""
    assert "asked, reminded" in _see(market, challenge)
    operations.hand_in_answer(
        challenge=challenge, title="Ash", text="Ash it.", how="talk", contact=market.speakers["Steel"],
        viewer=market.cast.ben, at=THEN,
    )  # fmt: skip
    assert reminding.find_reason_against(letter.about) == reminding.ANSWERED


def test_nobody_is_reminded_at_night_nor_above_the_houses_limit(market: Market, challenge: str):
    assert not reminding.has_due(at=clock.start_of_day(THEN.date(), "Europe/London") + timedelta(hours=3))
    assert reminding.has_due(at=THEN)
    asks.change_limit(most=1, days=30, viewer=market.cast.alice, at=NOW)
    assert _remind() == 0
    assert _mails() == []
    assert Guest.objects.unscoped(reason="test").filter(challenge=challenge, reminded_at__isnull=True).count() == 0
    page = _see(market, challenge)
    assert reminding.SPARED in page
    assert ", reminded" not in page


def test_somebody_is_chosen_by_name_however_many_there_are(market: Market, challenge: str):
    with clock.frozen(NOW):
        browser: Client = open_browser(market.cast.ben)
        address = reverse("challenge_guests", args=[challenge])
        browser.post(address, {"account": "Cedar Ltd", "person": "pat cedar"})
        page = browser.post(address, {"account": "Nowhere Ltd", "person": ""}, follow=True)
    assert "There is no account called" in page.content.decode()
    guests = queries.get_challenge(challenge, viewer=market.cast.ben, today=NOW.date()).guests
    assert "Pat Cedar" in [one.name for one in guests]
