"""The screens of feedback, as a browser without script uses them."""

from django.test import Client
from django.urls import reverse

from closeknit.identity import operations as identity_operations
from closeknit.kit import clock
from closeknit.promises.feedback import operations
from closeknit.promises.models import AskedFeedback, GivenFeedback
from tests.conftest import NOW
from tests.operations.feedback.conftest import FIT, Town
from tests.operations.promises.conftest import open_browser

ASKED = {"about": "the order form", "why": "We rebuild it.", "use": "Half of it goes.", "channel": "mail"}


def post(browser: Client, route: str, pk: str, **typed: str) -> str:
    """Post a form, follow where it leads, and return the page."""
    with clock.frozen(NOW):
        answer = browser.post(reverse(route, args=[pk]), typed, follow=True)
    assert answer.status_code in (200, 422)
    return answer.content.decode()


def test_the_letter_can_be_looked_at_before_it_goes_and_is_sent_as_it_was_changed(town: Town):
    browser = open_browser(town.ben)
    page = post(browser, "feedback_asking", town.account, contact=town.saskia, look="1", **ASKED)
    assert "Why we ask: We rebuild it." in page
    assert not AskedFeedback.objects.unscoped(reason="test").exists()
    page = post(browser, "feedback_asking", town.account, contact=town.saskia, letter="In my own words.", **ASKED)
    assert "waits for their answer" in page
    row = AskedFeedback.objects.unscoped(reason="test").get()
    page = post(browser, "asked_answer", row.pk, words="Too long.", wording="exact", medium="email")
    assert "What do we do about it?" in page
    page = post(browser, "asked_acting", row.pk, acted_by="nothing", text="No money for it.")
    assert "Nothing for now" in page
    page = post(browser, "asked_telling", row.pk, channel="mail", message="Dear Saskia, no money.")
    assert "acted on, and they know" in page


def test_what_is_missing_is_said_and_what_was_typed_stays(town: Town):
    page = post(open_browser(town.ben), "feedback_asking", town.account, contact=town.saskia, **(ASKED | {"why": ""}))
    assert "the order form" in page
    assert "Half of it goes." in page
    assert not AskedFeedback.objects.unscoped(reason="test").exists()


def test_a_draft_is_checked_read_by_another_made_ready_given_and_answered(town: Town):
    ben, alice = open_browser(town.ben), open_browser(town.alice)
    said = {"contact": town.saskia, "about": "the stocktake", "channel": "mail"}
    page = post(ben, "feedback_writing", town.account, text="You are always late.", look="1", **said)
    assert "to mend." in page
    assert not GivenFeedback.objects.unscoped(reason="test").exists()
    page = post(ben, "feedback_writing", town.account, text=FIT, **said)
    assert "a colleague reads it first" in page
    pk = GivenFeedback.objects.unscoped(reason="test").get().pk
    post(ben, "given_reader", pk, reader=town.alice.id)
    page = post(alice, "given_reading", pk, text="Shorter so.", note="I would say it so.")
    page = post(ben, "given_version", pk, text=f"{FIT} Thanks.", base="1", about="the stocktake", channel="mail")
    assert "I would say it so." in page
    page = post(ben, "given_readiness", pk)
    assert "Send it" in page
    page = post(ben, "given_giving", pk)
    assert "What did they answer?" in page
    page = post(ben, "given_reply", pk, words="Gladly.", wording="exact", medium="email")
    assert "given and answered" in page


def test_whoever_writes_second_sees_both_versions_and_loses_nothing(town: Town):
    pk = town.draft()
    operations.write_feedback(feedback=pk, text="Words of alice.", base=1, viewer=town.alice, at=NOW)
    typed = {"about": "the stocktake", "channel": "mail", "text": "Words of ben.", "base": "1"}
    page = post(open_browser(town.ben), "given_version", pk, **typed)
    assert "Alice wrote version 2 meanwhile" in page
    assert "Words of alice." in page
    assert "Words of ben." in page
    assert 'name="base" value="2"' in page


def test_checks_answer_while_one_writes_and_keep_nothing(town: Town):
    with clock.frozen(NOW):
        answer = open_browser(town.ben).post(reverse("feedback_checks"), {"text": "You are always late."})
    assert b"<mark" in answer.content
    assert b"No always, no never" in answer.content


def test_every_page_says_what_to_do_where_there_is_nothing_yet(town: Town):
    browser = open_browser(town.gita)
    with clock.frozen(NOW):
        assert b"Nobody owes us an answer" in browser.get(reverse("feedback")).content
        page = browser.get(reverse("account_feedback", args=[town.account])).content.decode()
    assert "Ask one person about one thing" in page
    assert reverse("feedback_asking", args=[town.account]) not in page


def test_the_house_sees_what_waits_and_how_each_account_balances(town: Town):
    pk = town.draft()
    operations.ask_reader(feedback=pk, reader=town.alice.id, viewer=town.ben, at=NOW)
    town.ask()
    with clock.frozen(NOW):
        page = open_browser(town.alice).get(reverse("feedback")).content.decode()
    assert "For you to read" in page
    assert "Waiting for them" in page
    assert "Rijnmond" in page


def test_whoever_is_alone_in_the_house_can_give_feedback_all_the_same(town: Town):
    identity_operations.leave(member=town.ben.id, successor=town.alice.id, viewer=town.alice, at=NOW)
    alice = open_browser(town.alice)
    said = {"contact": town.saskia, "about": "the stocktake", "channel": "talk", "text": FIT}
    page = post(alice, "feedback_writing", town.account, **said)
    assert "Nobody else is in the house to read it first." in page
    pk = GivenFeedback.objects.unscoped(reason="test").get().pk
    assert "I said it" in post(alice, "given_readiness", pk)
