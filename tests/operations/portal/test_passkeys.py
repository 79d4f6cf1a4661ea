"""Passkeys: somebody who came in by a code or a link adds a device, comes in with it, and is out of it when their access ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from closeknit.accounts.passkeys import ceremony
from closeknit.accounts.passkeys.ceremony import Known, PasskeyRefused
from closeknit.kit import address, clock, mail
from closeknit.kit.models import Mail
from closeknit.portal.joining import limits
from tests.conftest import NOW
from tests.operations.portal import opened
from tests.operations.portal.devices import add, ask, come_in, is_refused, kinds, put_back, rows, session_of
from tests.soft_key import SoftKey

pytestmark = pytest.mark.django_db


def test_a_contact_adds_a_device_and_comes_in_with_it_without_a_mail(saskia, rijnmond):
    key = SoftKey()
    assert add(saskia, key)["Location"] == reverse("portal:passkeys")
    client, answer = come_in(key)
    assert answer["Location"] == reverse("portal:spaces")
    assert client.get(reverse("portal:home", args=[rijnmond])).status_code == 200
    assert kinds() == [("passkey.added", "contact"), ("passkey.used", "contact")]
    page = client.get(reverse("portal:passkeys")).content.decode()
    assert "My telephone" in page
    assert "last used 19 Nov 2026, 09:00" in page


def test_whoever_gets_one_is_told_by_mail_as_long_as_it_is_there(saskia):
    add(saskia, SoftKey())
    (letter,) = Mail.objects.unscoped(reason="a test looks").filter(about__startswith="passkey_")
    assert letter.to == [saskia.email]
    assert "My telephone" in letter.subject
    assert "https://house.example/shared/passkeys/" in letter.body
    assert mail._find_reason_against(letter) == ""
    saskia.client.post(reverse("portal:passkey_removal", args=[rows().get().pk]))
    assert "removed" in mail._find_reason_against(letter)


def test_a_guest_of_the_open_portal_does_too_and_is_led_back_there(cast, outside, client):
    opened.set_portal(cast)
    opened.guest()
    opened.come_in(client, "mira@anywhere.example")
    key = SoftKey()
    offer = client.post(reverse("portal:passkey_offer")).json()
    client.post(reverse("portal:passkey_new"), {"name": "", "credential": key.make(offer)})
    assert rows().get().name == "A device of mine"
    other = Client()
    said = {"credential": key.show(ask(other)), "next": "/portal/challenges/"}
    assert other.post(reverse("portal:passkey_coming_in"), said)["Location"] == "/portal/challenges/"
    again = Client()
    said = {"credential": key.show(ask(again)), "next": "https://elsewhere.example/portal/"}
    assert again.post(reverse("portal:passkey_coming_in"), said)["Location"] == reverse("portal:spaces")


def test_what_goes_out_names_nobody_and_is_for_the_houses_own_name_alone(saskia):
    add(saskia, SoftKey())
    offer = ask(Client(headers={"host": "localhost"}))
    assert (offer["rpId"], offer["allowCredentials"], offer["userVerification"]) == ("house.example", [], "required")
    made = saskia.client.post(reverse("portal:passkey_offer")).json()
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert len(made["excludeCredentials"]) == 1, "the device that has one already makes no second"
    assert bytes(rows().get().handle) == ceremony.websafe_decode(made["user"]["id"]), "one login, one handle"


def test_an_answer_counts_once_for_its_session_and_for_minutes(saskia, monkeypatch):
    key = SoftKey(counts=False)
    add(saskia, key)
    client = Client()
    said = {"credential": key.show(ask(client))}
    assert client.post(reverse("portal:passkey_coming_in"), said).status_code == 302
    assert is_refused(client.post(reverse("portal:passkey_coming_in"), said)), "a second time"
    assert is_refused(Client().post(reverse("portal:passkey_coming_in"), said)), "in another browser"
    late = Client()
    said = {"credential": key.show(ask(late))}
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=5, seconds=1))
    assert is_refused(late.post(reverse("portal:passkey_coming_in"), said))


def test_of_two_answers_sent_at_once_one_counts(saskia):
    key = SoftKey(counts=False)
    add(saskia, key)
    client = Client()
    said = {"credential": key.show(ask(client))}
    kept = session_of(client)["passkey"]
    assert client.post(reverse("portal:passkey_coming_in"), said).status_code == 302
    # The second has read the session before the first one took the challenge out of it.
    beside = Client()
    ask(beside)
    put_back(beside, kept)
    assert is_refused(beside.post(reverse("portal:passkey_coming_in"), said))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"origin": "https://house.example.evil.example"}, {}),
        ({"origin": "http://house.example"}, {}),
        ({"origin": "https://sub.house.example"}, {}),
        ({"is_verified": False}, {}),
        ({}, {"crossOrigin": True}),
        ({}, {"type": "webauthn.create"}),
        ({}, {"challenge": "AAAA"}),
        ({"handle": b"somebody else"}, {}),
        ({"name": b"a passkey that nobody knows"}, {}),
        ({"n_signed": 0}, {}),
    ],
    ids=str,
)
def test_whatever_is_wrong_with_it_is_refused_in_one_and_the_same_way(saskia, wrong, said):
    key = SoftKey()
    add(saskia, key)
    come_in(key)
    for name, value in wrong.items():
        setattr(key, name, value)
    client, answer = come_in(key, **said)
    assert is_refused(answer)
    assert client.get(reverse("portal:spaces")).status_code == 302
    nonsense = Client().post(reverse("portal:passkey_coming_in"), {"credential": "x"})
    assert _plain(answer) == _plain(nonsense)


def _plain(answer):
    text = answer.content.decode()
    return [line for line in text.splitlines() if "csrf" not in line]


def test_an_answer_for_signing_in_adds_nothing_and_one_for_adding_lets_nobody_in(saskia, bram):
    key = SoftKey()
    add(saskia, key)
    stranger = Client()
    made = SoftKey().make({"user": {"id": "AAAA"}, "rp": {"id": "house.example"}, **ask(stranger)})
    assert is_refused(stranger.post(reverse("portal:passkey_coming_in"), {"credential": made}))
    shown = {"name": "x", "credential": key.show(ask(saskia.client))}
    assert saskia.client.post(reverse("portal:passkey_new"), shown).status_code == 422
    # What was asked for one person is kept for no other, though it came in the same browser.
    offer = saskia.client.post(reverse("portal:passkey_offer")).json()
    put_back(bram.client, session_of(saskia.client)["passkey"])
    said = {"name": "x", "credential": SoftKey().make(offer)}
    assert bram.client.post(reverse("portal:passkey_new"), said).status_code == 422
    assert rows().count() == 1


def test_a_device_is_one_persons_and_whose_it_is_already_is_not_said(saskia, bram):
    key = SoftKey()
    add(saskia, key)
    again = add(bram, SoftKey(name=key.name))
    assert again.status_code == 422
    assert "Saskia" not in again.content.decode()
    assert rows().get().login.email == saskia.email


def test_one_names_and_removes_ones_own_and_nobody_elses(saskia, bram):
    key = SoftKey()
    add(saskia, key)
    (pk,) = rows().values_list("pk", flat=True)
    for route in ("portal:passkey", "portal:passkey_removal"):
        assert bram.client.post(reverse(route, args=[pk]), {"name": "mine"}).status_code == 404
    assert "My telephone" not in bram.client.get(reverse("portal:passkeys")).content.decode()
    saskia.client.post(reverse("portal:passkey", args=[pk]), {"name": " The  tablet "})
    assert rows().get().name == "The tablet"
    page = saskia.client.post(reverse("portal:passkey", args=[pk]), {"name": ""}, follow=True)
    assert "Say what you call it" in page.content.decode()
    saskia.client.post(reverse("portal:passkey_removal", args=[pk]))
    assert is_refused(come_in(key)[1])
    assert kinds()[-1] == ("passkey.removed", "contact")


def test_without_an_address_of_its_own_the_house_offers_none(saskia, settings):
    settings.OWN_ADDRESS = "http://192.168.1.5:8000"
    assert "data-passkey" not in Client().get(reverse("account_request_login_code")).content.decode()
    assert Client().post(reverse("portal:passkey_challenge")).status_code == 404
    assert "has not said yet" in saskia.client.get(reverse("portal:passkeys")).content.decode()


def test_asking_is_slowed_down(saskia, monkeypatch):
    monkeypatch.setattr(limits, "allow", lambda *_, **__: False)
    monkeypatch.setattr("closeknit.portal.passkeys.views.allow", lambda *_, **__: False)
    assert Client().post(reverse("portal:passkey_challenge")).status_code == 429
    answer = saskia.client.post(reverse("portal:passkey_offer"))
    assert (answer.status_code, "an hour" in answer.json()["sentence"]) == (429, True)


@pytest.mark.parametrize(
    ("said", "origin"),
    [
        ("https://partners.example", "https://partners.example"),
        ("https://Partners.Example:443/", "https://partners.example"),
        ("https://partners.example:8443", "https://partners.example:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://partners.example", ""),
        ("https://10.0.0.1", ""),
        ("https://[::1]:8000", ""),
        ("https://partners.example:port", ""),
        ("", ""),
    ],
)
def test_passkeys_are_bound_to_an_address_as_a_browser_writes_it(said, origin):
    assert address.read_passkey_origin(said) == origin


def test_an_error_of_our_own_is_refused_like_any_other_and_stands_in_the_log(saskia, monkeypatch, caplog):
    key = SoftKey()
    add(saskia, key)
    key.origin = "https://elsewhere.example"
    assert is_refused(come_in(key)[1])
    assert not [one for one in caplog.records if one.name == ceremony.__name__], "what a stranger sends fills no log"
    monkeypatch.delattr(ceremony.Fido2Server, "authenticate_complete")
    assert is_refused(come_in(key)[1])
    (told,) = [one for one in caplog.records if one.name == ceremony.__name__]
    assert told.exc_info[0] is AttributeError


@given(said=st.one_of(st.text(max_size=80), st.binary(max_size=200).map(lambda raw: f'{{"rawId":"{raw.hex()}"}}')))
def test_whatever_a_stranger_sends_is_refused_and_breaks_nothing(said):
    known = Known(b"x", b"x", 0)
    for act in (
        lambda: ceremony.read_made(said, None, login=1, at=NOW),
        lambda: ceremony.check_used(said, None, known, at=NOW),
    ):
        with pytest.raises(PasskeyRefused):
            act()
