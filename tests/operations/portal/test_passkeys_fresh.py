"""A passkey is added and removed by whoever signed in a moment ago; anybody else signs in once more, and comes back to where they were."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from closeknit.kit.models import Mail
from tests.conftest import NOW
from tests.operations.portal.devices import add, ask, later, rows, session_of
from tests.soft_key import SoftKey

pytestmark = pytest.mark.django_db


def sign_in_again(who, way):
    """Let somebody who was led to the sign-in say the code of their mail; return where it leads."""
    page = who.client.get(way).content.decode()
    assert f'value="{who.email}"' in page, "their address is filled in"
    back = parse_qs(urlsplit(way).query)["next"][0]
    asked = who.client.post(way, {"email": who.email, "next": back})
    letter = Mail.objects.unscoped(reason="a test looks").filter(about="sign-in code").order_by("-pk").first()
    code = re.search(r"\d{8}", letter.body).group()
    return who.client.post(asked["Location"], {"code": code, "next": back})


def test_a_device_is_added_by_whoever_signed_in_a_moment_ago_and_the_name_comes_back_with_them(saskia, monkeypatch):
    later(monkeypatch, minutes=10)
    assert saskia.client.post(reverse("portal:passkey_offer")).status_code == 200
    later(monkeypatch, minutes=10, seconds=1)
    assert "Sign in once more" in saskia.client.get(reverse("portal:passkeys")).content.decode()
    answer = saskia.client.post(reverse("portal:passkey_offer"))
    assert (answer.status_code, answer.json()) == (403, {"again": reverse("portal:passkey_again")})
    led = saskia.client.post(reverse("portal:passkey_again"), {"name": "My telephone"})
    assert led["Location"].startswith(reverse("account_request_login_code"))
    assert saskia.client.get(reverse("portal:passkeys")).status_code == 302, "until then they are out"
    back = sign_in_again(saskia, led["Location"])
    assert back["Location"] == f"{reverse('portal:passkeys')}?name=My+telephone"
    assert 'value="My telephone"' in saskia.client.get(back["Location"]).content.decode()
    assert add(saskia, SoftKey())["Location"] == reverse("portal:passkeys")


def test_so_is_one_removed_and_a_passkey_is_a_sign_in_as_well(saskia, monkeypatch):
    key = SoftKey()
    add(saskia, key)
    (pk,) = rows().values_list("pk", flat=True)
    later(monkeypatch, hours=1)
    saskia.client.post(reverse("portal:passkey", args=[pk]), {"name": "The tablet"})
    assert rows().get().name == "The tablet", "what it is called opens nothing"
    led = saskia.client.post(reverse("portal:passkey_removal", args=[pk]))
    assert rows().exists()
    back = parse_qs(urlsplit(led["Location"]).query)["next"][0]
    shown = {"credential": key.show(ask(saskia.client)), "next": back}
    assert saskia.client.post(reverse("portal:passkey_coming_in"), shown)["Location"] == back
    page = saskia.client.get(back).content.decode()
    assert "<details" in page
    assert " open>" in page
    saskia.client.post(reverse("portal:passkey_removal", args=[pk]))
    assert not rows().exists()


def test_a_session_from_before_or_with_a_moment_to_come_is_not_fresh(saskia):
    for moment in (None, "now", NOW.timestamp() + 60):
        session = session_of(saskia.client)
        session["signed_in_at"] = moment
        session.save()
        assert saskia.client.post(reverse("portal:passkey_offer")).status_code == 403


def test_signing_in_again_as_somebody_else_leads_to_ones_own_passkeys(saskia, bram, monkeypatch):
    add(saskia, SoftKey())
    key = SoftKey()
    add(bram, key, name="The tablet of Bram")
    later(monkeypatch, hours=1)
    led = saskia.client.post(reverse("portal:passkey_again"), {"open": rows()[0].pk})
    back = parse_qs(urlsplit(led["Location"]).query)["next"][0]
    shown = {"credential": key.show(ask(saskia.client)), "next": back}
    page = saskia.client.post(reverse("portal:passkey_coming_in"), shown, follow=True).content.decode()
    assert "The tablet of Bram" in page
    assert "My telephone" not in page
