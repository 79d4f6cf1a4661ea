"""What a first visit stumbled over: buttons pressed twice, a page without a way back, an answer from a stale page."""

import pytest
from django.urls import reverse

from closeknit.ideas.models import Submission
from closeknit.ideas.portal import operations as portal_operations
from closeknit.ideas.shared import operations as ideas
from closeknit.promises import operations as promises
from closeknit.promises.models import Promise, ProposedPromise
from closeknit.promises.proposed import operations as answering
from closeknit.promises.shared.operations import promises as shared
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser

pytestmark = pytest.mark.django_db
LOOKED_AT = "a test looks"


def test_a_promise_proposed_with_two_presses_is_proposed_once(rijnmond, saskia):
    for _press in range(2):
        answer = saskia.client.post(saskia.at("promise_new"), {"direction": "ours", "text": "Send it", "due_on": ""})
        assert answer["Location"] == saskia.at("promises")
    assert ProposedPromise.objects.unscoped(reason=LOOKED_AT).count() == 1


def test_the_same_proposed_for_another_day_is_another_promise(rijnmond, saskia):
    for day in ("", str(NOW.date()), str(NOW.date())):
        saskia.client.post(saskia.at("promise_new"), {"direction": "ours", "text": "Send it", "due_on": day})
    proposed = ProposedPromise.objects.unscoped(reason=LOOKED_AT).order_by("pk")
    assert set(proposed.values_list("due_on", flat=True)) == {None, NOW.date()}
    assert proposed.count() == 2


def test_an_idea_given_twice_in_a_moment_is_refused_the_second_time(cast, rijnmond, saskia):
    portal_operations.set_portal(is_open=True, is_moderated=True, is_public=True, viewer=cast.alice, at=NOW)
    ideas.give_idea(title="A lid that locks", viewer=saskia.viewer, at=NOW)
    with pytest.raises(ideas.GivenAlready):
        ideas.give_idea(title="A lid that locks", viewer=saskia.viewer, at=NOW)
    assert Submission.objects.unscoped(reason=LOOKED_AT).count() == 1


def test_the_same_idea_with_ones_name_now_is_not_taken_for_a_second_press(cast, rijnmond, saskia):
    portal_operations.set_portal(is_open=True, is_moderated=True, is_public=True, viewer=cast.alice, at=NOW)
    given, address = {"title": "A lid that locks", "text": "It opens in the wind."}, reverse("portal:idea_giving")
    for _press in range(2):
        assert saskia.client.post(address, {**given, "seen": "1"})["Location"] == reverse("portal:given")
    answer = saskia.client.post(address, {**given, "seen": "1", "is_named": "on"})
    assert "You gave the same a moment ago without your name." in answer.text
    assert "It opens in the wind." in answer.text
    assert not Submission.objects.unscoped(reason=LOOKED_AT).get().is_named


def test_a_no_is_not_overturned_from_a_page_that_a_colleague_has_overtaken(cast, rijnmond, saskia):
    proposed = shared.propose_promise(
        account=rijnmond, direction="ours", text="Send it", due_on=None, viewer=saskia.viewer, at=NOW
    )
    answering.decline_proposed(proposed=proposed, answer="Not in winter.", viewer=cast.ben, at=NOW)
    browser, address = open_browser(cast.ben), reverse("promise_proposed", args=[proposed])
    answer = browser.post(address, {"answer": "Gladly", "seen": "proposed"})
    assert answer.status_code == 422
    assert "Not in winter." in answer.text
    assert not Promise.objects.unscoped(reason=LOOKED_AT).exists()
    # Knowing it, one may.
    assert browser.post(address, {"answer": "Gladly", "seen": "declined"}).status_code == 302


def test_a_discussion_leads_back_to_what_is_discussed(cast, rijnmond, saskia):
    promise = promises.make_promise(
        account=rijnmond, text="Send it", made_on=NOW.date(), due_on=None, viewer=cast.ben, at=NOW
    )
    assert f'href="{saskia.at("promise", promise)}"' in saskia.see("discussion", promise)


def test_pages_without_a_word_of_their_own_are_found_under_the_one_that_leads_there(saskia):
    for route, word in (("people", "circle"), ("ledger", "plan")):
        page = saskia.see(route)
        assert f'<a href="{saskia.at(word)}" aria-current="page"' in page


def test_a_purpose_in_markdown_is_read_as_such_in_the_circle(saskia):
    saskia.client.post(saskia.at("their_purpose"), {"text": "**Clean** water", "base": "0"})
    assert "<strong>Clean</strong> water" in saskia.see("circle")
