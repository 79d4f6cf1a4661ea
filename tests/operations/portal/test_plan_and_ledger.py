"""The plan, the ledger and what became of words, as the account sees them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from closeknit.analysis.ledger.lines import Amount
from closeknit.kit import viewer as viewers
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound
from closeknit.promises import operations as promise_operations
from closeknit.promises.ledger import operations as ledger
from closeknit.promises.models import Action, GoalReading, LedgerAnswer, LedgerEntry, Promise
from closeknit.promises.plans import operations as plans
from closeknit.promises.plans import queries as plan_queries
from closeknit.promises.shared import checks
from closeknit.promises.shared.operations import ledger as shared_ledger
from closeknit.promises.shared.operations import plans as shared_plans
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
HOURS = Amount(value=Decimal(40), unit="hours")


@pytest.fixture
def planned(cast, rijnmond, saskia):
    """A plan that both work by, with a goal that Saskia owns and an action of each side; everything of ours alone is a canary."""
    ours = {"viewer": cast.ben, "at": NOW}
    plan = plans.make_plan(
        account=rijnmond, begins_on=TODAY - timedelta(40), ends_on=TODAY + timedelta(300),
        ours="Fewer nights lost", theirs="Nights without a call", theirs_by=saskia.contact, **ours,
    )  # fmt: skip
    goal = plans.set_goal(
        plan=plan, text="Time to a release", start_value=Decimal(22), start_on=TODAY - timedelta(40),
        target_value=Decimal(4), target_on=TODAY + timedelta(100), unit="h", keeper=cast.ben.id, contact=saskia.contact,
        **ours,
    )  # fmt: skip
    plans.read_goal(goal=goal, value=Decimal(14), read_on=TODAY, source="CANARY source", **ours)
    theirs = plans.add_action(plan=plan, text="Name a night lead", side="theirs", due_on=TODAY, goal=goal, **ours)
    mine = plans.add_action(plan=plan, text="Bring the probe", side="ours", due_on=TODAY, **ours)
    promised = plans.add_action(plan=plan, text="Send the plan", side="theirs", due_on=TODAY, as_promise=True, **ours)
    dropped = plans.set_goal(
        plan=plan, text="CANARY goal", start_value=Decimal(1), start_on=TODAY, target_value=Decimal(2),
        target_on=TODAY + timedelta(9), **ours,
    )  # fmt: skip
    plans.end_goal(goal=dropped, state="dropped", ended_on=TODAY, why="CANARY why", **ours)
    plans.open_plan(plan=plan, is_shared=True, **ours)
    return {"plan": plan, "goal": goal, "theirs": theirs, "ours": mine, "promised": promised}


@pytest.fixture
def line(cast, rijnmond):
    ours = {"viewer": cast.ben, "at": NOW}
    entry = ledger.propose_entry(
        account=rijnmond, kind="benefit", side="theirs", text="Hours of typing saved", amount=HOURS,
        period_from=date(2025, 1, 1), period_until=date(2025, 3, 31), how="CANARY how", **ours,
    )  # fmt: skip
    ledger.open_entry(entry=entry, is_shared=True, **ours)
    return entry


def test_a_plan_is_theirs_to_read_once_it_was_opened(cast, rijnmond, saskia, stranger, planned):
    page = saskia.see("plan")
    for said in ("Fewer nights lost", "Nights without a call", "Time to a release", "14 h", "Name a night lead"):
        assert said in page
    assert "CANARY" not in page + saskia.see("home")
    assert "Fewer nights lost" not in stranger.see("plan")
    plans.open_plan(plan=planned["plan"], is_shared=False, viewer=cast.ben, at=NOW)
    assert "Fewer nights lost" not in saskia.see("plan")


def test_they_tick_their_own_actions_and_the_second_sees_that_the_first_did(cast, saskia, bram, reader, planned):
    assert saskia.client.post(saskia.at("action_done", planned["theirs"]), {"done": "1"}).status_code == 302
    assert Action.objects.visible_to(cast.ben).get(pk=planned["theirs"]).done_on == TODAY
    with pytest.raises(checks.NotNow):
        shared_plans.tick_action(action=planned["theirs"], viewer=bram.viewer, at=NOW)
    with pytest.raises(NotFound):
        shared_plans.tick_action(action=planned["ours"], viewer=saskia.viewer, at=NOW)
    with pytest.raises(NotAllowed):
        shared_plans.tick_action(action=planned["theirs"], viewer=reader.viewer, at=NOW)
    shared_plans.untick_action(action=planned["theirs"], viewer=bram.viewer, at=NOW)
    assert Action.objects.visible_to(cast.ben).get(pk=planned["theirs"]).done_on is None
    assert "Bram" in [row.changed_by for row in plan_queries.list_changes(planned["plan"], viewer=cast.ben)]


def test_a_ticked_action_keeps_the_promise_that_it_is(cast, saskia, planned):
    shared_plans.tick_action(action=planned["promised"], viewer=saskia.viewer, at=NOW)
    assert Promise.objects.visible_to(cast.ben).get().settlement == "kept"


def test_who_owns_a_goal_says_where_it_stands_and_nobody_else(cast, saskia, bram, stranger, planned):
    said = {"value": "9,5", "read_on": TODAY.isoformat(), "source": ""}
    assert saskia.client.post(saskia.at("goal_readings", planned["goal"]), said).status_code == 302
    row = GoalReading.objects.visible_to(cast.ben).order_by("-pk").first()
    assert (row.value, row.contact_id) == (Decimal("9.5"), saskia.contact)
    for other in (bram, stranger):
        with pytest.raises(NotFound):
            shared_plans.read_own_goal(
                goal=planned["goal"], value=Decimal(1), read_on=TODAY, viewer=other.viewer, at=NOW
            )
    assert saskia.client.post(saskia.at("goal_readings", planned["goal"]), said | {"value": "x"}).status_code == 422


def test_a_line_is_put_before_them_and_they_answer_it(cast, rijnmond, saskia, stranger, line):
    page = saskia.see("ledger") + saskia.see("ledger_line", line)
    assert "Hours of typing saved" in page
    assert "CANARY" not in page
    assert stranger.client.get(stranger.at("ledger_line", line)).status_code == 404
    said = {"state": "corrected", "amount": "32 hours", "reason": "Not at the third site", "base": "0"}
    assert saskia.client.post(saskia.at("ledger_answers", line), said).status_code == 302
    assert LedgerEntry.objects.visible_to(cast.ben).get(pk=line).state == "corrected"
    page = saskia.see("ledger_line", line)
    assert "32 hours" in page
    assert "Not at the third site" in page
    ledger.answer_entry(
        entry=line, state="disputed", answered_on=TODAY, reason="CANARY reason", viewer=cast.ben, at=NOW
    )
    assert "CANARY" not in saskia.see("ledger_line", line)


def test_the_second_of_two_who_answer_at_once_sees_the_first(cast, saskia, bram, line):
    shared_ledger.answer_line(entry=line, state="confirmed", base=0, viewer=saskia.viewer, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        shared_ledger.answer_line(entry=line, state="disputed", base=0, reason="No", viewer=bram.viewer, at=NOW)
    page = bram.client.post(
        bram.at("ledger_answers", line), {"state": "disputed", "reason": "We think not", "base": "0"}
    )
    assert page.status_code == 422
    body = page.content.decode()
    assert "We think not" in body
    assert "Saskia" in body
    assert LedgerAnswer.objects.visible_to(cast.ben).count() == 1


def test_they_propose_a_line_and_cannot_confirm_it_themselves(cast, rijnmond, saskia, reader):
    said = {
        "text": "Two nights saved", "kind": "benefit", "side": "theirs", "amount": "2 nights",
        "period_from": "2025-01-01", "period_until": "2025-01-31",
    }  # fmt: skip
    assert reader.client.post(reader.at("ledger_new"), said).status_code == 404
    assert saskia.client.post(saskia.at("ledger_new"), said | {"amount": "lots"}).status_code == 422
    assert saskia.client.post(saskia.at("ledger_new"), said).status_code == 302
    row = LedgerEntry.objects.visible_to(cast.ben).get()
    assert (row.proposed_by, row.contact_id, row.audience) == ("theirs", saskia.contact, "account")
    with pytest.raises(checks.NotNow):
        shared_ledger.answer_line(entry=row.pk, state="confirmed", base=0, viewer=saskia.viewer, at=NOW)


def test_what_became_of_words_reads_as_a_line_and_reported_words_are_no_quotation(
    cast, rijnmond, saskia, bram, stranger
):
    given = {"account": rijnmond, "contact": saskia.contact, "said_at": NOW, "viewer": cast.ben, "at": NOW}
    for words, wording in (("We lose nights to releases.", "exact"), ("She finds the probe too loud.", "reported")):
        touchpoint_operations.capture_words(words=words, wording=wording, medium="call", **given)
    while verbatim_operations.cut_next(viewer=viewers.house("a test"), at=NOW):
        pass
    assert "We lose nights" not in saskia.see("said")
    Verbatim.objects.unscoped(reason="a test releases them").update(audience="speaker")
    exact = Verbatim.objects.visible_to(cast.ben).get(wording="exact")
    promise = promise_operations.make_promise(
        account=rijnmond, text="Release within a shift", made_on=TODAY, due_on=TODAY, verbatim=exact.pk,
        viewer=cast.ben, at=NOW,
    )  # fmt: skip
    promise_operations.settle_promise(promise=promise, settlement="kept", settled_on=TODAY, viewer=cast.ben, at=NOW)
    page = saskia.see("said")
    assert '<blockquote class="words said-words">We lose nights to releases.' in page
    assert "Release within a shift" in page
    assert "Did that settle it?" in page
    assert "noted it" in page
    assert '<blockquote class="words said-words">She finds' not in page
    assert "We lose nights" not in bram.see("said") + stranger.see("said")


def test_the_pages_are_within_their_budget(saskia, planned, line, django_assert_max_num_queries):
    for route in ("plan", "ledger", "said", "home"):
        with django_assert_max_num_queries(20):
            saskia.see(route)
    with django_assert_max_num_queries(20):
        saskia.see("ledger_line", line)
