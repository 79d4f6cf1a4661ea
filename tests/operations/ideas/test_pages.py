"""The pages of ideas: the list, one idea, giving, answering by two at once, merging, telling, the duty."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.ideas import operations, queries
from closeknit.ideas.portal import operations as portal
from closeknit.kit import clock
from closeknit.kit.models import Mail
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.ideas.conftest import Give, Town


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.ben)


def _text(browser: Client, name: str, *arguments: str, query: str = "") -> str:
    answer = browser.get(reverse(name, args=arguments) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_house_says_what_to_do_next(browser: Client):
    assert "Give the first one" in _text(browser, "ideas")
    assert "Every idea has its answer" in _text(browser, "ideas_to_answer")
    assert "No idea was given" in _text(browser, "ideas_duty")


def test_an_idea_is_given_on_behalf_of_a_person_found_by_name(cast: Cast, browser: Client, town: Town):
    form = {"title": "On the phone", "whose": "theirs", "account": "Rijnmond Waterlab", "person": "ana lovric"}
    answer = browser.post(reverse("idea_giving"), form, follow=True)
    said = answer.content.decode()
    assert "Kept as idea 1. Ben answers it by 3 December." in said
    assert "Ana Lovric" in said
    assert "written down by Ben" in said
    refused = browser.post(reverse("idea_giving"), form | {"person": "Anna"})
    assert refused.status_code == 422
    assert "Nobody we know at Rijnmond Waterlab is called that" in refused.content.decode()
    assert 'value="On the phone"' in refused.content.decode()


def test_similar_ones_are_shown_while_one_writes(browser: Client, give: Give):
    give("Show the readings on the phone")
    said = _text(browser, "ideas_alike", query="?title=readings+on+a+phone")
    assert "Show the readings on the phone" in said
    assert "A vote says more" in said


def test_the_second_of_two_who_answer_sees_both_and_loses_nothing(cast: Cast, browser: Client, give: Give):
    idea = give()
    operations.give_verdict(idea=idea, answer="planned", sentence="In spring.", base=0, viewer=cast.alice, at=NOW)
    form = {"answer": "no", "reason": "cost", "sentence": "Far too dear.", "base": "0"}
    answer = browser.post(reverse("idea_verdict", args=[idea]), form)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Alice answered it meanwhile" in said
    assert "In spring." in said
    assert "Far too dear." in said
    assert browser.post(reverse("idea_verdict", args=[idea]), form | {"base": "1"}).status_code == 302
    assert [one.answer for one in queries.get_story(idea, viewer=cast.ben).verdicts] == ["no", "planned"]


def test_a_vote_twice_says_so_and_a_vote_is_taken_back(browser: Client, give: Give):
    idea = give()
    address = reverse("idea_vote", args=[idea])
    assert "You have voted for it already" in browser.post(address, {"act": "cast"}, follow=True).content.decode()
    assert "The vote is taken back" in browser.post(address, {"act": "withdraw"}, follow=True).content.decode()


def test_what_a_merge_would_do_is_shown_first_and_into_itself_is_said(
    cast: Cast, browser: Client, town: Town, give: Give
):
    one, other = give("One", contact=town.ana), give("Other", contact=town.kim)
    operations.cast_vote(idea=one, contact=town.kim, viewer=cast.ben, at=NOW)
    said = _text(browser, "idea_merging", other, query=f"?into={one}")
    assert "One person voted for both" in said
    assert "That is the same idea" in _text(browser, "idea_merging", one, query=f"?into={one}")
    browser.post(reverse("idea_merging", args=[other]), {"into": one})
    assert "Part of" in _text(browser, "idea", other)
    assert "tell them" in _text(browser, "idea", one)
    browser.post(reverse("idea_taking_apart", args=[other]))
    assert queries.get_idea(other, viewer=cast.ben).state == "open"


def test_a_ready_message_goes_to_those_chosen(cast: Cast, browser: Client, town: Town, give: Give):
    idea = give(contact=town.ana, with_receipt=False)
    operations.give_verdict(idea=idea, answer="planned", sentence="In spring.", base=0, viewer=cast.ben, at=NOW)
    said = _text(browser, "idea_telling", idea)
    assert "Our answer to idea 1" in said
    assert "In spring." in said
    (key,) = [one.key for one in queries.list_listeners(idea, "verdict", viewer=cast.ben)]
    form = {"subject": "Yes", "text": "Dear {name}, yes.", "to": key, "act": "mail"}
    assert "1 mail goes out" in browser.post(reverse("idea_telling", args=[idea]), form, follow=True).content.decode()
    assert [one.body for one in Mail.objects.visible_to(cast.ben)] == ["Dear Ana Lovric, yes."]
    nobody = browser.post(reverse("idea_telling", args=[idea]), form | {"to": ""})
    assert "Choose at least one person" in nobody.content.decode()


def test_who_is_told_of_an_idea_on_the_portal_reads_the_number_that_it_has_there(
    cast: Cast, browser: Client, town: Town, give: Give
):
    hidden, idea = give(title="Another one, of ours alone"), give()
    number = portal.show_idea(idea=idea, title="Choose the hour", viewer=cast.ben, at=NOW)
    operations.give_verdict(idea=idea, answer="planned", sentence="In spring.", base=0, viewer=cast.ben, at=NOW)
    said = _text(browser, "idea_telling", idea)
    assert f"Our answer to idea {number} on our portal" in said
    assert f"voted for, idea {number} on our portal:" in said
    assert "idea 2:" not in said
    operations.merge_ideas(idea=hidden, into=idea, viewer=cast.ben, at=NOW)
    assert f"Idea 1 is now part of idea {number} on our portal" in _text(browser, "idea_telling", hidden)


def test_past_its_day_it_leads_the_page_and_the_duty_shows_its_figures(cast: Cast, browser: Client, give: Give):
    give("Late", at=NOW - timedelta(20))
    answered = give("Answered", at=NOW - timedelta(5))
    operations.give_verdict(idea=answered, answer="planned", sentence="Yes.", base=0, viewer=cast.ben, at=NOW)
    assert "Past their day" in _text(browser, "ideas_to_answer")
    said = _text(browser, "ideas_duty")
    assert "1 of 2; 95 times in 100" in said
    assert "Days to an answer" not in said
    admin = open_browser(cast.alice)
    assert admin.post(reverse("ideas_rule"), {"days": "7", "reader": ""}).status_code == 302
    assert "seven days" in _text(admin, "ideas_duty")


def test_the_list_finds_by_words_and_shows_what_is_chosen(browser: Client, give: Give):
    give("Show the readings on the phone")
    give("Deliver parts at night")
    found = _text(browser, "ideas", query="?q=readings&state=all")
    assert "Show the readings" in found
    assert "Deliver parts" not in found
    assert "There are none of these" in _text(browser, "ideas", query="?state=no")


def test_a_receipt_that_waits_is_not_said_to_be_mailed(cast: Cast, town: Town, give: Give):
    idea = give(contact=town.ana)
    browser = open_browser(cast.ben)
    assert "a mail that waits to go out" in browser.get(reverse("idea", args=[idea])).text
    Mail.objects.unscoped(reason="test").get(about__startswith="reply_").change(sent_at=NOW)
    assert "mailed" in browser.get(reverse("idea", args=[idea])).text
