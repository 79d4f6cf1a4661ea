"""Today in the browser: the act itself, handing on, and what it says where nobody has to be called."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts import viewers
from closeknit.accounts.models import Standing
from closeknit.accounts.shared import entering
from closeknit.accounts.spaces import operations as spaces
from closeknit.analysis.kinds import Stage
from closeknit.circle.forecasts import operations as forecasts
from closeknit.ideas import operations as ideas
from closeknit.identity import operations as identity_operations
from closeknit.kit import clock
from closeknit.kit.models import Mail
from closeknit.promises import operations as promises
from closeknit.promises.plans import operations as plans
from closeknit.promises.proposed import operations as answering
from closeknit.promises.shared.operations import promises as shared
from closeknit.today import good, letters, operations, queries, quiet
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.touchpoints.models import Touchpoint
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.touchpoints.conftest import Town
from tests.operations.verbatims.conftest import work

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def late(cast: Cast, town: Town) -> str:
    """Harrow Fell, Ben's and late for contact."""
    account_operations.hand_over(account=town.harrow, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    row = Standing.objects.unscoped(reason="test").filter(pk=town.harrow)
    row.update(stage=Stage.PARTNER, two_way_at=NOW - timedelta(days=200))
    return town.harrow


def _page(browser: Client) -> str:
    return browser.get(reverse("today")).content.decode()


def test_a_call_leads_to_its_brief_to_logging_and_to_writing_and_says_what_is_next(cast: Cast, town: Town, late: str):
    page = _page(open_browser(cast.ben))
    assert f'href="{reverse("brief", args=[late])}?with={town.ana}"' in page
    assert f'href="{reverse("letter", args=[late])}?with={town.ana}"' in page
    assert 'data-test="next-touch"><span class="third">Next</span> Call Ana Costa' in page
    assert "Why it stands here" in page


def test_a_call_is_handed_on_seen_on_both_pages_declined_and_back(cast: Cast, late: str):
    ben, alice = open_browser(cast.ben), open_browser(cast.alice)
    said = {"to": cast.alice.id, "why": "You know Ana.", "by_on": TODAY + timedelta(1), "class_code": "late"}
    answer = ben.post(reverse("handing_on", args=[late]), said, follow=True).content.decode()
    assert "Handed to Alice. It stands on their page with your reason." in answer
    assert "handed to Alice" in answer
    assert 'data-test="call"' not in answer
    page = _page(alice)
    assert "Ben asks you to call" in page
    assert "You know Ana, by tomorrow" in page
    decline = page.split('id="decline-1"')[1].split('action="')[1].split('"')[0]
    alice.post(decline, {"sentence": "I am on leave."})
    back = _page(ben)
    assert "Alice declined" in back
    assert "I am on leave." in back
    assert 'data-test="call"' in back


@pytest.mark.parametrize("missing", ["to", "why", "by_on"])
def test_what_is_missing_in_handing_on_is_named(cast: Cast, late: str, missing: str):
    said = {"to": cast.alice.id, "why": "You know Ana.", "by_on": TODAY + timedelta(1), "class_code": "late"}
    answer = open_browser(cast.ben).post(reverse("handing_on", args=[late]), said | {missing: ""}, follow=True)
    assert "is missing. Nothing was changed." in answer.content.decode()


def test_who_left_is_seen_to_from_the_page(cast: Cast, town: Town):
    account_operations.hand_over(account=town.harrow, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    account_operations.end_contact(contact=town.derek, until_on=TODAY, successor=None, viewer=cast.ben, at=NOW)
    browser = open_browser(cast.ben)
    assert "Derek Lumb’s leaving is seen to" in _page(browser)
    browser.post(reverse("contact_seen_to", args=[town.derek]), {"what": "left", "on": TODAY})
    assert 'data-test="call"' not in _page(browser)


def test_who_is_to_call_is_chosen_on_a_form_that_is_asked_for(cast: Cast, late: str):
    browser = open_browser(cast.ben)
    asks = f'hx-get="{reverse("handing_on", args=[late])}?class_code=late"'
    assert asks in _page(browser)
    form = browser.get(f"{reverse('handing_on', args=[late])}?class_code=late", headers={"HX-Request": "true"}).text
    assert f'<option value="{cast.alice.id}">Alice</option>' in form
    assert cast.ben.id not in form
    assert 'name="class_code" value="late"' in form
    # Where there is no script it is a page, and leads back to Today.
    page = browser.get(reverse("handing_on", args=[late]))
    assert f'name="next" value="{reverse("today")}"' in page.text
    said = {"to": cast.alice.id, "why": "You know Ana.", "by_on": TODAY, "class_code": "late", "next": reverse("today")}
    assert browser.post(reverse("handing_on", args=[late]), said)["Location"] == reverse("today")


def test_what_can_be_done_when_there_is_time_stands_beside_the_calls(cast: Cast, late: str):
    browser = open_browser(cast.ben)
    forecasts.make_forecast(
        account=late, text="They renew", percent=60, due_on=TODAY + timedelta(1), viewer=cast.ben, at=NOW
    )
    with clock.frozen(NOW + timedelta(days=3)):
        page, beside = _page(browser), browser.get(reverse("today_beside")).text
        rows = quiet.list_quiet(viewer=cast.ben, at=clock.now(), member=cast.ben.id)
        (call,) = queries.list_today(viewer=cast.ben, at=clock.now(), member=cast.ben.id).calls
        (urgent,) = queries.list_today(viewer=cast.ben, at=clock.now(), member=cast.ben.id, with_quiet=False).calls
    assert f'hx-get="{reverse("today_beside")}" hx-trigger="load"' in page
    assert "They renew" not in page
    assert "When there is time" in beside
    assert "They renew" in beside
    assert [row.account_id for row in rows] == [late]
    # Together they say what one list of all of it says, in its order.
    assert call.reasons == urgent.reasons + rows[0].reasons
    assert quiet.list_quiet(viewer=cast.alice, at=NOW, member=cast.alice.id) == []


def test_what_they_propose_on_the_shared_site_stands_on_today_until_it_is_answered(cast: Cast, town: Town, late: str):
    spaces.open_space(account=late, viewer=cast.ben, at=NOW)
    email = "ana@harrow.example"
    secret = spaces.invite_contact(contact=town.ana, email=email, right="take_part", viewer=cast.ben, at=NOW)
    login, _contact = entering.accept(secret=secret, at=NOW)
    ana = viewers.of_space(login.pk, late)
    proposed = shared.propose_promise(
        account=late, direction="ours", text="Fit a second lid", due_on=None, viewer=ana, at=NOW
    )
    page = _page(open_browser(cast.ben))
    assert "proposes a promise and waits for our answer" in page
    assert reverse("promise_proposed", args=[proposed]) in page
    answering.decline_proposed(proposed=proposed, answer="It has one.", viewer=cast.ben, at=NOW)
    assert reverse("promise_proposed", args=[proposed]) not in _page(open_browser(cast.ben))


def test_an_idea_past_its_day_and_a_plan_without_a_review_wait_among_what_is_quiet(cast: Cast, town: Town, late: str):
    idea = ideas.give_idea(title="A lid that locks by itself", contact=town.ana, viewer=cast.ben, at=NOW)
    plans.make_plan(
        account=late, begins_on=TODAY, ends_on=TODAY + timedelta(365), ours="Fewer lids", viewer=cast.ben, at=NOW
    )
    later = NOW + timedelta(days=120)
    with clock.frozen(later):
        (row,) = quiet.list_quiet(viewer=cast.ben, at=later, member=cast.ben.id)
        beside = open_browser(cast.ben).get(reverse("today_beside")).text
    assert {reason.code for reason in row.reasons} >= {"idea_unanswered", "plan_review_due"}
    assert reverse("idea", args=[idea]) in beside
    assert reverse("account_plan", args=[late]) in beside


def test_what_rests_is_quiet_as_well(cast: Cast, late: str):
    tomorrow = NOW + timedelta(1)
    forecasts.make_forecast(
        account=late, text="They renew", percent=60, due_on=tomorrow.date(), viewer=cast.ben, at=NOW
    )
    assert quiet.list_quiet(viewer=cast.ben, at=tomorrow, member=cast.ben.id) != []
    until = tomorrow.date() + timedelta(5)
    operations.put_off(account=late, until_on=until, class_code="ask", viewer=cast.ben, at=tomorrow)
    assert quiet.list_quiet(viewer=cast.ben, at=tomorrow + timedelta(1), member=cast.ben.id) == []


def test_an_empty_day_says_what_went_well(cast: Cast, town: Town):
    account_operations.hand_over(account=town.harrow, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    touchpoints.record_touchpoint(
        account=town.harrow, medium="call", started_at=NOW - timedelta(hours=1), lines=[Line("All is well.", 0)],
        speakers=[Speaker(contact=town.ana), Speaker(member=cast.ben.id)], viewer=cast.ben, at=NOW,
    )  # fmt: skip
    made = promises.make_promise(
        account=town.harrow, text="The list", made_on=TODAY, due_on=None, viewer=cast.ben, at=NOW, keeper=cast.ben.id
    )
    promises.settle_promise(promise=made, settlement="kept", settled_on=TODAY, viewer=cast.ben, at=NOW)
    work()
    # Told on a later day than it was kept: nothing is left to tell.
    Standing.objects.unscoped(reason="test").filter(pk=town.harrow).update(two_way_at=NOW + timedelta(days=1))
    page = _page(open_browser(cast.ben))
    assert "Good this week" in page
    assert "One talk with customers" in page
    assert "One promise kept" in page


def test_how_well_we_kept_our_word_is_about_whoever_looks(cast: Cast, town: Town):
    promise = promises.make_promise(
        account=town.harrow,
        text="Send the list.",
        made_on=TODAY,
        due_on=TODAY,
        keeper=cast.ben.id,
        viewer=cast.ben,
        at=NOW,
    )
    promises.settle_promise(promise=promise, settlement="kept", settled_on=TODAY, proof="sent", viewer=cast.ben, at=NOW)
    said = "Kept in twelve months"
    assert said in open_browser(cast.ben).get(reverse("today_beside")).text
    alice = open_browser(cast.alice)
    assert said not in alice.get(reverse("today_beside")).text
    assert said in alice.get(f"{reverse('today_beside')}?whose=all").text


def test_who_answered_us_this_week_is_named_once(cast: Cast, town: Town):
    account_operations.hand_over(account=town.harrow, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    ours = touchpoints.record_touchpoint(
        account=town.harrow, medium="email", direction="ours", started_at=NOW - timedelta(hours=9),
        lines=[Line("How is it?", 0)], speakers=[Speaker(member=cast.ben.id)], viewer=cast.ben, at=NOW,
    )  # fmt: skip
    for hours in (2, 1):
        touchpoints.record_touchpoint(
            account=town.harrow, medium="email", direction="theirs", started_at=NOW - timedelta(hours=hours),
            lines=[Line("Well.", 0)], speakers=[Speaker(contact=town.ana)], conversation=ours, viewer=cast.ben, at=NOW,
        )  # fmt: skip
    week = good.get_week(member=cast.ben.id, viewer=cast.ben, at=NOW, zone="Europe/London")
    assert week.answered == ((town.harrow, "Harrow Fell"),)


def _server(cast: Cast) -> None:
    identity_operations.change_mail_server(
        host="mail.arlund.example", port=25, security="none", login="", sender="house@arlund.example", password="",
        viewer=cast.alice, at=NOW,
    )  # fmt: skip


def test_a_letter_goes_into_the_outbox_and_is_kept_as_our_message(cast: Cast, town: Town):
    _server(cast)
    browser = open_browser(cast.ben)
    page = browser.get(reverse("letter", args=[town.harrow]), {"with": town.ana}).content.decode()
    assert "Write to Ana Costa" in page
    url = f"{reverse('letter', args=[town.harrow])}?with={town.ana}"
    answer = browser.post(url, {"subject": "The list", "body": "Here it is."}, follow=True).content.decode()
    assert "On its way to Ana Costa, and kept with Harrow Fell." in answer
    mail = Mail.objects.unscoped(reason="test").get()
    assert (mail.to, mail.subject, mail.body) == (["ana@harrow.example"], "The list", "Here it is.")
    kept = Touchpoint.objects.unscoped(reason="test").get(pk=mail.about)
    assert (kept.direction, kept.medium, kept.account_id) == ("ours", "email", town.harrow)


def test_without_a_mail_server_one_writes_with_ones_own_program(cast: Cast, town: Town):
    page = open_browser(cast.ben).get(reverse("letter", args=[town.harrow]), {"with": town.ana}).content.decode()
    assert 'href="mailto:ana%40harrow.example"' in page
    assert "Log that I wrote" in page


def test_a_letter_that_cannot_go_keeps_nothing(cast: Cast, town: Town):
    with pytest.raises(letters.NoAddress):
        letters.write_letter(contact=town.kim, subject="Hello", body="Hello.", viewer=cast.ben, at=NOW)
    with pytest.raises(letters.NothingWritten):
        letters.write_letter(contact=town.ana, subject="Hello", body=" ", viewer=cast.ben, at=NOW)
    assert not Touchpoint.objects.unscoped(reason="test").exists()


def test_days_that_matter_are_added_changed_and_forgotten_on_the_accounts_page(cast: Cast, town: Town):
    browser = open_browser(cast.ben)
    added = browser.post(
        reverse("account_dates", args=[town.harrow]),
        {"what": "board meeting", "on": TODAY + timedelta(5), "is_yearly": "on"},
        follow=True,
    ).content.decode()
    assert "Board meeting" in added
    assert "every year" in added
    event = added.split('href="/dates/')[1].split('/"')[0]
    changed = browser.post(
        reverse("dated_event", args=[event]), {"what": "AGM", "on": TODAY + timedelta(5)}, follow=True
    ).content.decode()
    assert "AGM" in changed
    gone = browser.post(reverse("dated_event_removal", args=[event]), follow=True).content.decode()
    assert "Forgot AGM." in gone
    assert "Here will stand the end of their year" in gone


def test_a_new_part_is_recorded_from_the_persons_page(cast: Cast, town: Town):
    browser = open_browser(cast.ben)
    answer = browser.post(
        reverse("contact_part", args=[town.ana]), {"title": "Director", "role": "", "on": TODAY}, follow=True
    ).content.decode()
    assert "Ana Costa is Director now. Today brings it up." in answer
    refused = browser.post(reverse("contact_part", args=[town.ana]), {"title": "", "role": "", "on": TODAY})
    assert refused.status_code == 422
