"""The page that says how well this house is heard, and the check of twenty."""

import pytest
from django.urls import reverse

from closeknit.verbatims import operations
from closeknit.verbatims.models import Check, CheckAnswer, Drawn, Verbatim
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.verbatims.conftest import Tell, Town, tell, town, work
from tests.operations.verbatims.test_checking import talkative
from tests.operations.verbatims.test_learning import ROOMS

__all__ = ["talkative", "tell", "town"]


def test_an_empty_house_is_told_how_to_begin(town: Town):
    page = open_browser(town.ben).get(reverse("quality"))
    assert "Check twenty" in page.text
    assert "answer" not in page.context["lines"][0].precision.said


def test_a_guest_reads_and_is_offered_nothing(town: Town):
    browser = open_browser(town.gita)
    assert 'data-test="draw"' not in browser.get(reverse("quality")).text
    assert browser.post(reverse("quality_checks")).status_code == 404


def test_twenty_are_answered_one_after_the_other_without_the_machines_opinion(talkative: Town):
    browser = open_browser(talkative.ben)
    page = browser.post(reverse("quality_checks"), follow=True)
    for place in range(1, 21):
        assert f"Sentence {place} of 20" in page.text
        assert not any(choice.is_chosen for choice in page.context["choices"])
        address = reverse("quality_answer", args=[page.context["check"].id, page.context["drawn"].id])
        page = browser.post(address, {"code": ["pain", "need"]}, follow=True)
    assert page.request["PATH_INFO"] == reverse("quality")
    assert page.context["checked"].n == 20
    assert CheckAnswer.objects.visible_to(talkative.ben).count() == 20


def test_one_can_go_back_and_find_what_one_said(talkative: Town):
    browser = open_browser(talkative.ben)
    page = browser.post(reverse("quality_checks"), follow=True)
    check = page.context["check"].id
    browser.post(reverse("quality_answer", args=[check, page.context["drawn"].id]), {"code": ["plan"]})
    back = browser.get(f"{reverse('quality_check', args=[check])}?place=1")
    assert [choice.code for choice in back.context["choices"] if choice.is_chosen] == ["plan"]


def test_a_code_that_does_not_exist_is_kept_of_nobody(talkative: Town):
    browser = open_browser(talkative.ben)
    page = browser.post(reverse("quality_checks"), follow=True)
    address = reverse("quality_answer", args=[page.context["check"].id, page.context["drawn"].id])
    assert browser.post(address, {"code": ["mood"]}).status_code == 404


def test_where_there_are_too_few_words_it_says_so(town: Town):
    page = open_browser(town.ben).post(reverse("quality_checks"), follow=True)
    assert "at least 40 sentences" in page.text
    assert not Check.objects.visible_to(town.ben).exists()


@pytest.fixture
def taught(town: Town, tell: Tell) -> Town:
    for text in ROOMS:
        tell(text)
    work()
    for text in ROOMS[:5]:
        pk = Verbatim.objects.visible_to(town.ben).get(text=text).pk
        operations.correct_signal(verbatim=pk, code="need", is_on=False, viewer=town.ben, at=NOW)
    work()
    return town


def test_what_was_learned_is_shown_with_its_words_and_can_be_switched_off(taught: Town):
    browser = open_browser(taught.ben)
    page = browser.get(reverse("quality"))
    assert "One sentence is heard differently since your five corrections." in " ".join(page.text.split())
    assert page.context["turned"][0].said == "no longer need"
    browser.post(reverse("quality_learning"), {"is_on": "0"})
    work()
    assert "Switched off" in browser.get(reverse("quality")).text
    assert not browser.get(reverse("quality")).context["turned"]


def test_the_sentences_own_page_says_that_people_taught_it(taught: Town):
    last = Verbatim.objects.visible_to(taught.ben).get(text=ROOMS[5])
    page = open_browser(taught.ben).get(reverse("verbatim", args=[last.pk]))
    assert "by what people here put right in others like it" in page.text


def test_a_drawn_sentence_of_another_check_keeps_its_own_page(talkative: Town):
    browser = open_browser(talkative.ben)
    browser.post(reverse("quality_checks"))
    drawn = Drawn.objects.visible_to(talkative.ben).order_by("pk").first()
    assert drawn is not None
    browser.post(reverse("quality_answer", args=["check_of_nobody", drawn.pk]), {})
    assert browser.get(reverse("quality_check", args=["check_of_nobody"])).status_code == 404
