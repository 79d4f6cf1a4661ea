from datetime import timedelta

import pytest

from closeknit.accounts import asked, asks
from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Ask
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed
from closeknit.touchpoints import operations
from closeknit.touchpoints import queries as touchpoint_queries
from closeknit.touchpoints.drafts import Line, Speaker
from tests.conftest import NOW
from tests.operations.touchpoints.conftest import Town

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _twice_in_thirty_days(cast):
    asks.change_limit(most=2, days=30, viewer=cast.alice, at=NOW)


def _talk(town: Town, days_ago: int, medium: str = "call", conversation: str = "", direction: str | None = None) -> str:
    return operations.record_touchpoint(
        medium=medium,
        started_at=NOW - timedelta(days_ago),
        lines=[Line("Fine so far.", 0)],
        speakers=[Speaker(contact=town.ana)],
        direction=direction,
        conversation=conversation,
        viewer=town.ben,
        at=NOW,
    )


def _survey(town: Town, contact: str, about: str = "", despite: str = "") -> str:
    return asks.record_ask(
        contact=contact, kind="survey", on=TODAY, about=about, despite=despite, viewer=town.ben, at=NOW
    )


def test_talks_that_took_place_count_whoever_asks_next(town: Town):
    _talk(town, 3)
    _talk(town, 20)
    with pytest.raises(asks.AskedTooOften) as refusal:
        _survey(town, town.ana)
    sentence = str(refusal.value)
    assert sentence.startswith(
        "Ana Costa has been asked often enough: a talk on 16 November 2026, a talk on 30 October 2026."
    )
    assert "at most 2 times in 30 days" in sentence
    assert "possible again from 29 November 2026" in sentence
    assert not Ask.objects.visible_to(town.ben).exists()


def test_an_answer_of_ours_is_no_ask_and_a_mail_that_begins_something_is(town: Town):
    theirs = _talk(town, 9, medium="email", direction="theirs")
    conversation = touchpoint_queries.get_touchpoint(theirs, viewer=town.ben).row.conversation
    _talk(town, 8, medium="email", direction="ours", conversation=conversation)
    assert asked.get_asked(_person(town), on=TODAY, viewer=town.ben).facts == ()
    _talk(town, 7, medium="email", direction="ours")
    assert [fact.kind for fact in asked.get_asked(_person(town), on=TODAY, viewer=town.ben).facts] == ["mail"]


def test_a_planned_talk_counts_and_is_one_ask_when_it_is_logged(town: Town):
    planned = operations.plan_appointment(account=town.harrow, contact=town.ana, starts_at=NOW, viewer=town.ben, at=NOW)
    assert [fact.about for fact in asked.get_asked(_person(town), on=TODAY, viewer=town.ben).facts] == [planned]
    operations.log_appointment(appointment=planned, lines=[Line("Fine.", 0)], viewer=town.ben, at=NOW)
    assert [fact.about for fact in asked.get_asked(_person(town), on=TODAY, viewer=town.ben).facts] == [planned]


def test_a_talk_that_was_called_off_asks_for_nothing(town: Town):
    planned = operations.plan_appointment(account=town.harrow, contact=town.ana, starts_at=NOW, viewer=town.ben, at=NOW)
    operations.call_off_appointment(appointment=planned, viewer=town.ben, at=NOW)
    assert asked.get_asked(_person(town), on=TODAY, viewer=town.ben).facts == ()


def test_planning_above_the_limit_is_refused_and_a_reason_overrules_it_and_is_kept(town: Town):
    _talk(town, 3)
    _talk(town, 5)
    said = {"account": town.harrow, "contact": town.ana, "starts_at": NOW + timedelta(1), "viewer": town.ben, "at": NOW}
    with pytest.raises(asks.AskedTooOften):
        operations.plan_appointment(**said)
    operations.plan_appointment(**said, despite="She asked for it herself.")
    row = asked.get_asked(_person(town), on=TODAY, viewer=town.ben)
    assert row.despite == ("She asked for it herself.",)
    assert len(row.facts) == 3


def test_what_was_agreed_in_a_talk_is_never_held_back(town: Town):
    _talk(town, 3)
    _talk(town, 5)
    operations.log_touchpoint(
        account=town.harrow, medium="call", started_at=NOW, speakers=[Speaker(contact=town.ana)], lines=[],
        next_at=NOW + timedelta(7), viewer=town.ben, at=NOW,
    )  # fmt: skip
    assert len(asked.get_asked(_person(town), on=TODAY, viewer=town.ben).facts) == 4


def test_the_same_survey_is_one_ask_however_often_it_is_recorded(town: Town):
    first = _survey(town, town.ana, about="study_1")
    assert _survey(town, town.ana, about="study_1") == first
    assert len(asked.get_asked(_person(town), on=TODAY, viewer=town.ben).facts) == 1


def test_a_question_within_a_talk_is_no_further_ask(town: Town):
    _talk(town, 4)
    talk = _talk(town, 3)
    asks.record_ask(contact=town.ana, kind="question", on=TODAY, about=talk, viewer=town.ben, at=NOW)
    assert len(asked.get_asked(_person(town), on=TODAY, viewer=town.ben).facts) == 2


def test_a_person_at_two_accounts_is_one_person(town: Town):
    other = account_operations.add_contact(
        account=town.luddon, name="Ana Costa", email="ana@harrow.example", viewer=town.ben, at=NOW
    )
    _survey(town, town.ana, about="a")
    _survey(town, other, about="b")
    assert not asks.can_ask(contact=other, on=TODAY, viewer=town.ben)
    assert not asks.can_ask(contact=town.ana, on=TODAY, viewer=town.ben)
    assert asks.can_ask(contact=town.derek, on=TODAY, viewer=town.ben)


def test_an_ask_can_be_taken_back(town: Town):
    _survey(town, town.ana)
    step = undo.find_latest(viewer=town.ben, since=NOW)
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert asked.get_asked(_person(town), on=TODAY, viewer=town.ben).facts == ()


@pytest.mark.parametrize(("most", "days"), [(0, 30), (101, 30), (3, 0), (3, 367)])
def test_a_limit_that_cannot_be_is_refused(town: Town, most: int, days: int):
    with pytest.raises(asks.BadLimit):
        asks.change_limit(most=most, days=days, viewer=town.alice, at=NOW)


def test_only_who_runs_the_house_sets_the_limit(town: Town):
    with pytest.raises(NotAllowed):
        asks.change_limit(most=9, days=9, viewer=town.ben, at=NOW)


def _person(town: Town) -> str:
    return account_queries.get_contact(town.ana, viewer=town.ben).person_id
