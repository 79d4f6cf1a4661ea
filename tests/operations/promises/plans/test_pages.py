"""The pages of plans: one of an account, a goal, an action, the review, and all of the house."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client

from closeknit.analysis.kinds import Wording
from closeknit.analysis.ledger.lines import Amount
from closeknit.kit import clock
from closeknit.promises import operations as promises
from closeknit.promises.ledger import operations as ledger
from closeknit.promises.plans import operations, queries
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import operations as verbatims
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.consents import operations as consents
from tests.conftest import NOW, Cast
from tests.operations.promises.conftest import open_browser
from tests.operations.promises.plans.conftest import BEGAN, ENDS, TODAY, Table


@pytest.fixture(autouse=True)
def _at_nine() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.ben)


@pytest.fixture
def goal(cast: Cast, table: Table) -> str:
    made = operations.set_goal(
        plan=table.plan, text="Hours a week copying", unit="h", start_value=Decimal(22), start_on=BEGAN,
        target_value=Decimal(4), target_on=ENDS, keeper=cast.ben.id, contact=table.saskia, viewer=cast.ben, at=NOW,
    )  # fmt: skip
    operations.read_goal(goal=made, value=Decimal(18), read_on=TODAY, source="Her sheet", viewer=cast.ben, at=NOW)
    return made


def _text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_without_a_plan_the_page_says_how_to_begin(browser: Client, cast: Cast, table: Table):
    operations.close_plan(plan=table.plan, viewer=cast.ben, at=NOW)
    assert "Begin the next plan" in _text(browser.get(f"/accounts/{table.account}/plan/"))
    said = {"ours": "More", "theirs": "", "theirs_by": "", "begins_on": "2026-11-19", "ends_on": "2026-11-01"}
    refused = browser.post(f"/accounts/{table.account}/plans/", said)
    assert (refused.status_code, "end before it begins" in _text(refused)) == (422, True)
    reloaded = browser.get(f"/accounts/{table.account}/plans/")
    assert (reloaded.status_code, "only takes what a form sends" in _text(reloaded)) == (405, True)
    begun = browser.post(f"/accounts/{table.account}/plans/", said | {"ends_on": "2027-11-01"}, follow=True)
    assert "The plan is begun" in _text(begun)


def test_the_plan_shows_how_each_goal_stands_and_why(browser: Client, table: Table, goal: str):
    page = _text(browser.get(f"/accounts/{table.account}/plan/"))
    assert "Nights in which I can sleep." in page
    assert "It has come 22 % of the way where 87 % of its time is gone" in page
    assert "Behind" in page
    assert "Saskia de Wit · Ben" in page


def test_a_goal_is_set_and_read_by_forms(browser: Client, cast: Cast, table: Table):
    said = {"text": "Nights finished", "unit": "%", "start_value": "61 %", "start_on": "2026-01-05"}
    said |= {"target_value": "61", "target_on": "2027-01-04", "keeper": "", "contact": table.pieter, "measure": ""}
    refused = browser.post(f"/plans/{table.plan}/goals/", said)
    assert "Start and target are the same" in _text(refused)
    browser.post(f"/plans/{table.plan}/goals/", said | {"target_value": "98,5"})
    (goal,) = queries.list_goals(table.plan, viewer=cast.ben)
    assert (goal.start_value, goal.target_value, goal.contact) == (Decimal(61), Decimal("98.5"), "Pieter Bos")
    read = {"value": "many", "read_on": "2026-11-19", "source": "the log", "contact": ""}
    assert "is not a number" in _text(browser.post(f"/plans/goals/{goal.id}/readings/", read))
    page = browser.post(f"/plans/goals/{goal.id}/readings/", read | {"value": "78"}, follow=True)
    assert "Read: 78 %." in _text(page)


def test_a_reading_cites_the_words_in_which_they_said_so(browser: Client, cast: Cast, table: Table, goal: str):
    touchpoints.record_touchpoint(
        medium="call", started_at=NOW, lines=[Line("We are down to eleven hours a week.", 0)],
        speakers=[Speaker(contact=table.saskia)], viewer=cast.ben, at=NOW,
    )  # fmt: skip
    verbatims.cut_next(viewer=cast.ben, at=NOW)
    (words,) = verbatim_queries.list_newest(viewer=cast.ben, account=table.account)
    page = browser.get(f"/plans/goals/{goal}/").content.decode()
    assert f'<option value="{words.id}">' in page
    read = {"value": "11", "read_on": "2026-11-19", "source": "she said so", "contact": table.saskia}
    page = browser.post(f"/plans/goals/{goal}/readings/", read | {"verbatim": words.id}, follow=True)
    assert "their words" in _text(page)


def test_two_who_change_one_goal_both_see_both(browser: Client, cast: Cast, table: Table, goal: str):
    row = queries.get_goal(goal, viewer=cast.ben)
    operations.change_goal(
        goal=goal, text="Alice's wording", start_value=row.start_value, start_on=BEGAN, target_value=Decimal(6),
        target_on=ENDS, base=1, viewer=cast.alice, at=NOW,
    )  # fmt: skip
    said = {"text": "Ben's wording", "unit": "h", "start_value": "22", "start_on": "2026-01-05", "target_value": "3"}
    said |= {"target_on": "2027-01-04", "keeper": "", "contact": "", "measure": "", "why": "", "base": "1"}
    page = browser.post(f"/plans/goals/{goal}/wording/", said)
    assert page.status_code == 422
    assert "Alice&#x27;s wording" in page.content.decode()
    assert "Ben&#x27;s wording" in page.content.decode()
    assert queries.get_goal(goal, viewer=cast.ben).text == "Alice's wording"
    browser.post(f"/plans/goals/{goal}/wording/", said | {"base": "2"})
    assert queries.get_goal(goal, viewer=cast.ben).text == "Ben's wording"


def test_an_action_is_counted_from_a_day_and_what_moves_is_shown_before(browser: Client, cast: Cast, table: Table):
    (kick_off,) = queries.list_anchors(table.plan, viewer=cast.ben)
    said = {"text": "Draw the floor", "owner": f"theirs:{table.pieter}", "number": "3", "unit": "weeks", "way": "after"}
    browser.post(f"/plans/{table.plan}/actions/", said | {"anchor": kick_off.id, "due_on": "", "goal": ""})
    (action,) = queries.list_actions(table.plan, viewer=cast.ben)
    assert (action.contact, action.due_on) == ("Pieter Bos", BEGAN + timedelta(21))
    move = {"on": "2026-12-01", "why": "They open later"}
    preview = browser.post(f"/plans/days/{kick_off.id}/", move)
    assert "Draw the floor 26 Jan 22 Dec" in _text(preview)
    assert queries.get_action(action.id, viewer=cast.ben).due_on == action.due_on
    browser.post(f"/plans/days/{kick_off.id}/", move | {"move": "1"})
    assert str(queries.get_action(action.id, viewer=cast.ben).due_on) == "2026-12-22"
    browser.post(f"/plans/actions/{action.id}/done/", {})
    assert queries.get_action(action.id, viewer=cast.ben).done_on == TODAY
    assert "They open later" in _text(browser.get(f"/plans/{table.plan}/history/"))


def test_the_review_holds_what_both_look_at_and_prints(browser: Client, cast: Cast, table: Table, goal: str):
    entry = ledger.propose_entry(
        account=table.account, kind="benefit", side="theirs", text="Typing saved", amount=Amount(5_000_00, "EUR"),
        period_from=BEGAN, period_until=TODAY, viewer=cast.ben, at=NOW,
    )  # fmt: skip
    ledger.answer_entry(
        entry=entry, state="confirmed", contact=table.saskia, how="Aloud", answered_on=TODAY, viewer=cast.ben, at=NOW
    )
    operations.add_action(
        plan=table.plan, text="Send the log", side="ours", due_on=TODAY - timedelta(2), viewer=cast.ben, at=NOW
    )
    review = operations.plan_review(plan=table.plan, starts_at=NOW + timedelta(hours=2), viewer=cast.ben, at=NOW)
    page = _text(browser.get(f"/plans/reviews/{review}/"))
    for words in ("Hours a week copying", "Late", "Send the log", "€5,000", "What we decide", "18 h"):
        assert words in page
    decided = {"text": "Two sites first", "owner": "ours:", "due_on": "2026-12-01", "as_promise": "on"}
    page = _text(browser.post(f"/plans/reviews/{review}/decisions/", decided, follow=True))
    assert "it stands among the actions" in page
    browser.post(f"/plans/reviews/{review}/notes/", {"notes": "She laughed", "base": "1"})
    late = browser.post(f"/plans/reviews/{review}/notes/", {"notes": "She smiled", "base": "1"})
    assert (late.status_code, "She laughed" in _text(late), "She smiled" in _text(late)) == (422, True, True)
    held = browser.post(
        f"/plans/reviews/{review}/holding/", {"held_on": "2026-11-19", "present": "Saskia"}, follow=True
    )
    assert "Plan the next one while you are together" in _text(held)
    pdf = browser.get(f"/plans/reviews/{review}/review.pdf")
    assert pdf.content.startswith(b"%PDF")


def test_the_review_shows_nothing_that_they_may_not_read(browser: Client, cast: Cast, table: Table):
    touchpoints.record_touchpoint(
        medium="call", started_at=NOW - timedelta(hours=1), wording=Wording.EXACT, viewer=cast.ben, at=NOW,
        lines=[
            Line("I need to be rid of the copying by Easter.", 0),
            Line("I need the freezer list on my telephone.", 0),
            Line("I need you to tell nobody that I may leave.", 0),
        ],
        speakers=[Speaker(contact=table.saskia)],
    )  # fmt: skip
    verbatims.cut_next(viewer=cast.ben, at=NOW)
    said = verbatim_queries.list_newest(viewer=cast.ben, account=table.account)
    for words in said:
        verbatims.correct_signal(verbatim=words.id, code="need", is_on=True, viewer=cast.ben, at=NOW)
    by = {"viewer": cast.ben, "at": NOW}
    for part, is_named in (("copying", True), ("freezer", False)):
        (allowed,) = (words.id for words in said if part in words.text)
        given = {"audience": "account", "medium": "call", "said_on": TODAY, "is_named": is_named}
        consents.record_consent(verbatims=[allowed], **given, **by)
    promised = {"account": table.account, "direction": "ours", "made_on": TODAY, "due_on": None} | by
    promises.make_promise(text="A room of their own", **promised)
    promises.make_promise(text="A quiet word with her chief", is_shared=False, **promised)
    review = operations.plan_review(plan=table.plan, starts_at=NOW + timedelta(2), viewer=cast.ben, at=NOW)
    shown = _text(browser.get(f"/plans/reviews/{review}/")).partition("What was promised")[2]
    for words in ("A room of their own", "rid of the copying", "freezer list"):
        assert words in shown
    for words in ("tell nobody", "quiet word"):
        assert words not in shown
    quoted = shown.partition("What was said since")[2].partition("What we decide")[0]
    assert quoted.count("Saskia de Wit") == 1


def test_whoever_sees_no_worth_sees_no_money_in_a_review(cast: Cast, table: Table):
    ledger.propose_entry(
        account=table.account, kind="benefit", side="theirs", text="Typing saved", amount=Amount(5_000_00, "EUR"),
        period_from=BEGAN, period_until=TODAY, viewer=cast.ben, at=NOW,
    )  # fmt: skip
    review = operations.plan_review(plan=table.plan, starts_at=NOW + timedelta(2), viewer=cast.ben, at=NOW)
    page = _text(open_browser(cast.gita).get(f"/plans/reviews/{review}/"))
    assert "5,000" not in page


def test_the_house_lists_what_is_off_course(browser: Client, table: Table, goal: str):
    page = _text(browser.get("/plans/"))
    assert "1 off course" in page
    assert "Rijnmond Waterlab" in page
    assert "Nobody has looked at it together for a quarter" in page
    assert "Rijnmond Waterlab" in _text(browser.get("/plans/?whose=mine"))
