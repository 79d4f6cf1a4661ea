"""Telling people outside what happened for them: at once, once a day or not; what ends with access; the calendar of shared days."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts.spaces import notices
from closeknit.accounts.spaces import operations as space_operations
from closeknit.circle.notices import letters, telling
from closeknit.discussions import operations as discussing
from closeknit.discussions.attaching import Given
from closeknit.ideas import operations as giving
from closeknit.ideas import queries as idea_queries
from closeknit.ideas.models import Reply
from closeknit.ideas.portal import operations as portal
from closeknit.identity import operations as identity_operations
from closeknit.kit import undo
from closeknit.kit.models import Mail
from closeknit.promises import operations as promising
from closeknit.promises.models import ProposedPromise
from closeknit.promises.plans import operations as planning
from closeknit.promises.proposed import operations as answering
from closeknit.promises.shared.operations import promises as shared
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
DUE = NOW.date() + timedelta(20)


@pytest.fixture(autouse=True)
def _a_server(cast):
    identity_operations.change_mail_server(
        host="127.0.0.1", port=25, security="none", login="", sender="us@arlund.example", password="",
        origin="https://partners.example", viewer=cast.alice, at=NOW,
    )  # fmt: skip


def promise(cast, site, contact, text="Deliver before the frost"):
    return promising.make_promise(
        direction="ours",
        account=site.account,
        contact=contact,
        text=text,
        made_on=NOW.date(),
        due_on=DUE,
        viewer=cast.ben,
        at=NOW,
    )


def mails():
    rows = Mail.objects.unscoped(reason="a test looks").filter(about__startswith="tiding_")
    return list(rows.order_by("created_at", "pk"))


def why_not(letter):
    return letters.why_not(letter.about)


def switch_of(letter):
    return re.search(r"/shared/mails-off/([\w-]+)/", letter.body).group(1)


def test_a_promise_made_and_kept_reaches_whom_it_is_for_at_once(cast, site):
    _, contact = site.let_in("Saskia")
    site.let_in("Bram")
    made = promise(cast, site, contact)
    promising.settle_promise(
        promise=made, settlement="kept", settled_on=NOW.date(), proof="Delivered.", viewer=cast.ben, at=NOW
    )
    first, second = mails()
    assert first.to == second.to
    assert "Something was promised to you:\nDeliver before the frost" in first.body
    assert f"https://partners.example/shared/{site.account}/promises/{made}/" in first.body
    assert "A promise was kept:" in second.body
    assert first.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert why_not(second) == ""


def test_a_yes_to_what_they_proposed_is_one_mail_and_a_no_says_why(cast, site):
    _, contact = site.let_in("Saskia")
    saskia = site.viewer(contact)
    yes, no = (
        shared.propose_promise(account=site.account, direction="ours", text=text, due_on=DUE, viewer=saskia, at=NOW)
        for text in ("Send the sheets", "Come on Sunday")
    )
    answering.accept_proposed(proposed=yes, viewer=cast.ben, at=NOW)
    answering.decline_proposed(proposed=no, answer="We rest then.", viewer=cast.ben, at=NOW)
    first, second = mails()
    assert f"Accepted, what you proposed:\nSend the sheets\nby {DUE.day} " in first.body
    assert "Declined, what you proposed:\nCome on Sunday\nWe rest then." in second.body


def test_the_day_of_a_promise_that_moves_is_told_with_the_reason_that_is_for_both(cast, site):
    _, contact = site.let_in("Saskia")
    site.let_in("Bram")
    later, ours = DUE + timedelta(7), {"viewer": cast.ben, "at": NOW}
    made, for_all = promise(cast, site, contact), promise(cast, site, None, "Call each month")
    promising.move_promise(promise=made, due_on=later, reason="We forgot", told="The probe came late", **ours)
    moved = mails()[-1]
    assert "The day of a promise was moved:\nDeliver before the frost" in moved.body
    assert f"it is by {later.day} " in moved.body
    assert "The probe came late" in moved.body
    assert "We forgot" not in moved.body
    promising.move_promise(promise=for_all, due_on=later, reason="We forgot", **ours)
    assert len({one.to[0] for one in mails()[-2:]}) == 2
    promising.settle_promise(promise=made, settlement="kept", settled_on=NOW.date(), viewer=cast.ben, at=NOW)
    assert why_not(moved) == letters.UNSEEN


def test_a_day_that_moves_twice_is_told_once_in_the_mail_of_the_day(cast, site):
    browser, contact = site.let_in("Saskia")
    made = promise(cast, site, contact)
    browser.post(site.url("notices"), {"pace": "daily"})
    for minute, days in ((0, 3), (0, 5), (1, 6)):
        given = {"due_on": DUE + timedelta(days), "reason": "Frost", "viewer": cast.ben}
        promising.move_promise(promise=made, at=NOW + timedelta(minutes=minute), **given)
    telling.send_daily(contact=contact, viewer=notices.ours(), at=NOW)
    day = mails()[-1]
    assert day.body.count("The day of a promise was moved:") == 1


def test_a_day_whose_moving_is_taken_back_is_told_no_more_and_the_one_before_is(cast, site):
    browser, contact = site.let_in("Saskia")
    made, days = promise(cast, site, contact), [DUE + timedelta(3), DUE + timedelta(5)]

    def move(day, at):
        promising.move_promise(promise=made, due_on=day, reason="Frost", viewer=cast.ben, at=at)

    def take_back(at):
        step = undo.find_latest(viewer=cast.ben, since=NOW)
        undo.take_back(step=step.pk, viewer=cast.ben, at=at)

    for n, day in enumerate(days):
        move(day, NOW + timedelta(minutes=n))
    first, second = mails()[-2:]
    assert not why_not(second)
    take_back(NOW + timedelta(minutes=2))
    assert not why_not(first)
    assert why_not(second) == letters.UNSEEN
    browser.post(site.url("notices"), {"pace": "daily"})
    move(days[1], NOW + timedelta(minutes=3))
    move(DUE + timedelta(9), NOW + timedelta(minutes=4))
    take_back(NOW + timedelta(minutes=5))
    telling.send_daily(contact=contact, viewer=notices.ours(), at=NOW + timedelta(minutes=6))
    day = mails()[-1]
    assert day.body.count("The day of a promise was moved:") == 1
    assert f"it is by {days[1].day} " in day.body
    assert not why_not(day)


def test_a_mail_that_says_what_was_taken_back_goes_out_no_more_though_something_else_was_said_since(cast, site):
    browser, contact = site.let_in("Saskia")
    made = promise(cast, site, contact)
    browser.post(
        reverse("portal:promise_new", args=[site.account]), {"direction": "ours", "text": "Call", "due_on": ""}
    )
    proposed = ProposedPromise.objects.unscoped(reason="a test looks").get().pk
    settle = {"promise": made, "settled_on": NOW.date(), "viewer": cast.ben, "at": NOW}
    for first, then in (
        (lambda: promising.settle_promise(settlement="kept", **settle),
         lambda: promising.settle_promise(settlement="missed", **settle)),
        (lambda: answering.decline_proposed(proposed=proposed, answer="No", viewer=cast.ben, at=NOW),
         lambda: answering.accept_proposed(proposed=proposed, viewer=cast.ben, at=NOW)),
    ):  # fmt: skip
        first()
        said = mails()[-1]
        assert not why_not(said)
        undo.take_back(step=undo.find_latest(viewer=cast.ben, since=NOW).pk, viewer=cast.ben, at=NOW)
        then()
        assert why_not(said) == letters.UNSEEN
        newest = mails()[-1]
        assert newest.pk != said.pk
        assert not why_not(newest)


def plan(cast, site):
    return planning.make_plan(
        account=site.account, begins_on=NOW.date() - timedelta(9), ends_on=NOW.date() + timedelta(300),
        ours="Fewer nights lost", viewer=cast.ben, at=NOW,
    )  # fmt: skip


def test_an_action_is_told_to_whom_it_is_given_once_they_can_read_the_plan_and_stands_in_their_calendar(cast, site):
    browser, saskia = site.let_in("Saskia")
    _, bram = site.let_in("Bram")
    made, ours = plan(cast, site), {"viewer": cast.ben, "at": NOW}
    said = {"plan": made, "side": "theirs", "due_on": DUE}
    action = planning.add_action(text="Name a night lead", contact=saskia, **said, **ours)
    planning.add_action(text="Show us the shed", contact=saskia, **said, **ours)
    planning.add_action(text="Anybody may", **said, **ours)
    assert mails() == []
    planning.open_plan(plan=made, is_shared=True, **ours)
    (both,) = mails()
    assert "In the plan this is yours to do:\nName a night lead\nby " in both.body
    assert "Show us the shed" in both.body
    planning.open_plan(plan=made, is_shared=True, **ours)
    page = browser.post(site.url("calendar_address")).content.decode()
    feed = Client().get(re.search(r"/shared/calendar/[\w-]+\.ics", page).group()).content.decode()
    assert "Name a night lead" in feed
    assert "Anybody may" not in feed
    change = {"action": action, "text": "Name a night lead", "side": "theirs", "due_on": DUE}
    planning.change_action(contact=saskia, **change, **ours)
    assert len(mails()) == 1
    planning.change_action(contact=bram, **change, **ours)
    assert mails()[-1].to != both.to
    planning.add_action(text="A promise of ours to you", contact=bram, as_promise=True, **said, **ours)
    assert len(mails()) == 3
    # What Saskia may still read of the waiting mail goes out in another one; what is Bram's now is not in it.
    assert why_not(both) == letters.UNSEEN
    assert "Name a night lead" not in mails()[-1].body


def test_what_we_say_to_an_objection_and_to_a_line_reaches_whoever_wrote_it(cast, site):
    _, contact = site.let_in("Saskia")
    saskia, made = site.viewer(contact), promise(cast, site, None)
    said = shared.object_to_promise(promise=made, kind="correction", text="Both probes", viewer=saskia, at=NOW)
    answering.answer_objection(objection=said, state="put_right", answer="Yes, both.", viewer=cast.ben, at=NOW)
    (letter,) = mails()
    assert "Put right, as you said:\nDeliver before the frost\nYes, both." in letter.body
    undo.take_back(step=undo.find_latest(viewer=cast.ben, since=NOW).pk, viewer=cast.ben, at=NOW)
    assert why_not(letter) == letters.UNSEEN


def test_nobody_is_told_what_is_not_shared_or_what_they_cannot_come_in_to_read(cast, site, other_site):
    _, contact = site.let_in("Saskia")
    space_operations.end_access(contact=contact, viewer=cast.ben, at=NOW)
    promise(cast, site, contact)
    assert mails() == []
    _, foreign = other_site.let_in("Jo")
    telling.tell([foreign], "proposed", promise(cast, site, None), viewer=cast.ben, at=NOW)
    assert mails() == []


def test_a_mail_that_waits_does_not_go_out_after_access_ended(cast, site):
    _, contact = site.let_in("Saskia")
    promise(cast, site, contact)
    (letter,) = mails()
    assert why_not(letter) == ""
    space_operations.close_space(account=site.account, viewer=cast.ben, at=NOW)
    assert why_not(letter) == letters.GONE
    space_operations.open_space(account=site.account, viewer=cast.ben, at=NOW)
    space_operations.end_access(contact=contact, viewer=cast.ben, at=NOW)
    assert why_not(letter) == letters.GONE


def test_one_press_ends_the_mails_and_the_switch_dies_with_access(cast, site):
    browser, contact = site.let_in("Saskia")
    promise(cast, site, contact)
    (letter,) = mails()
    secret = switch_of(letter)
    address = reverse("portal:mails_off", args=[secret])
    outside = Client(enforce_csrf_checks=True)
    assert outside.get(address).status_code == 200
    assert why_not(letter) == ""
    assert outside.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert why_not(letter) == letters.UNWANTED
    promise(cast, site, contact, "Another")
    assert len(mails()) == 1
    browser.post(site.url("notices"), {"pace": "at_once"})
    space_operations.end_access(contact=contact, viewer=cast.ben, at=NOW)
    assert outside.post(address).status_code == 404
    assert outside.post(reverse("portal:mails_off", args=["x" * 32])).status_code == 404
    assert notices.find_switched(secret, at=NOW) is None


def test_once_a_day_everything_comes_in_one_mail(cast, site):
    browser, contact = site.let_in("Saskia")
    assert browser.post(site.url("notices"), {"pace": "hourly"}).status_code == 422
    browser.post(site.url("notices"), {"pace": "daily"})
    promise(cast, site, contact)
    promise(cast, site, contact, "Call each month")
    assert mails() == []
    for _ in range(2):
        telling.send_daily(contact=contact, viewer=notices.ours(), at=NOW)
    (letter,) = mails()
    assert "2 things happened" in letter.subject
    assert "Call each month" in letter.body
    assert why_not(letter) == ""


def test_the_calendar_has_the_shared_days_and_dies_with_access(cast, site, other_site):
    browser, contact = site.let_in("Saskia")
    _, foreign = other_site.let_in("Jo")
    promise(cast, site, contact)
    promise(cast, other_site, foreign, "Not for you")
    page = browser.post(site.url("calendar_address")).content.decode()
    address = re.search(r"/shared/calendar/[\w-]+\.ics", page).group()
    feed = Client().get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    text = feed.content.decode()
    assert "Deliver before the frost" in text
    assert DUE.strftime("%Y%m%d") in text
    assert "Not for you" not in text
    browser.post(site.url("calendar_address"))
    assert Client().get(address).status_code == 404
    page = browser.post(site.url("calendar_address")).content.decode()
    newest = re.search(r"/shared/calendar/[\w-]+\.ics", page).group()
    assert Client().get(newest).status_code == 200
    space_operations.end_access(contact=contact, viewer=cast.ben, at=NOW)
    assert Client().get(newest).status_code == 404


def test_an_answer_to_an_idea_that_was_taken_back_goes_out_no_more(cast, site):
    _browser, contact = site.let_in("Saskia")
    idea = giving.give_idea(title="Show the readings on the phone", contact=contact, viewer=cast.ben, at=NOW)
    portal.show_idea(idea=idea, title="The readings on a phone", audience="portal", viewer=cast.alice, at=NOW)
    giving.give_verdict(idea=idea, answer="in_use", sentence="We do it.", base=0, viewer=cast.ben, at=NOW)
    (letter,) = mails()
    assert "Your idea was answered" in letter.body
    assert "The readings on a phone" in letter.body
    assert not why_not(letter)
    # Ours see on the idea's page who has been told, and by which mail.
    told = Reply.objects.visible_to(cast.ben).get(kind="verdict")
    assert (told.contact_id, told.mail, told.address) == (contact, letter.pk, letter.to[0])
    assert idea_queries.get_story(idea, viewer=cast.ben).verdicts[0].n_told == 1
    undo.take_back(step=undo.find_latest(viewer=cast.ben, since=NOW).pk, viewer=cast.ben, at=NOW)
    assert why_not(letter) == letters.UNSEEN
    assert not Reply.objects.visible_to(cast.ben).filter(kind="verdict").exists()


def write(cast, about, text="How soon?"):
    return discussing.write_comment(subject=about, text=text, viewer=cast.ben, at=NOW)


def everything():
    return list(Mail.objects.unscoped(reason="a test looks").order_by("created_at", "pk"))


def test_one_comment_is_one_mail_to_each(cast, site):
    browser, contact = site.let_in("Saskia")
    made = promise(cast, site, contact)
    comment = write(cast, made, "@Saskia, how soon?")
    (named,) = [one for one in everything() if one.about.startswith("notice_")]
    named.change(sent_at=NOW)
    browser.post(site.url("notices"), {"pace": "daily"})
    telling.send_daily(contact=contact, viewer=notices.ours(), at=NOW)
    # Named once more in other words: what she has had is not sent again.
    discussing.edit_comment(comment=comment, text="@Saskia, how soon, please?", base=1, viewer=cast.ben, at=NOW)
    assert len(mails()) == 1
    assert [one for one in everything() if one.about.startswith("notice_")] == [named]


def test_a_mail_about_a_comment_says_that_files_came_with_it_and_ends_with_one_press(cast, site):
    browser, contact = site.let_in("Saskia")
    made = promise(cast, site, contact)
    files = [Given("a.txt", b"one"), Given("b.txt", b"two")]
    discussing.write_comment(subject=made, text="@Saskia, look", given=files, viewer=cast.ben, at=NOW)
    (named,) = [one for one in everything() if one.about.startswith("notice_")]
    assert "2 files came with it" in named.body
    assert named.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.search(r"/shared/mails-off/[\w-]+/", named.headers["List-Unsubscribe"]).group()
    assert Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert why_not(named) == letters.UNWANTED
    browser.post(site.url("notices"), {"pace": "daily"})
    telling.send_daily(contact=contact, viewer=notices.ours(), at=NOW)
    assert "2 files came with it." in mails()[-1].body


def test_what_the_mail_of_the_day_told_goes_out_no_more_by_itself(cast, site):
    browser, contact = site.let_in("Saskia")
    browser.post(site.url("notices"), {"pace": "daily"})
    made = promise(cast, site, contact)
    write(cast, made, "@Saskia, how soon?")
    (named,) = [one for one in everything() if one.about.startswith("notice_")]
    telling.send_daily(contact=contact, viewer=notices.ours(), at=NOW)
    browser.post(site.url("notices"), {"pace": "at_once"})
    (day,) = mails()
    assert "How soon?".casefold() in day.body.casefold()
    assert why_not(day) == ""
    assert why_not(named) == letters.IN_DIGEST


def test_a_line_that_may_not_be_read_any_more_does_not_keep_the_others_back(cast, site):
    browser, contact = site.let_in("Saskia")
    browser.post(site.url("notices"), {"pace": "daily"})
    gone, stays = promise(cast, site, contact, "Deliver early"), promise(cast, site, contact, "Call each month")
    telling.send_daily(contact=contact, viewer=notices.ours(), at=NOW)
    promising.settle_promise(
        promise=gone, settlement="withdrawn", settled_on=NOW.date(), proof="Not needed.", viewer=cast.ben, at=NOW
    )
    (day,) = mails()
    assert why_not(day) == letters.UNSEEN
    first, rest = mails()
    assert first.failed_reason == letters.UNSEEN
    assert "Deliver early" not in rest.body
    assert "Call each month" in rest.body
    assert f"promises/{stays}/" in rest.body
    assert why_not(rest) == ""
