from datetime import date, timedelta

import pytest

from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Standing
from closeknit.analysis.kinds import LatenessState
from closeknit.circle import operations as circle_operations
from closeknit.kit import undo
from closeknit.kit.refusals import NotFound
from closeknit.kit.tasks.worker import Worker
from closeknit.promises import queries as promise_queries
from closeknit.today import conversations, logging
from closeknit.today import queries as today_queries
from closeknit.touchpoints import checks, operations, queries
from closeknit.touchpoints import conversations as touchpoint_conversations
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import queries as verbatim_queries
from tests.conftest import NOW
from tests.operations.touchpoints.conftest import Town


def _log(town: Town, **more):
    given = {"account": town.harrow, "medium": "call", "started_at": NOW, "contacts": [town.ana]} | more
    return logging.log_call(viewer=town.ben, at=NOW, **given)


def _turns(town: Town, touchpoint: str) -> list[tuple[str, bool, str]]:
    page = queries.get_touchpoint(touchpoint, viewer=town.ben)
    return [(turn.speaker.name if turn.speaker else "", turn.is_ours, turn.text) for turn in page.turns]


def _on_today(town: Town) -> set[str]:
    return {call.account.id for call in today_queries.list_today(viewer=town.ben, at=NOW).calls}


def test_a_call_puts_an_account_back_on_track(town: Town):
    circle_operations.move_account(
        account=town.harrow, to_stage="partner", reason="They ask us first.", viewer=town.ben, at=NOW
    )
    _log(town, started_at=NOW - timedelta(400))
    logged = _log(town)
    assert (logged.account, logged.was, logged.now) == (
        "Harrow Fell",
        LatenessState.NEGLECTED,
        LatenessState.ON_TRACK,
    )


def test_the_account_is_gone_from_today_once_the_call_is_logged(town: Town):
    circle_operations.move_account(
        account=town.harrow, to_stage="partner", reason="They ask us first.", viewer=town.ben, at=NOW
    )
    _log(town, started_at=NOW - timedelta(400))
    assert town.harrow in _on_today(town)
    _log(town)
    assert town.harrow not in _on_today(town)


def test_lines_with_a_name_are_that_persons_and_ours_are_ours(town: Town):
    said = "Ana: We need it by May.\nMe: I will ask.\nBen: And Kim too.\n\nThe yard floods."
    logged = _log(town, contacts=[town.ana, town.derek], said=said)
    assert _turns(town, logged.touchpoint) == [
        ("Ana Costa", False, "We need it by May."),
        ("Ben", True, "I will ask."),
        ("Ben", True, "And Kim too."),
        ("Ana Costa", False, "The yard floods."),
    ]


def test_a_paragraph_of_exact_words_goes_on_with_whoever_spoke(town: Town):
    logged = _log(town, said="Me: I will ask.\n\nAnd tell you on Monday.", wording="exact")
    assert _turns(town, logged.touchpoint) == [("Ben", True, "I will ask.\n\nAnd tell you on Monday.")]


def test_somebody_who_was_not_chosen_speaks_when_the_text_names_them(town: Town):
    logged = _log(town, said="Derek: The pump is out again.")
    assert _turns(town, logged.touchpoint) == [("Derek Lumb", False, "The pump is out again.")]
    names = {part.name for part in queries.get_touchpoint(logged.touchpoint, viewer=town.ben).parts}
    assert names == {"Ana Costa", "Ben", "Derek Lumb"}


def test_nobody_takes_part_only_because_we_know_them(town: Town):
    logged = _log(town)
    names = {part.name for part in queries.get_touchpoint(logged.touchpoint, viewer=town.ben).parts}
    assert names == {"Ana Costa", "Ben"}


def test_a_new_name_becomes_somebody_at_the_account(town: Town):
    _log(town, contacts=[], new_people=["Mo Farr", "ana costa"])
    people = {row.name for row in account_queries.list_contacts(viewer=town.ben, account=town.harrow)}
    assert people == {"Ana Costa", "Derek Lumb", "Mo Farr"}


def test_a_new_name_from_whoever_only_hands_in_waits_for_a_decision(town: Town):
    logged = logging.log_call(
        account=town.harrow, medium="call", started_at=NOW, new_people=["Mo Farr"], viewer=town.gita, at=NOW
    )
    parts = queries.get_touchpoint(logged.touchpoint, viewer=town.ben).parts
    assert [part.name for part in parts if part.is_unsure] == ["Mo Farr"]


def test_what_was_promised_is_a_promise_by_the_day_in_its_line(town: Town):
    _log(town, promised="Send the audit trail to Derek by tomorrow")
    (promise,) = promise_queries.list_open(viewer=town.ben, account=town.harrow)
    assert (promise.text, promise.due_on, promise.contact) == (
        "Send the audit trail to Derek",
        date(2026, 11, 20),
        "Derek Lumb",
    )


def test_a_promise_that_names_nobody_is_to_who_was_there(town: Town):
    _log(town, promised="Send the audit trail")
    (promise,) = promise_queries.list_open(viewer=town.ben, account=town.harrow)
    assert (promise.contact, promise.direction, promise.due_on) == ("Ana Costa", "ours", None)


def test_the_next_talk_is_planned_and_the_planned_one_is_logged(town: Town):
    planned = operations.plan_appointment(account=town.harrow, starts_at=NOW, viewer=town.ben, at=NOW)
    _log(town, appointment=planned, next_at=NOW + timedelta(7), next_medium="visit", next_why="See the yard")
    assert queries.get_appointment(planned, viewer=town.ben).state == "logged"
    (following,) = queries.list_appointments(viewer=town.ben, account=town.harrow)
    assert (following.medium, following.why, following.contact) == ("visit", "See the yard", "Ana Costa")


def test_one_undo_takes_all_of_it_back(town: Town):
    planned = operations.plan_appointment(account=town.harrow, starts_at=NOW, viewer=town.ben, at=NOW)
    _log(
        town,
        appointment=planned,
        new_people=["Mo Farr"],
        said="We need it by May.",
        promised="Send the audit trail",
        next_at=NOW + timedelta(7),
    )
    step = undo.find_latest(viewer=town.ben, since=NOW)
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert queries.count_touchpoints(viewer=town.ben) == 0
    assert promise_queries.count_open(viewer=town.ben) == 0
    assert [row.id for row in queries.list_appointments(viewer=town.ben)] == [planned]
    assert "Mo Farr" not in {row.name for row in account_queries.list_contacts(viewer=town.ben)}
    assert Standing.objects.visible_to(town.ben).get(pk=town.harrow).two_way_at is None


def test_our_mail_answers_theirs(town: Town):
    operations.record_touchpoint(
        medium="email",
        started_at=NOW - timedelta(3),
        speakers=[Speaker(contact=town.ana)],
        lines=[Line("When will it come?", 0)],
        account=town.harrow,
        direction="theirs",
        viewer=town.ben,
        at=NOW,
    )
    assert Standing.objects.visible_to(town.ben).get(pk=town.harrow).owed_since == NOW - timedelta(3)
    logged = _log(town, medium="email", direction="ours", said="Ana: it comes on Monday.", wording="exact")
    assert Standing.objects.visible_to(town.ben).get(pk=town.harrow).owed_since is None
    assert _turns(town, logged.touchpoint) == [("Ben", True, "Ana: it comes on Monday.")]


def test_a_promise_that_cannot_be_kept_so_leaves_nothing_behind(town: Town):
    with pytest.raises(checks.StillToCome):
        _log(town, started_at=NOW + timedelta(3), promised="Send the audit trail")
    assert promise_queries.count_open(viewer=town.ben) == 0


def test_an_account_that_is_not_there_is_not_found(town: Town):
    with pytest.raises(NotFound):
        _log(town, account="account_none")


def test_a_line_is_understood_before_it_is_kept(town: Town):
    understood = logging.understand_promise(
        "They send us the plans by tomorrow", account=town.harrow, viewer=town.ben, at=NOW
    )
    assert (understood.direction, understood.due_on) == ("theirs", date(2026, 11, 20))


def test_a_promise_made_of_words_answers_them(town: Town):
    logged = _log(town, contacts=[town.ana, town.derek], said="Derek: The pump is out again.")
    Worker().run_until_idle()
    (words,) = verbatim_queries.list_newest(viewer=town.ben)
    logging.promise_of_words(
        touchpoint=logged.touchpoint,
        promised="Bring a pump by tomorrow",
        verbatim=words.id,
        viewer=town.ben,
        at=NOW,
    )
    (promise,) = promise_queries.list_open(viewer=town.ben, account=town.harrow)
    assert (promise.text, promise.contact, promise.verbatim_id) == ("Bring a pump", "Derek Lumb", words.id)


def test_a_conversation_shows_each_sentence_in_its_place(town: Town):
    logged = _log(town, said="The pump is out. We wait for weeks.\nMe: I will ask.")
    Worker().run_until_idle()
    conversation = conversations.get_conversation(logged.touchpoint, viewer=town.ben)
    theirs, ours = conversation.spoken
    assert "".join(stretch.text for stretch in theirs.stretches) == theirs.turn.text
    assert [stretch.text for stretch in theirs.stretches if stretch.verbatim] == [
        "The pump is out.",
        "We wait for weeks.",
    ]
    assert [stretch.verbatim for stretch in ours.stretches] == [None]


def test_the_conversations_of_an_account_are_those_that_anybody_there_took_part_in(town: Town):
    own = _log(town, said="The pump is out.").touchpoint
    shared = _log(town, account=town.luddon, contacts=[town.kim, town.derek]).touchpoint
    _log(town, account=town.luddon, contacts=[town.kim])
    page = conversations.list_told(town.harrow, viewer=town.ben)
    assert {told.row.id for told in page.rows} == {own, shared}


def test_older_conversations_follow_without_a_gap(town: Town):
    made = [_log(town, started_at=NOW - timedelta(day // 2)).touchpoint for day in range(5)]
    seen, older = [], ""
    while True:
        page = touchpoint_conversations.list_of_account(town.harrow, viewer=town.ben, older_than=older, size=2)
        seen += [row.id for row in page.rows]
        older = page.older
        if not older:
            break
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(set(seen))


def test_our_mail_answers_theirs_also_where_it_was_planned(town: Town):
    operations.record_touchpoint(
        medium="email",
        started_at=NOW - timedelta(3),
        speakers=[Speaker(contact=town.ana)],
        lines=[Line("When will it come?", 0)],
        account=town.harrow,
        direction="theirs",
        viewer=town.ben,
        at=NOW,
    )
    planned = operations.plan_appointment(
        account=town.harrow, starts_at=NOW, medium="email", why="Answer Ana", viewer=town.ben, at=NOW
    )
    _log(town, medium="email", direction="ours", said="It comes on Monday.", wording="exact", appointment=planned)
    assert Standing.objects.visible_to(town.ben).get(pk=town.harrow).owed_since is None
    assert queries.get_appointment(planned, viewer=town.ben).state == "logged"
