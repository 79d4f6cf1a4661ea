from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.identity import operations as identity_operations
from closeknit.kit import typed, undo
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound
from closeknit.kit.scoping import OnMerge
from closeknit.promises import checks as promise_checks
from closeknit.promises import queries as promise_queries
from closeknit.promises.models import Plan
from closeknit.promises.plans import checks, operations, queries
from tests.conftest import NOW, Cast
from tests.operations.promises.conftest import open_browser
from tests.operations.promises.plans.conftest import BEGAN, ENDS, TODAY, Table

GOAL: dict[str, Any] = {
    "text": "Hours a week spent copying results",
    "unit": "h",
    "start_value": Decimal(22),
    "start_on": BEGAN,
    "target_value": Decimal(4),
    "target_on": ENDS,
}


def _take_back(cast: Cast) -> None:
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)


def _set(cast: Cast, table: Table, **more: Any) -> str:
    return operations.set_goal(plan=table.plan, viewer=cast.ben, at=NOW, **GOAL | more)


def _add(cast: Cast, table: Table, **more: Any) -> str:
    said = {"text": "Send the audit trail", "side": "ours"} | more
    return operations.add_action(plan=table.plan, viewer=cast.ben, at=NOW, **said)


def _action(cast: Cast, table: Table, action: str) -> queries.ActionRow:
    return next(row for row in queries.list_actions(table.plan, viewer=cast.ben) if row.id == action)


def _kick_off(cast: Cast, table: Table) -> str:
    return queries.list_anchors(table.plan, viewer=cast.ben)[0].id


def test_a_plan_says_what_it_is_for_in_the_words_of_both(cast: Cast, table: Table):
    plan = queries.find_plan(table.account, viewer=cast.ben)
    assert plan is not None
    assert (plan.ours, plan.theirs, plan.theirs_by) == (
        "Results that nobody copies by hand.",
        "Nights in which I can sleep.",
        "Saskia de Wit",
    )
    (kick_off,) = queries.list_anchors(table.plan, viewer=cast.ben)
    assert (kick_off.name, kick_off.on) == ("the kick-off", BEGAN)


def test_their_words_need_a_name(cast: Cast, table: Table):
    with pytest.raises(typed.NothingSaid, match="who of theirs"):
        operations.change_purpose(plan=table.plan, ours="So", theirs="Thus", base=1, viewer=cast.ben, at=NOW)


def test_an_account_has_one_plan_at_a_time_and_the_next_follows(cast: Cast, table: Table):
    begin = {"account": table.account, "begins_on": TODAY, "ends_on": ENDS, "ours": "More", "viewer": cast.ben}
    with pytest.raises(checks.PlanRunning):
        operations.make_plan(**begin, at=NOW)
    operations.close_plan(plan=table.plan, viewer=cast.ben, at=NOW)
    after = operations.make_plan(**begin, at=NOW)
    assert [plan.id for plan in queries.list_plans(table.account, viewer=cast.ben)] == [after, table.plan]


def test_a_plan_whose_period_ended_is_read_and_not_changed(cast: Cast, table: Table):
    goal = _set(cast, table)
    operations.close_plan(plan=table.plan, viewer=cast.ben, at=NOW)
    with pytest.raises(checks.PlanClosed):
        operations.read_goal(goal=goal, value=Decimal(9), read_on=TODAY, source="x", viewer=cast.ben, at=NOW)
    _take_back(cast)
    operations.read_goal(goal=goal, value=Decimal(9), read_on=TODAY, source="x", viewer=cast.ben, at=NOW)


def test_the_second_of_two_writers_is_told_and_nothing_is_lost(cast: Cast, table: Table):
    said = {"plan": table.plan, "theirs": "", "base": 1, "at": NOW}
    assert operations.change_purpose(ours="Ben's", viewer=cast.ben, **said) == 2
    with pytest.raises(ChangedMeanwhile, match="Nothing is lost"):
        operations.change_purpose(ours="Alice's", viewer=cast.alice, **said)
    assert queries.get_plan(table.plan, viewer=cast.ben).ours == "Ben's"


def test_whoever_only_hands_in_makes_no_plan(cast: Cast, table: Table):
    with pytest.raises(NotAllowed):
        operations.set_goal(plan=table.plan, viewer=cast.gita, at=NOW, **GOAL)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"text": " "}, typed.NothingSaid),
        ({"target_value": Decimal(22)}, checks.BadGoal),
        ({"target_on": BEGAN}, checks.BadGoal),
        ({"start_value": Decimal(10) ** 14}, checks.BadGoal),
        ({"keeper": "member_nobody"}, NotFound),
        ({"contact": "contact_nobody"}, checks.NotTheirs),
        ({"text": "x" * 301}, typed.NothingSaid),
    ],
)
def test_a_goal_that_leads_nowhere_is_refused(cast: Cast, table: Table, said: dict[str, Any], refusal: type[Exception]):
    with pytest.raises(refusal):
        _set(cast, table, **said)
    assert queries.list_goals(table.plan, viewer=cast.ben) == []


def test_a_goal_is_read_on_days_with_where_it_comes_from(cast: Cast, table: Table):
    goal = _set(cast, table, keeper=cast.ben.id, contact=table.saskia)
    for value, days in ((14, 0), (18, 90)):
        operations.read_goal(
            goal=goal, value=Decimal(value), read_on=TODAY - timedelta(days), source="Saskia's sheet",
            contact=table.saskia, viewer=cast.ben, at=NOW,
        )  # fmt: skip
    row = queries.get_goal(goal, viewer=cast.ben)
    assert [reading.value for reading in row.readings] == [18, 14]
    assert row.newest is not None
    assert (row.newest.source, row.newest.contact, row.newest.noted_by) == ("Saskia's sheet", "Saskia de Wit", "Ben")
    assert row.come == pytest.approx(8 / 18)
    assert row.stand(TODAY).course == "behind"


def test_a_reading_of_tomorrow_or_from_nowhere_is_refused(cast: Cast, table: Table):
    goal = _set(cast, table)
    with pytest.raises(checks.BadGoal, match="Nobody can have read that yet"):
        operations.read_goal(
            goal=goal, value=Decimal(9), read_on=TODAY + timedelta(1), source="x", viewer=cast.ben, at=NOW
        )
    with pytest.raises(typed.NothingSaid):
        operations.read_goal(goal=goal, value=Decimal(9), read_on=TODAY, source=" ", viewer=cast.ben, at=NOW)


def test_a_wrong_reading_is_taken_out_and_the_history_keeps_it(cast: Cast, table: Table):
    goal = _set(cast, table)
    reading = operations.read_goal(
        goal=goal, value=Decimal(9), read_on=TODAY, source="a sheet", viewer=cast.ben, at=NOW
    )
    operations.take_out_reading(reading=reading, viewer=cast.ben, at=NOW)
    assert queries.get_goal(goal, viewer=cast.ben).readings == ()
    newest = queries.list_changes(table.plan, viewer=cast.ben)[0]
    assert (newest.noun, newest.field, newest.before) == ("reading", "gone", "9 h, 19 Nov 2026")
    _take_back(cast)
    assert len(queries.get_goal(goal, viewer=cast.ben).readings) == 1


def test_a_goal_changed_by_two_keeps_what_the_first_wrote(cast: Cast, table: Table):
    goal = _set(cast, table)
    said = GOAL | {"goal": goal, "base": 1, "at": NOW}
    operations.change_goal(viewer=cast.ben, **said | {"target_value": Decimal(6)})
    with pytest.raises(ChangedMeanwhile):
        operations.change_goal(viewer=cast.alice, **said | {"target_value": Decimal(2)})
    newest = queries.list_changes(table.plan, viewer=cast.ben)[0]
    assert (newest.field, newest.before, newest.after) == ("target", "4 h, 4 Jan 2027", "6 h, 4 Jan 2027")


def test_a_goal_ends_with_what_shows_it_and_can_be_opened_again(cast: Cast, table: Table):
    goal = _set(cast, table)
    end = {"goal": goal, "ended_on": TODAY, "viewer": cast.ben, "at": NOW}
    with pytest.raises(typed.NothingSaid):
        operations.end_goal(state="reached", why=" ", **end)
    with pytest.raises(checks.BadGoal):
        operations.end_goal(state="open", why="so", **end)
    operations.end_goal(state="missed", why="The audit came first", **end)
    operations.end_goal(state="reached", why="Late, but there", **end)
    with pytest.raises(checks.BadGoal, match="cannot become dropped"):
        operations.end_goal(state="dropped", why="so", **end)
    operations.reopen_goal(goal=goal, why="Not quite", viewer=cast.ben, at=NOW)
    assert queries.get_goal(goal, viewer=cast.ben).state == "open"


def test_an_action_is_due_so_long_after_its_day_and_moves_with_it(cast: Cast, table: Table):
    kick_off = _kick_off(cast, table)
    after = _add(cast, table, anchor=kick_off, offset_days=21, keeper=cast.ben.id)
    done = _add(cast, table, text="Meet", anchor=kick_off, offset_days=2)
    operations.finish_action(action=done, done_on=TODAY, viewer=cast.ben, at=NOW)
    assert _action(cast, table, after).due_on == BEGAN + timedelta(21)
    assert _action(cast, table, after).counted == "3 weeks after the kick-off"

    later = BEGAN + timedelta(14)
    preview = queries.preview_move(kick_off, later, viewer=cast.ben, as_of=TODAY)
    assert [(action.id, shift.to_on) for action, shift in preview.shifts] == [(after, later + timedelta(21))]
    assert _action(cast, table, after).due_on == BEGAN + timedelta(21)

    operations.move_day(anchor=kick_off, on=later, why="They open later", viewer=cast.ben, at=NOW)
    assert _action(cast, table, after).due_on == later + timedelta(21)
    assert _action(cast, table, done).due_on == BEGAN + timedelta(2)
    _take_back(cast)
    assert _action(cast, table, after).due_on == BEGAN + timedelta(21)


def test_a_day_moves_for_a_reason_and_not_to_where_it_is(cast: Cast, table: Table):
    kick_off = _kick_off(cast, table)
    with pytest.raises(typed.NothingSaid):
        operations.move_day(anchor=kick_off, on=TODAY, why="", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.BadPeriod):
        operations.move_day(anchor=kick_off, on=BEGAN, why="x", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.BadAction):
        _add(cast, table, anchor=kick_off, offset_days=9999)


def test_an_action_that_is_a_promise_moves_and_ends_with_it(cast: Cast, table: Table):
    opening = operations.name_day(plan=table.plan, name="the opening", on=date(2026, 12, 1), viewer=cast.ben, at=NOW)
    action = _add(cast, table, anchor=opening, offset_days=7, as_promise=True, contact=table.saskia)
    (promise,) = promise_queries.list_open(viewer=cast.ben)
    assert (promise.text, promise.due_on, promise.contact) == (
        "Send the audit trail", date(2026, 12, 8), "Saskia de Wit",
    )  # fmt: skip
    operations.move_day(anchor=opening, on=date(2026, 12, 3), why="Paint", viewer=cast.ben, at=NOW)
    moved = promise_queries.get_promise(promise.id, viewer=cast.ben)
    assert (moved.due_on, moved.n_moves) == (date(2026, 12, 10), 1)
    operations.finish_action(action=action, done_on=TODAY, viewer=cast.ben, at=NOW)
    assert promise_queries.get_promise(promise.id, viewer=cast.ben).settlement == "kept"
    operations.unfinish_action(action=action, viewer=cast.ben, at=NOW)
    assert promise_queries.get_promise(promise.id, viewer=cast.ben).settlement == ""
    with pytest.raises(checks.BadAction):
        operations.unfinish_action(action=action, viewer=cast.ben, at=NOW)


def test_an_action_becomes_a_promise_later_once(cast: Cast, table: Table):
    action = _add(cast, table, due_on=TODAY + timedelta(2), contact=table.saskia)
    said = {"text": "Send the audit trail", "side": "ours", "contact": table.saskia, "due_on": TODAY + timedelta(5)}
    operations.change_action(action=action, as_promise=True, viewer=cast.ben, at=NOW, **said)
    (promise,) = promise_queries.list_open(viewer=cast.ben)
    assert (promise.id, promise.due_on) == (_action(cast, table, action).promise_id, TODAY + timedelta(5))
    assert "promised" in {row.field for row in queries.list_changes(table.plan, viewer=cast.ben)}
    with pytest.raises(checks.BadAction, match="promise already"):
        operations.change_action(action=action, as_promise=True, viewer=cast.ben, at=NOW, **said)
    _take_back(cast)
    assert _action(cast, table, action).promise_id == ""
    assert promise_queries.list_open(viewer=cast.ben) == []
    operations.finish_action(action=action, done_on=TODAY, viewer=cast.ben, at=NOW)
    with pytest.raises(checks.BadAction, match="nothing left to promise"):
        operations.change_action(action=action, as_promise=True, viewer=cast.ben, at=NOW, **said)


def test_an_action_promised_to_yesterday_is_refused_whole(cast: Cast, table: Table):
    with pytest.raises(promise_checks.BadDay):
        _add(cast, table, due_on=TODAY - timedelta(1), as_promise=True)
    assert queries.list_actions(table.plan, viewer=cast.ben) == []


def test_an_action_is_changed_and_taken_out(cast: Cast, table: Table):
    action = _add(cast, table, due_on=TODAY)
    said = {"text": "Send it twice", "side": "theirs", "contact": table.pieter, "due_on": TODAY + timedelta(3)}
    operations.change_action(action=action, viewer=cast.ben, at=NOW, **said)
    assert _action(cast, table, action).contact == "Pieter Bos"
    fields = {row.field for row in queries.list_changes(table.plan, viewer=cast.ben)}
    assert {"text", "side", "contact", "due"} <= fields
    operations.drop_action(action=action, viewer=cast.ben, at=NOW, why="Done by itself")
    assert queries.list_actions(table.plan, viewer=cast.ben) == []
    _take_back(cast)
    assert _action(cast, table, action).text == "Send it twice"


def test_who_leaves_hands_over_their_goals_and_actions(cast: Cast, table: Table):
    goal = _set(cast, table, keeper=cast.ben.id)
    action = _add(cast, table, keeper=cast.ben.id)
    identity_operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert queries.get_goal(goal, viewer=cast.alice).keeper == "Alice"
    rows = queries.list_actions(table.plan, viewer=cast.alice)
    assert [row.keeper for row in rows if row.id == action] == ["Alice"]


def test_the_house_sees_first_what_is_off_course(cast: Cast, table: Table):
    _set(cast, table)
    _add(cast, table, due_on=TODAY - timedelta(1))
    other = account_operations.add_account(name="Aqua", viewer=cast.ben, at=NOW)
    operations.make_plan(account=other, begins_on=TODAY, ends_on=ENDS, ours="More", viewer=cast.ben, at=NOW)
    first, second = queries.list_running(viewer=cast.ben, as_of=TODAY)
    assert (first.plan.account, first.n_late, len(first.goals), first.plan.owner) == ("Rijnmond Waterlab", 1, 1, "Ben")
    assert first.review_due is not None
    assert (second.plan.account, second.n_late, second.review_due) == ("Aqua", 0, None)


def test_when_two_accounts_become_one_both_plans_stay(cast: Cast, table: Table):
    other = account_operations.add_account(name="Aqua", viewer=cast.ben, at=NOW)
    theirs = operations.make_plan(account=other, begins_on=TODAY, ends_on=ENDS, ours="More", viewer=cast.ben, at=NOW)
    assert Plan.on_merge["account"] is OnMerge.REPOINT
    # What merging does with such a link.
    Plan.objects.unscoped(reason="test").filter(account=other).update(account=table.account)
    both = queries.list_plans(table.account, viewer=cast.ben)
    assert [plan.id for plan in both] == [theirs, table.plan]
    page = open_browser(cast.ben).get(f"/accounts/{table.account}/plan/").content.decode()
    assert "runs too" in page
