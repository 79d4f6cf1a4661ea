import re

import pytest
from django.test import Client

from closeknit.identity.models import Login
from closeknit.verbatims.models import Signal
from tests.operations.verbatims.conftest import Tell, Town, words, work


@pytest.fixture
def page(town: Town) -> Client:
    return _signed_in("ben")


def _signed_in(name: str) -> Client:
    browser = Client()
    browser.force_login(
        Login.objects.get(email=f"{name}@arlund.example"), backend="closeknit.web.sign_in.backend.HouseBackend"
    )
    return browser


def _text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_an_empty_house_says_what_will_stand_here(page: Client):
    assert "Here will stand every sentence" in _text(page.get("/heard/"))


def test_what_was_said_in_one_conversation_is_read_from_its_beginning(page: Client, tell: Tell):
    tell("It stops at night. We find out at seven.")
    work()
    text = _text(page.get("/heard/"))
    assert text.index("It stops at night.") < text.index("We find out at seven.")
    assert text.count("Ana Costa") == 1


def test_a_search_marks_what_it_found_in_any_form(page: Client, tell: Tell):
    tell("The charging takes hours. It is late.")
    work()
    html = page.get("/heard/", {"q": "charge"}).content.decode()
    assert '<mark class="hit">charging</mark>' in html
    assert "It is late" not in html


def test_what_a_customer_wrote_is_shown_and_never_run(page: Client, tell: Tell):
    tell("We need <script>alert(1)</script> in the report.")
    work()
    html = page.get("/heard/", {"q": "report"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_name_that_no_account_has_is_said(page: Client, tell: Tell):
    tell("It stops at night.")
    work()
    assert "No account is called “Nobody GmbH”" in _text(page.get("/heard/", {"account": "Nobody GmbH"}))
    assert "It stops at night." in _text(page.get("/heard/", {"account": "harrow"}))
    assert "It stops at night." not in _text(page.get("/heard/", {"account": "Luddon"}))


@pytest.mark.parametrize(
    "query", ["older=verbatim_none", "n=x", "signal=mood", "since=never", "medium=smoke", "q=%00", "q=%22*"]
)
def test_an_address_that_makes_no_sense_is_still_answered(page: Client, tell: Tell, query: str):
    tell("It stops at night.")
    work()
    assert page.get(f"/heard/?{query}").status_code == 200


def test_a_sentence_stands_in_its_place_with_why_it_is_heard_so(page: Client, town: Town, tell: Tell):
    tell("Before that all is well. We need to see the results on the phone. After that too.")
    work()
    one = words(town.ben)[1]
    text = _text(page.get(f"/heard/{one.pk}/"))
    assert "Before that all is well." in text
    assert "After that too." in text
    assert "We need" in text.split("Heard as")[1]


def test_one_click_puts_right_what_it_is_heard_as(page: Client, town: Town, tell: Tell):
    tell("We need to see the results on the phone.")
    work()
    one = words(town.ben)[0]
    answer = page.post(f"/heard/{one.pk}/signals/need/", {"is_on": "0"}, follow=True)
    assert "No longer heard as need." in _text(answer)
    assert "so says Ben" in _text(answer)
    assert not Signal.objects.visible_to(town.ben).get(verbatim=one, code="need").is_on


def test_a_need_can_be_stated_on_a_sentence(page: Client, town: Town, tell: Tell):
    tell("Parking at your site is a problem.")
    work()
    one = words(town.ben)[0]
    answer = page.post(f"/heard/{one.pk}/needs/", {"statement": "Find a place to park"}, follow=True)
    assert "It stands for “Find a place to park” now." in _text(answer)
    assert "Find a place to park" in _text(answer).split("Stands for")[1]


def test_a_sentence_that_does_not_exist_is_not_found(page: Client):
    assert page.get("/heard/verbatim_none/").status_code == 404
    assert page.post("/heard/verbatim_none/signals/need/", {"is_on": "1"}).status_code == 404


def test_who_only_hands_in_reads_and_corrects_nothing(town: Town, tell: Tell):
    tell("We need to see the results on the phone.")
    work()
    gita, one = _signed_in("gita"), words(town.ben)[0]
    assert "not so" not in _text(gita.get(f"/heard/{one.pk}/"))
    assert gita.post(f"/heard/{one.pk}/signals/need/", {"is_on": "0"}).status_code == 404


def test_the_list_alone_is_answered_to_a_part_of_the_page(page: Client, tell: Tell):
    tell("It stops at night.")
    work()
    part = page.get("/heard/", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="heard"')
    assert "It stops at night." in part
