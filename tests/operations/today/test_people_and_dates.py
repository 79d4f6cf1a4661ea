"""Who left, who came, who does something else, and days that matter: each a reason until somebody sees to it."""

from datetime import date, timedelta

import pytest

from closeknit.accounts import checks as account_checks
from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Account
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.today import dates, people, queries
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from tests.conftest import NOW, Cast
from tests.operations.touchpoints.conftest import Town

TODAY = NOW.date()


def _said(account: str, cast: Cast, at=NOW) -> list[str]:
    calls = queries.list_today(viewer=cast.ben, at=at).calls
    return [reason.sentence for call in calls if call.account.id == account for reason in call.reasons]


def _take_back(cast: Cast) -> None:
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)


def _moves(cast: Cast, town: Town) -> None:
    """Derek leaves Harrow Fell and turns up at Luddon."""
    account_operations.end_contact(
        contact=town.derek, until_on=TODAY - timedelta(1), successor=None, viewer=cast.ben, at=NOW
    )
    person = account_checks.get_contact(town.derek, viewer=cast.ben).person_id
    account_operations.add_place(person=person, account=town.luddon, viewer=cast.ben, at=NOW)


def test_whoever_turns_up_elsewhere_is_a_reason_at_both_accounts(cast: Cast, town: Town):
    _moves(cast, town)
    assert _said(town.harrow, cast) == ["Derek Lumb has left, yesterday, now at Luddon Bakery; who comes after them?"]
    assert _said(town.luddon, cast) == ["Derek Lumb is there now and knows us, from Harrow Fell, today"]


def test_a_successor_closes_it_at_the_one_and_a_talk_at_the_other(cast: Cast, town: Town):
    account_operations.end_contact(contact=town.derek, until_on=TODAY, successor=town.ana, viewer=cast.ben, at=NOW)
    assert _said(town.harrow, cast) == []
    person = account_checks.get_contact(town.derek, viewer=cast.ben).person_id
    came_on = TODAY - timedelta(3)
    place = account_operations.add_place(person=person, account=town.luddon, from_on=came_on, viewer=cast.ben, at=NOW)
    assert len(_said(town.luddon, cast)) == 1
    touchpoints.record_touchpoint(
        account=town.luddon, medium="call", started_at=NOW - timedelta(1), speakers=[Speaker(contact=place)],
        lines=[Line("Hello again.", 0)], viewer=cast.ben, at=NOW,
    )  # fmt: skip
    assert _said(town.luddon, cast) == []


def test_seeing_to_it_is_recorded_closes_that_alone_and_can_be_taken_back(cast: Cast, town: Town):
    _moves(cast, town)
    people.see_to(
        contact=town.derek, what="left", on=TODAY - timedelta(1), note="Ana takes it over.", viewer=cast.gita, at=NOW
    )
    assert _said(town.harrow, cast) == []
    assert len(_said(town.luddon, cast)) == 1
    step = undo.find_latest(viewer=cast.gita, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.gita, at=NOW)
    assert len(_said(town.harrow, cast)) == 1


def test_what_was_seen_to_once_does_not_hide_what_comes_after(cast: Cast, town: Town):
    people.change_part(
        contact=town.ana, title="Head of bakery", role="", on=TODAY - timedelta(9), viewer=cast.ben, at=NOW
    )
    people.see_to(contact=town.ana, what="part", on=TODAY - timedelta(9), viewer=cast.ben, at=NOW)
    assert _said(town.harrow, cast) == []
    people.change_part(contact=town.ana, title="Director", role="sponsor", on=TODAY, viewer=cast.ben, at=NOW)
    assert _said(town.harrow, cast) == ["Ana Costa is Director now, Head of bakery before, today"]
    _take_back(cast)
    assert _said(town.harrow, cast) == []
    assert account_checks.get_contact(town.ana, viewer=cast.ben).title == "Head of bakery"


def test_correcting_a_title_is_no_reason_for_a_call(cast: Cast, town: Town):
    account_operations.change_contact(
        contact=town.ana, name="Ana Costa", title="Baker", role="", viewer=cast.ben, at=NOW
    )
    assert _said(town.harrow, cast) == []


def test_nobody_changes_their_part_after_they_left_or_before_they_came(cast: Cast, town: Town):
    account_operations.change_contact(
        contact=town.ana, name="Ana Costa", title="", role="", from_on=TODAY, viewer=cast.ben, at=NOW
    )
    with pytest.raises(account_checks.BadDates):
        people.change_part(contact=town.ana, title="Head", role="", on=TODAY - timedelta(1), viewer=cast.ben, at=NOW)
    account_operations.end_contact(contact=town.derek, until_on=TODAY, successor=None, viewer=cast.ben, at=NOW)
    with pytest.raises(account_checks.AlreadyLeft):
        people.change_part(contact=town.derek, title="Head", role="", on=TODAY, viewer=cast.ben, at=NOW)


def test_a_dated_event_is_a_reason_a_month_before_and_every_year_where_it_is_yearly(cast: Cast, town: Town):
    on = TODAY + timedelta(10)
    dates.add_dated_event(
        account=town.harrow, what="board meeting", on=on.replace(year=2024), is_yearly=True, viewer=cast.ben, at=NOW
    )
    dates.add_dated_event(
        account=town.luddon, what="lease", on=on.replace(year=2024), is_yearly=False, viewer=cast.ben, at=NOW
    )
    assert _said(town.harrow, cast) == ["Their board meeting is in 10 days, Sun 29 Nov"]
    assert _said(town.luddon, cast) == []
    assert _said(town.harrow, cast, NOW + timedelta(60)) == []


def test_a_dated_event_goes_by_the_calendar_where_they_are(cast: Cast, town: Town):
    Account.objects.unscoped(reason="test").filter(pk=town.harrow).update(zone="Pacific/Auckland")
    dates.add_dated_event(account=town.harrow, what="audit", on=TODAY, is_yearly=False, viewer=cast.ben, at=NOW)
    # Nine in the morning in London is still the same day in Auckland; two hours later it is not.
    assert len(_said(town.harrow, cast)) == 1
    assert _said(town.harrow, cast, NOW + timedelta(hours=3)) == []


def test_a_dated_event_is_changed_and_forgotten_each_of_which_can_be_taken_back(cast: Cast, town: Town):
    event = dates.add_dated_event(
        account=town.harrow, what=" board  meeting ", on=TODAY, is_yearly=False, viewer=cast.ben, at=NOW
    )
    dates.change_dated_event(event=event, what="AGM", on=date(2024, 2, 29), is_yearly=True, viewer=cast.ben, at=NOW)
    (row,) = dates.list_dated_events([town.harrow], viewer=cast.ben, today=TODAY)[town.harrow]
    assert (row.what, row.next_on) == ("AGM", date(2027, 2, 28))
    dates.remove_dated_event(event=event, viewer=cast.ben, at=NOW)
    assert town.harrow not in dates.list_dated_events([town.harrow], viewer=cast.ben, today=TODAY)
    _take_back(cast)
    assert town.harrow in dates.list_dated_events([town.harrow], viewer=cast.ben, today=TODAY)


def test_a_day_without_a_name_or_an_account_and_a_guests_are_refused(cast: Cast, town: Town):
    day = {"on": TODAY, "is_yearly": False, "at": NOW}
    with pytest.raises(dates.NothingNamed):
        dates.add_dated_event(account=town.harrow, what=" ", viewer=cast.ben, **day)
    with pytest.raises(NotFound):
        dates.add_dated_event(account="account_none", what="AGM", viewer=cast.ben, **day)
    with pytest.raises(NotAllowed):
        dates.add_dated_event(account=town.harrow, what="AGM", viewer=cast.gita, **day)
