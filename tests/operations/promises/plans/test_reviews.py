from datetime import timedelta

import pytest

from closeknit.kit import undo
from closeknit.kit.refusals import ChangedMeanwhile
from closeknit.promises.plans import checks, operations, queries
from closeknit.touchpoints import queries as touchpoint_queries
from closeknit.touchpoints import unanswered
from tests.conftest import NOW, Cast
from tests.operations.promises.plans.conftest import BEGAN, TODAY, Table

SOON = NOW + timedelta(10)


@pytest.fixture
def review(cast: Cast, table: Table) -> str:
    return operations.plan_review(plan=table.plan, starts_at=SOON, contact=table.saskia, viewer=cast.ben, at=NOW)


def test_a_review_is_planned_as_an_appointment(cast: Cast, table: Table, review: str):
    (planned,) = unanswered.list_planned([table.account], viewer=cast.ben)
    assert (planned.starts_at, planned.contact, planned.why) == (SOON, "Saskia de Wit", "Review of the joint plan")
    row = queries.get_review(review, viewer=cast.ben)
    assert (row.name, row.on, row.starts_at, row.state) == ("review 1", SOON.date(), SOON, "planned")


def test_one_review_is_planned_at_a_time_and_ahead(cast: Cast, table: Table, review: str):
    with pytest.raises(checks.BadReview, match="planned already"):
        operations.plan_review(plan=table.plan, starts_at=SOON, viewer=cast.ben, at=NOW)
    with pytest.raises(checks.BadReview, match="has gone"):
        operations.move_review(review=review, starts_at=NOW, why="x", viewer=cast.ben, at=NOW)


def test_moving_a_review_moves_its_appointment_and_what_is_counted_from_it(cast: Cast, table: Table, review: str):
    anchor = queries.get_review(review, viewer=cast.ben).anchor_id
    operations.add_action(
        plan=table.plan, text="Print the figures", side="ours", anchor=anchor, offset_days=-2, viewer=cast.ben, at=NOW
    )
    with pytest.raises(checks.BadReview):
        operations.move_day(anchor=anchor, on=TODAY, why="x", viewer=cast.ben, at=NOW)
    later = SOON + timedelta(7)
    assert operations.move_review(review=review, starts_at=later, why="She travels", viewer=cast.ben, at=NOW) == 1
    (planned,) = unanswered.list_planned([table.account], viewer=cast.ben)
    assert planned.starts_at == later
    (action,) = queries.list_actions(table.plan, viewer=cast.ben)
    assert action.due_on == later.date() - timedelta(2)


def test_a_review_that_took_place_cannot_be_called_off(cast: Cast, table: Table, review: str):
    with pytest.raises(checks.BadReview):
        operations.hold_review(review=review, held_on=SOON.date(), viewer=cast.ben, at=NOW)
    operations.hold_review(review=review, held_on=TODAY, present="Saskia, Ben", viewer=cast.ben, at=NOW)
    row = queries.get_review(review, viewer=cast.ben)
    assert (row.state, row.held_on, row.on, row.present) == ("held", TODAY, TODAY, "Saskia, Ben")
    assert unanswered.list_planned([table.account], viewer=cast.ben) == []
    (talk,) = touchpoint_queries.list_touchpoints(viewer=cast.ben, account=table.account)
    assert (talk.medium, talk.started_at) == ("meeting", NOW)
    with pytest.raises(checks.BadReview):
        operations.call_off_review(review=review, viewer=cast.ben, at=NOW)
    operations.plan_review(plan=table.plan, starts_at=SOON, viewer=cast.ben, at=NOW)


def test_notes_written_by_two_are_both_kept(cast: Cast, table: Table, review: str):
    operations.write_notes(review=review, notes="Ben's", base=1, viewer=cast.ben, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        operations.write_notes(review=review, notes="Alice's", base=1, viewer=cast.alice, at=NOW)
    assert queries.get_review(review, viewer=cast.ben).notes == "Ben's"


def test_a_decision_that_somebody_is_to_do_is_an_action(cast: Cast, table: Table, review: str):
    operations.note_decision(review=review, text="Stay with the three sites", viewer=cast.ben, at=NOW)
    operations.note_decision(
        review=review, text="Show the night log", side="theirs", contact=table.pieter, due_on=SOON.date(),
        as_promise=True, viewer=cast.ben, at=NOW,
    )  # fmt: skip
    first, second = queries.get_review(review, viewer=cast.ben).decisions
    assert (first.action_id, bool(second.action_id)) == ("", True)
    (action,) = queries.list_actions(table.plan, viewer=cast.ben)
    assert (action.contact, bool(action.promise_id)) == ("Pieter Bos", True)


def test_a_review_called_off_leaves_no_appointment(cast: Cast, table: Table, review: str):
    operations.call_off_review(review=review, viewer=cast.ben, at=NOW)
    assert unanswered.list_planned([table.account], viewer=cast.ben) == []
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)
    assert len(unanswered.list_planned([table.account], viewer=cast.ben)) == 1


def test_reviews_are_due_on_their_day_or_a_quarter_after_the_last(cast: Cast, table: Table, review: str):
    def due(days: int) -> list[queries.ReviewDue]:
        return queries.list_reviews_due(viewer=cast.ben, today=TODAY + timedelta(days))

    assert due(9) == []
    (one,) = due(10)
    assert (one.account_id, one.plan_id, one.on, one.review_id) == (table.account, table.plan, SOON.date(), review)
    operations.call_off_review(review=review, viewer=cast.ben, at=NOW)
    (none,) = due(0)
    assert (none.on, none.review_id) == (BEGAN + timedelta(91), "")
    again = operations.plan_review(plan=table.plan, starts_at=NOW + timedelta(hours=1), viewer=cast.ben, at=NOW)
    operations.hold_review(review=again, held_on=TODAY, viewer=cast.ben, at=NOW)
    assert due(90) == []
    assert [row.on for row in due(91)] == [TODAY + timedelta(91)]
