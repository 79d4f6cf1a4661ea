from datetime import timedelta

import pytest

from closeknit.analysis.kinds import TodayClass
from closeknit.circle import operations as circle_operations
from closeknit.kit import undo
from closeknit.promises import queries as promise_queries
from closeknit.research import checks, queries
from closeknit.today import answering, brief, logging
from closeknit.today import queries as today_queries
from closeknit.today.answering import Answered
from closeknit.touchpoints import checks as touchpoint_checks
from closeknit.touchpoints import queries as touchpoint_queries
from tests.conftest import NOW
from tests.operations.research.conftest import Ask, Town, question_called, words, work


def log(town: Town, *answers: Answered, **more: object) -> logging.Logged:
    given = {"account": town.harrow, "medium": "call", "started_at": NOW, "contacts": [town.ana]} | more
    return logging.log_call(viewer=town.ben, at=NOW, answers=answers, **given)  # type: ignore[arg-type]


def to(town: Town, start: str, said: str = "", **more: str) -> Answered:
    return Answered(version=question_called(start, town.ben).version_id, words=said, **more)


def test_what_was_answered_stands_in_the_talk_with_its_question(town: Town):
    logged = log(town, to(town, "How will", "Costs must fall."), said="Ana: Good morning.")
    turns = touchpoint_queries.get_touchpoint(logged.touchpoint, viewer=town.ben).turns
    assert [(turn.text, turn.prompt) for turn in turns] == [
        ("Good morning.", ""),
        ("Costs must fall.", "How will changes in the economy touch you?"),
    ]
    (answer,) = queries.list_of_touchpoint(logged.touchpoint, viewer=town.ben)
    assert (answer.contact, answer.words, answer.told_by) == ("Ana Costa", "Costs must fall.", "Ben")


def test_words_in_quotation_marks_are_their_very_words(town: Town):
    log(town, to(town, "How will", "“Costs must fall.”"), to(town, "How are", "They like it."))
    work()
    assert [(one.text, one.wording) for one in words(town.ben)] == [
        ("Costs must fall.", "exact"),
        ("They like it.", "reported"),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("“Yes.”", ("Yes.", "exact")),
        ('  "We wait." ', ("We wait.", "exact")),
        ("She said “yes”.", ("She said “yes”.", "")),
        ('"Yes" and "no"', ('"Yes" and "no"', "")),
        ("“”", ("“”", "")),
        ("«Oui.»", ("Oui.", "exact")),
    ],
)
def test_only_what_is_quoted_from_end_to_end_is_exact(typed: str, read: tuple[str, str]):
    assert answering.read_quoted(typed) == read


def test_somebody_else_who_answers_is_added_to_the_talk(town: Town):
    logged = log(town, to(town, "How are", "Fine.", contact=town.kim))
    (answer,) = queries.list_of_touchpoint(logged.touchpoint, viewer=town.ben)
    assert answer.contact == "Kim Ray"


def test_a_promise_that_an_answer_led_to_is_made_and_leads_back_to_it(town: Town):
    logged = log(town, to(town, "What can I", "Drawings.", outcome="promise", outcome_text="Send the drawings to Ana"))
    (answer,) = queries.list_of_touchpoint(logged.touchpoint, viewer=town.ben)
    (promise,) = promise_queries.list_open(viewer=town.ben, account=town.harrow)
    assert "drawings" in promise.text
    assert promise_queries.list_of_answers([answer.id], viewer=town.ben) == {answer.id: promise.id}


def test_an_answer_is_settled_with_a_promise_afterwards(town: Town, ask: Ask):
    answer = ask("What can I", "Drawings.")
    logging.settle_answer(answer=answer, outcome="promise", text="Send them by Friday", viewer=town.ben, at=NOW)
    assert answer in promise_queries.list_of_answers([answer], viewer=town.ben)


def test_one_undo_takes_the_talk_with_its_answers_and_promises_back(town: Town):
    log(town, to(town, "What can I", "Drawings.", outcome="promise", outcome_text="Send the drawings to Ana"))
    step = undo.find_latest(viewer=town.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert queries.list_answers(viewer=town.ben) == []
    assert promise_queries.list_open(viewer=town.ben) == []


def test_a_bad_outcome_keeps_nothing_of_the_talk(town: Town):
    with pytest.raises(checks.BadOutcome):
        log(town, to(town, "How are", "Fine.", outcome="idea"))
    assert touchpoint_queries.list_touchpoints(viewer=town.ben) == []


def test_answers_of_a_day_to_come_are_refused_with_a_sentence(town: Town):
    with pytest.raises(touchpoint_checks.StillToCome, match="still to come"):
        log(town, to(town, "How are", "Fine."), started_at=NOW + timedelta(2))


def test_today_asks_what_nobody_there_was_ever_asked(town: Town):
    circle_operations.move_account(account=town.harrow, to_stage="partner", reason="x", viewer=town.ben, at=NOW)
    log(town, to(town, "How can we", "Answer the phone."))
    (call,) = [one for one in today_queries.list_today(viewer=town.ben, at=NOW).calls if one.account.id == town.harrow]
    assert call.class_code == TodayClass.ASK
    assert call.reasons[0].sentence == "Nobody has asked them yet, “How are we doing in serving you?” and 4 more"


def test_the_brief_names_what_to_ask_and_what_they_said_last(town: Town, ask: Ask):
    ask("How will", "Costs must fall.", days_ago=200)
    page = brief.get_brief(town.harrow, viewer=town.ben, at=NOW, zone="Europe/London", contact=town.ana)
    (part,) = [one for one in page.parts if one.name == "questions"]
    lines = {line.text: line.fact for line in part.lines}
    assert lines["How will changes in the economy touch you?"] == "another time; the last time: Costs must fall."
    assert lines["How can we serve you better?"] == "nobody at Harrow Fell has ever answered it"
