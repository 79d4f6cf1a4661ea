"""From an account, and from a person, to the ideas that hang together with them, to our answer, to what carries it out."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.ideas import operations, queries
from closeknit.ideas.challenges import operations as challenges
from closeknit.ideas.challenges import putting
from closeknit.ideas.models import IdeaNeed
from closeknit.kit import clock
from closeknit.kit.models import Mail
from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.needs import operations as needs
from closeknit.promises import operations as promises
from closeknit.promises import queries as promise_queries
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.ideas.conftest import Give, Town
from tests.operations.verbatims.conftest import work

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.ben)


def _say(cast: Cast, contact: str) -> Verbatim:
    touchpoints.record_touchpoint(
        medium="call", started_at=NOW - timedelta(1), lines=[Line("We walk to the printer at night.", 0)],
        speakers=[Speaker(contact=contact)], viewer=cast.ben, at=NOW,
    )  # fmt: skip
    work()
    return Verbatim.objects.unscoped(reason="test").order_by("-pk")[0]


def _answer(cast: Cast, idea: str) -> None:
    operations.give_verdict(idea=idea, answer="planned", sentence="In spring.", base=0, viewer=cast.ben, at=NOW)


def _whys(account: str, cast: Cast) -> dict[str, str]:
    return {one.title: one.why for one in queries.list_of_account(account, viewer=cast.ben).rows}


def test_an_idea_stands_at_an_account_once_and_says_how_it_came_there(cast: Cast, town: Town, give: Give):
    words = _say(cast, town.ana)
    give("Given", contact=town.ana, verbatim=words.pk)
    give("Of their words, by one of ours", verbatim=words.pk, is_mine=True)
    wanted = give("Wanted by one of theirs", contact=town.piet)
    operations.cast_vote(idea=wanted, contact=town.kim, viewer=cast.ben, at=NOW)
    need = needs.state_need(statement="Read at night", viewer=cast.ben, at=NOW, verbatims=[words.pk])
    give("For a need of theirs", needs=[need])
    give("Of no concern to them", contact=town.piet)
    assert _whys(town.lab, cast) == {
        "Given": "gave",
        "Of their words, by one of ours": "words",
        "Wanted by one of theirs": "want",
        "For a need of theirs": "need",
    }
    found = queries.list_of_account(town.lab, viewer=cast.ben)
    assert found.counts == {"gave": 1, "words": 1, "want": 1, "need": 1}
    # What only answers a need stands behind what is theirs, however new it is.
    assert found.rows[-1].why == "need"
    only = queries.list_of_account(town.lab, viewer=cast.ben, why="want").rows
    assert [one.title for one in only] == ["Wanted by one of theirs"]
    assert only[0].n_want == 1


def test_the_thread_leads_from_the_account_to_our_answer_its_promise_and_who_was_told(
    cast: Cast, browser: Client, town: Town, give: Give
):
    idea = give("Show it on the phone", contact=town.ana, with_receipt=False)
    _answer(cast, idea)
    page = browser.get(reverse("account_ideas", args=[town.lab])).text
    assert "Nobody of theirs was told yet" in page
    assert reverse("idea_telling", args=[idea]) in page
    listeners = [one.key for one in queries.list_listeners(idea, "verdict", viewer=cast.ben)]
    operations.tell(idea=idea, to=listeners, text="Yes.", viewer=cast.ben, at=NOW)
    for account in (town.lab, town.farm):
        promises.make_promise(
            account=account, text="The phone page", idea=idea, made_on=TODAY, due_on=TODAY, viewer=cast.ben, at=NOW
        )
    page = browser.get(reverse("account_ideas", args=[town.lab])).text
    assert "In spring." in page
    assert "The phone page" in page
    assert "Also promised to one other account" in page
    assert "Told: Ana Lovric" in page
    Mail.objects.unscoped(reason="test").get().change(failed_reason="no such address")
    assert "Nobody of theirs was told yet" in browser.get(reverse("account_ideas", args=[town.lab])).text


def test_what_was_promised_for_an_idea_and_kept_asks_to_be_said(cast: Cast, browser: Client, town: Town, give: Give):
    idea = give("Show it on the phone", contact=town.ana, with_receipt=False)
    _answer(cast, idea)
    made = promises.make_promise(
        account=town.lab, text="The phone page", idea=idea, made_on=TODAY, due_on=TODAY, viewer=cast.ben, at=NOW
    )
    page = reverse("idea", args=[idea])
    assert 'data-test="kept"' not in browser.get(page).text
    promises.settle_promise(
        promise=made, settlement="kept", settled_on=TODAY, proof="It is there.", viewer=cast.ben, at=NOW
    )
    way = f"{reverse('idea_verdict', args=[idea])}?answer=in_use"
    assert way in browser.get(page).text
    assert re.search(r'value="in_use"[^>]*checked', browser.get(way).text)
    operations.give_verdict(idea=idea, answer="in_use", sentence="It is there.", base=1, viewer=cast.ben, at=NOW)
    assert 'data-test="kept"' not in browser.get(page).text


def test_what_is_merged_stands_there_still_with_the_answer_and_the_promise_of_the_other(
    cast: Cast, town: Town, give: Give
):
    mine, other = give("Mine", contact=town.ana), give("Other", contact=town.piet)
    promises.make_promise(account=town.lab, text="So", idea=mine, made_on=TODAY, due_on=TODAY, viewer=cast.ben, at=NOW)
    operations.merge_ideas(idea=mine, into=other, viewer=cast.ben, at=NOW)
    _answer(cast, other)
    rows = {one.title: one for one in queries.list_of_account(town.lab, viewer=cast.ben).rows}
    assert rows["Mine"].merged_into is not None
    assert (rows["Mine"].merged_into[0], rows["Mine"].state) == (other, "planned")
    assert rows["Mine"].answer is not None
    # Who gave it wants what it became: one vote a person.
    assert rows["Other"].why == "want"
    carried = promise_queries.list_of_ideas([other], accounts=[town.lab], viewer=cast.ben)
    assert [one.text for one in carried[other].here] == ["So"]


def test_a_person_has_what_they_gave_wherever_they_were(cast: Cast, browser: Client, town: Town, give: Give):
    idea = give("Show it on the phone", contact=town.ana)
    give("Of somebody else", contact=town.kim)
    person = queries.get_idea(idea, viewer=cast.ben).giver.contact_id
    own = browser.get(reverse("contact", args=[person])).text
    address = own.split('href="/people/')[1].split("/")[0]
    assert reverse("person_ideas", args=[address]) in browser.get(reverse("person", args=[address])).text
    page = browser.get(reverse("person_ideas", args=[address]))
    assert "Show it on the phone" in page.text
    assert "Of somebody else" not in page.text
    part = browser.get(reverse("person_ideas", args=[address]), HTTP_HX_REQUEST="true").text
    assert "Show it on the phone" in part
    assert "<html" not in part


def test_an_account_without_ideas_says_what_to_do_next_and_the_form_knows_whose_it_is(
    browser: Client, town: Town, give: Give
):
    page = browser.get(reverse("account_ideas", args=[town.farm])).text
    assert "Write down the first that they told you" in page
    assert "None was put to them yet" in page
    form = browser.get(f"{reverse('idea_giving')}?account={town.farm}").text
    assert 'value="Ossen Farm"' in form
    assert reverse("account_ideas", args=[town.farm]) in browser.get(reverse("account", args=[town.farm])).text
    assert browser.get(reverse("account_ideas", args=["account_none"])).status_code == 404
    assert browser.get(reverse("person_ideas", args=["person_none"])).status_code == 404


def test_more_ideas_than_a_page_holds_are_turned_and_the_part_shows_the_newest(
    cast: Cast, browser: Client, town: Town, give: Give
):
    for number in range(queries.CONCERNING_PAGE + 1):
        give(f"Idea of theirs {number:02}", contact=town.ana, at=NOW + timedelta(minutes=number))
    address = reverse("account_ideas", args=[town.lab])
    first, second = browser.get(address).text, browser.get(f"{address}?page=2").text
    assert "Idea of theirs 20" in first
    assert "Idea of theirs 00" not in first
    assert "Idea of theirs 00" in second
    part = browser.get(address, HTTP_HX_REQUEST="true").text
    assert "16 more ideas" in part
    assert part.count('data-test="idea"') == 5
    for odd in ("page=0", "page=99999", "page=-1", "which=everything", "challenges=x"):
        assert browser.get(f"{address}?{odd}").status_code == 200


def test_a_challenge_that_was_put_to_them_stands_there_with_what_they_answered(
    cast: Cast, browser: Client, town: Town, give: Give
):
    by = {"viewer": cast.ben, "at": NOW}
    challenge = challenges.make_challenge(title="A quieter night", closes_on=TODAY + timedelta(9), **by)
    challenges.choose_guests(challenge=challenge, contacts=[town.ana], **by)
    assert putting.list_put_to(town.lab, viewer=cast.ben, today=TODAY).rows == ()
    challenges.open_challenge(challenge=challenge, **by)
    answer = challenges.hand_in_answer(
        challenge=challenge, title="Send it", text="By mail.", how="mail", contact=town.kim, **by
    )
    became = challenges.make_idea(answer=answer, **by)
    (row,) = putting.list_put_to(town.lab, viewer=cast.ben, today=TODAY).rows
    assert row.asked == ("Ana Lovric",)
    assert [(one.giver, one.idea_id) for one in row.answers] == [("Kim Bos", became)]
    page = browser.get(reverse("account_ideas", args=[town.lab])).text
    assert "A quieter night" in page
    assert "Ana Lovric asked" in page
    assert reverse("idea", args=[became]) in page
    assert putting.list_put_to(town.farm, viewer=cast.ben, today=TODAY).rows == ()


def test_nobody_outside_reads_who_wants_what(cast: Cast, town: Town, give: Give):
    words = _say(cast, town.ana)
    give("Ours of their words", verbatim=words.pk, is_mine=True)
    idea = give("Given", contact=town.ana)
    assert not IdeaNeed.objects.unscoped(reason="test").filter(idea=idea).exists()
    theirs = Viewer(ViewerKind.CONTACT, town.ana, "Ana", frozenset(), frozenset({town.lab}))
    assert queries.list_of_account(town.lab, viewer=theirs).rows == ()
    assert putting.list_put_to(town.lab, viewer=theirs, today=TODAY).rows == ()
    assert promise_queries.list_of_ideas([idea], accounts=[town.lab], viewer=theirs) == {}
