import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from closeknit.identity import links
from closeknit.kit import clock
from closeknit.today.digest import operations
from closeknit.today.models import Digest, DigestWish
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.touchpoints.conftest import Town


@pytest.fixture(autouse=True)
def _at_nine(house):
    settings.HOUSE_FOLDER.make()
    with clock.frozen(NOW):
        yield


@pytest.fixture
def secret(town: Town) -> str:
    """The secret in the address that stops ben's digest."""
    made = operations.make_digest(member=town.ben.id, week_on=NOW.date(), viewer=town.alice, at=NOW)
    Digest.objects.visible_to(town.alice).get(pk=made).change(stop_hash=links.hash_secret("a secret"))
    return "a secret"


def _is_on(town: Town) -> bool:
    wish = DigestWish.objects.visible_to(town.alice).filter(pk=town.ben.id).first()
    return wish is None or wish.is_on


def test_a_mail_program_stops_it_with_one_press_and_no_form_of_ours(town: Town, secret: str):
    stranger = Client(enforce_csrf_checks=True)
    address = reverse("digest_stop", args=[secret])
    assert stranger.get(address).status_code == 200
    assert _is_on(town)
    answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not _is_on(town)
    assert "sessionid" not in answer.cookies


def test_a_secret_that_nobody_has_opens_nothing(town: Town, secret: str):
    for method in ("get", "post"):
        assert getattr(Client(), method)(reverse("digest_stop", args=["another"])).status_code == 404


def test_my_page_shows_the_digest_and_says_when_it_comes(town: Town):
    browser = open_browser(town.ben)
    assert "No mail server is set" in browser.get(reverse("member_digest")).content.decode()
    said = {"is_on": "on", "weekday": "4", "hour": "16", "zone": "Asia/Tokyo"}
    assert browser.post(reverse("member_digest"), said).status_code == 302
    wish = DigestWish.objects.visible_to(town.ben).get()
    assert (wish.weekday, wish.hour, wish.zone) == (4, 16, "Asia/Tokyo")
    assert browser.post(reverse("member_digest"), said | {"zone": "Europe/Nowhere"}).status_code == 422
    assert (
        browser.post(reverse("member_digest"), {"weekday": "0", "hour": "8", "zone": "Europe/London"}).status_code
        == 302
    )
    assert not _is_on(town)
