"""Signing in and out: guessing is slowed down, leaving shuts the door at once, and nobody is led in a circle."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from closeknit.identity import operations
from tests.conftest import NOW, PASSWORD

HERE = {"login": "ben@arlund.example", "password": PASSWORD}


def _sign_in(client, **said):
    return client.post(reverse("account_login"), HERE | said)


def test_a_member_signs_in_and_out(client, cast):
    assert _sign_in(client)["Location"] == reverse("today")
    assert client.get(reverse("member_self")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("member_self")).status_code == 302


def test_the_way_that_one_was_on_is_kept(client, cast):
    led = client.get(reverse("accounts") + "?kind=customer")
    answer = client.post(led["Location"], HERE)
    assert answer["Location"] == reverse("accounts") + "?kind=customer"


def test_a_way_to_elsewhere_is_not_followed(client, cast):
    answer = client.post(reverse("account_login") + "?next=https://evil.example/", HERE)
    assert answer["Location"] == reverse("today")


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, cast):
    wrong = _sign_in(client, password="wrong wrong wrong").context["form"].non_field_errors()
    unknown = _sign_in(client, login="nobody@arlund.example").context["form"].non_field_errors()
    assert wrong == unknown
    assert wrong


def test_guessing_is_slowed_down_and_then_even_the_right_password_waits(client, cast):
    for _ in range(5):
        assert _sign_in(client, password="guessed guessed").status_code == 200
    refused = _sign_in(client)
    assert refused.status_code in (200, 429)
    assert client.get(reverse("member_self")).status_code == 302


def test_who_leaves_is_out_at_the_next_request_and_does_not_get_in_again(client, cast):
    _sign_in(client)
    operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert client.get(reverse("today")).status_code == 302
    again = Client()
    assert _sign_in(again)["Location"] == reverse("account_login")
    assert "You have left this house" in again.get(reverse("account_login")).content.decode()
    assert "_auth_user_id" not in again.session


def test_a_login_without_a_place_here_is_signed_out_and_not_led_in_a_circle(client, cast):
    outsider = get_user_model()(email="saskia@rijnmond.example", made_at=NOW)
    outsider.set_password(PASSWORD)
    outsider.save()
    answer = client.post(reverse("account_login"), HERE | {"login": outsider.email}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_a_new_password_signs_other_browsers_out_and_keeps_this_one(client, cast):
    other = Client()
    _sign_in(client)
    _sign_in(other)
    said = {"old": PASSWORD, "new": "another sentence to sign in with"}
    assert client.post(reverse("member_self_password"), said).status_code == 302
    assert client.get(reverse("member_self")).status_code == 200
    assert other.get(reverse("member_self")).status_code == 302


def test_a_refused_password_keeps_the_old_one_and_says_why(client, cast):
    _sign_in(client)
    answer = client.post(reverse("member_self_password"), {"old": "wrong", "new": "another sentence here"})
    assert answer.status_code == 422
    assert "That is not your password" in answer.content.decode()
    assert _sign_in(Client())["Location"] == reverse("today")


def test_the_first_run_is_closed_once_there_is_a_house(client, cast):
    assert client.get(reverse("first_run"))["Location"].startswith(reverse("account_login"))


def test_nobody_signs_up_by_themselves(client, db):
    for address in ("/accounts/signup/", "/signup/", "/sign-up/", "/password/reset/"):
        assert client.get(address).status_code in (302, 404)
    assert not get_user_model().objects.exists()


def test_before_the_first_run_every_way_leads_to_it(client, db):
    assert client.get(reverse("accounts"))["Location"] == reverse("first_run")


def test_the_first_run_signs_in_and_keeps_what_was_typed_where_something_is_wrong(client, db):
    said = {"house": "Arlund", "zone": "Middle/Earth", "currency": "eur", "name": "Alice", "email": "a@arlund.example"}
    refused = client.post(reverse("first_run"), said | {"password": PASSWORD})
    assert refused.status_code == 422
    assert 'value="Arlund"' in refused.content.decode()
    answer = client.post(reverse("first_run"), said | {"zone": "Europe/London", "password": PASSWORD})
    assert answer["Location"] == reverse("today")
    assert client.get(reverse("house")).status_code == 200


def test_an_invitation_signs_in_whom_it_was_made_for(client, cast):
    secret = operations.invite_member(
        name="Dora", email="dora@arlund.example", role="guest", department=None, viewer=cast.alice, at=NOW
    )
    address = reverse("invitation", args=[secret])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("closeknit.kit.clock.now", lambda: NOW)
        assert client.post(address, {"name": "Dora", "password": "short"}).status_code == 422
        assert client.post(address, {"name": "Dora", "password": PASSWORD})["Location"] == reverse("today")
        assert client.get(address).status_code == 404
    assert client.get(reverse("member_self")).status_code == 200
    assert client.get(reverse("house")).status_code == 404
