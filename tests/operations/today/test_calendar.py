"""What a member's calendar shows, and that it moves when the relationship does."""

from datetime import date, timedelta

from closeknit.accounts import operations as account_operations
from closeknit.circle import operations as circle_operations
from closeknit.circle.keeping import operations as keeping
from closeknit.today import calendar, logging
from closeknit.touchpoints import operations
from tests.conftest import NOW
from tests.operations.touchpoints.conftest import Town

TODAY = date(2026, 11, 19)


def _own(town: Town) -> None:
    """Harrow Fell is Ben's, a partner, and spoken with ten days ago: due on day 30."""
    account_operations.hand_over(account=town.harrow, owner=town.ben.id, viewer=town.ben, at=NOW)
    circle_operations.move_account(
        account=town.harrow, to_stage="partner", reason="They ask us first.", viewer=town.ben, at=NOW
    )
    _log(town, started_at=NOW - timedelta(10))


def _log(town: Town, **more):
    given = {"account": town.harrow, "medium": "call", "started_at": NOW, "contacts": [town.ana]} | more
    return logging.log_call(viewer=town.ben, at=NOW, **given)


def _calls(town: Town, at=NOW):
    return {call.about: call for call in calendar.list_calls(viewer=town.ben, at=at)}


def test_an_account_stands_on_the_day_on_which_its_call_is_due(town: Town):
    _own(town)
    call = _calls(town)[f"call-{town.harrow}"]
    assert (call.starts, call.title) == (TODAY + timedelta(20), "Call Harrow Fell")
    assert call.reasons[-1] == "Ideal every 30 days, 60 at the latest"


def test_logging_a_call_moves_the_day_and_keeps_the_entry(town: Town):
    _own(town)
    _log(town, started_at=NOW)
    assert _calls(town)[f"call-{town.harrow}"].starts == TODAY + timedelta(30)


def test_what_today_asks_for_stands_on_today_with_its_reason(town: Town):
    _own(town)
    late = NOW + timedelta(100)
    call = _calls(town, at=late)[f"call-{town.harrow}"]
    assert call.starts == TODAY + timedelta(100)
    assert any("110 days" in reason for reason in call.reasons)


def test_what_is_planned_stands_at_its_moment_and_the_account_is_not_asked_for_again(town: Town):
    _own(town)
    starts = NOW + timedelta(days=3, hours=2)
    planned = operations.plan_appointment(
        account=town.harrow,
        contact=town.ana,
        starts_at=starts,
        medium="call",
        why="the new wing",
        viewer=town.ben,
        at=NOW,
    )
    calls = _calls(town)
    assert calls[planned].starts == starts
    assert calls[planned].reasons == ("the new wing",)
    assert f"call-{town.harrow}" not in calls


def test_an_account_that_rests_stands_on_the_day_after_and_comes_back_when_it_is_taken_up(town: Town):
    _own(town)
    rest = {"accounts": [town.harrow], "viewer": town.ben}
    keeping.pause(**rest, until_on=TODAY + timedelta(50), reason="They move house.", at=NOW)
    call = _calls(town)[f"call-{town.harrow}"]
    assert (call.starts, call.reasons[0][:6]) == (TODAY + timedelta(51), "Paused")
    keeping.take_up(**rest, at=NOW)
    assert _calls(town)[f"call-{town.harrow}"].starts == TODAY + timedelta(20)


def test_a_due_day_that_has_passed_stays_where_it_came_up(town: Town):
    _own(town)
    assert _calls(town, at=NOW + timedelta(25))[f"call-{town.harrow}"].starts == TODAY + timedelta(20)


def test_whoever_matters_and_is_due_first_gives_the_day(town: Town):
    _own(town)
    limits = {"matters": True, "ideal_days": 12, "latest_days": 40}
    keeping.set_contact_limits(contact=town.ana, **limits, viewer=town.ben, at=NOW)
    call = _calls(town)[f"call-{town.harrow}"]
    assert call.starts == TODAY + timedelta(2)
    assert call.reasons[0].startswith("Ana")
