"""A passkey opens nothing once nothing is open to its holder, and is then removed."""

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.passkeys import ending
from closeknit.accounts.shared import operations as shared_operations
from closeknit.accounts.spaces import operations as space_operations
from closeknit.identity.models import Login
from closeknit.kit import clock, mail
from closeknit.kit.models import Mail
from closeknit.kit.viewer import house
from tests.conftest import NOW
from tests.operations.portal import opened
from tests.operations.portal.devices import add, come_in, is_refused, kinds, later, rows
from tests.soft_key import SoftKey

pytestmark = pytest.mark.django_db


def taken(cast, saskia):
    space_operations.end_access(contact=saskia.contact, viewer=cast.ben, at=NOW)


def gone(cast, saskia):
    account_operations.end_contact(contact=saskia.contact, until_on=NOW.date(), successor=None, viewer=cast.ben, at=NOW)


def left(cast, saskia):
    shared_operations.leave_site(account=saskia.account, viewer=saskia.viewer, at=NOW)


@pytest.mark.parametrize("ends", [taken, gone, left], ids=lambda one: one.__name__)
def test_whose_access_ended_comes_in_by_no_passkey_and_has_none_any_more(cast, saskia, bram, ends):
    key, other = SoftKey(), SoftKey()
    add(saskia, key)
    add(bram, other)
    ends(cast, saskia)
    assert is_refused(come_in(key)[1])
    assert [row.login.email for row in rows()] == [bram.email]
    assert come_in(other)[1].status_code == 302
    (letter,) = Mail.objects.unscoped(reason="a test looks").filter(about="passkeys removed")
    assert letter.to == [saskia.email]
    assert "My telephone" in letter.body
    assert mail._find_reason_against(letter) == ""


def clear():
    return [ending.forget_closed_out(login=one, viewer=house("a test"), at=clock.now()) for one in due()]


def due():
    return ending.list_closed_out(at=clock.now())


def test_a_site_that_was_closed_opens_to_no_passkey_and_a_day_later_there_is_none(cast, saskia, bram, monkeypatch):
    key = SoftKey()
    add(saskia, key)
    space_operations.close_space(account=saskia.account, viewer=cast.ben, at=NOW)
    assert is_refused(come_in(key)[1])
    refused = saskia.client.post(reverse("portal:passkey_offer"))
    assert (refused.status_code, "would open nothing" in refused.json()["sentence"]) == (409, True)
    later(monkeypatch, hours=23)
    assert due() == [], "closed by a slip of the hand, it is opened again and nobody has lost anything"
    later(monkeypatch, days=1, minutes=1)
    clear()
    assert not rows().exists()
    assert kinds()[-1] == ("passkey.removed", "house")
    (letter,) = Mail.objects.unscoped(reason="a test looks").filter(about="passkeys removed")
    assert letter.to == [saskia.email]
    assert due() == []
    assert bram.email not in letter.body


def test_a_site_that_is_opened_again_within_the_day_opens_to_it_as_before(cast, saskia, monkeypatch):
    key = SoftKey()
    add(saskia, key)
    space_operations.close_space(account=saskia.account, viewer=cast.ben, at=NOW)
    space_operations.open_space(account=saskia.account, viewer=cast.ben, at=NOW)
    later(monkeypatch, days=3)
    assert due() == []
    assert come_in(key)[1].status_code == 302


def test_who_takes_part_in_the_open_portal_keeps_theirs_and_a_guest_of_it_too(cast, saskia, client, monkeypatch):
    opened.set_portal(cast)
    mira = opened.guest()
    opened.come_in(client, "mira@anywhere.example")
    tablet = SoftKey()
    offer = client.post(reverse("portal:passkey_offer")).json()
    client.post(reverse("portal:passkey_new"), {"credential": tablet.make(offer)})
    key = SoftKey()
    add(saskia, key)
    opened.give(saskia.viewer)
    taken(cast, saskia)
    later(monkeypatch, days=9)
    assert due() == []
    assert [come_in(one)[1].status_code for one in (key, tablet)] == [302, 302]
    assert mira.accounts == frozenset()


def test_who_has_another_place_keeps_it_and_a_login_that_was_closed_opens_nothing(cast, saskia, stranger):
    key = SoftKey()
    add(saskia, key)
    place = account_operations.add_contact(
        account=stranger.account, name="Saskia", email=saskia.email, viewer=cast.ben, at=NOW
    )
    secret = space_operations.invite_contact(contact=place, email=saskia.email, viewer=cast.ben, at=NOW)
    Client().post(reverse("portal:join", args=[secret]))
    taken(cast, saskia)
    client, answer = come_in(key)
    assert answer.status_code == 302
    assert client.get(reverse("portal:home", args=[stranger.account])).status_code == 200
    assert client.get(reverse("portal:home", args=[saskia.account])).status_code == 404
    Login.objects.filter(email=saskia.email).update(is_active=False)
    assert is_refused(come_in(key)[1])
