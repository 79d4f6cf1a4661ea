"""Whoever is not signed in any more when they send a form finds their words on the page that says so, and comes back to their place."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.operations.portal.conftest import Outsider

pytestmark = pytest.mark.django_db
WORDS = "A long thought that took an hour to write down."


def send(reader: Outsider, *, client: Client, **headers: str):
    return client.post(
        reader.at("promise_new"),
        {"text": WORDS, "direction": "ours", "due_on": ""},
        headers={"referer": headers["page"]},
    )


def test_what_was_written_after_the_session_ended_is_shown_and_leads_back_to_its_page(saskia):
    page = f"http://testserver{saskia.at('promise_new')}"
    answer = send(saskia, client=Client(), page=page)
    assert answer.status_code == 403
    said = answer.content.decode()
    assert WORDS in said
    assert f"{reverse('account_request_login_code')}?next={saskia.at('promise_new')}" in said


def test_a_page_elsewhere_is_not_where_one_comes_back_to(saskia):
    answer = send(saskia, client=Client(), page="https://evil.example/shared/")
    assert "evil.example" not in answer.content.decode()
    assert f"?next={reverse('portal:spaces')}" in answer.content.decode()


def test_a_press_without_words_leads_to_where_one_comes_in_and_back_to_a_page_that_can_be_read(saskia):
    """An address that only takes forms shows nothing to whoever is led to it."""
    page = saskia.at("notices")
    answer = Client().post(saskia.at("calendar_address"), headers={"referer": f"http://testserver{page}"})
    assert answer["Location"] == f"{reverse('account_request_login_code')}?next={page}"


def test_a_form_that_was_open_for_too_long_gives_its_words_back_at_the_door_where_it_stood(saskia):
    client = Client(enforce_csrf_checks=True)
    page = f"http://testserver{saskia.at('promise_new')}"
    own = send(saskia, client=client, page=page).content.decode()
    assert WORDS in own
    assert "/today/" not in own
    foreign = send(saskia, client=client, page="https://evil.example/").content.decode()
    assert WORDS not in foreign


def test_our_own_side_gives_words_back_too(cast):
    answer = Client().post(reverse("capture"), {"text": WORDS, "password": "a sentence to sign in with"})
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
    assert "a sentence to sign in with" not in answer.content.decode()
