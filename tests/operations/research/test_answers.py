from datetime import timedelta

import pytest

from closeknit.accounts import queries as account_queries
from closeknit.circle import operations as circle_operations
from closeknit.kit import undo
from closeknit.kit.refusals import NotFound
from closeknit.research import checks, operations, queries
from closeknit.research.models import Answer
from closeknit.research.operations import Given
from closeknit.touchpoints import holds
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.verbatims.models import Signal
from tests.conftest import NOW
from tests.operations.research.conftest import Ask, Town, question_called, words, work


def offers(town: Town, contact: str = "") -> queries.OfferedQuestions:
    account = account_queries.get_account(town.harrow, viewer=town.ben)
    person = account_queries.get_contact(contact or town.ana, viewer=town.ben)
    return queries.offer_questions(account, person, viewer=town.ben, at=NOW, zone="Europe/London")


def codes(town: Town, text: str) -> set[str]:
    signals = Signal.objects.visible_to(town.ben).filter(verbatim__text=text, is_on=True, decided_by=town.ben.id)
    return set(signals.values_list("code", flat=True))


def test_an_answer_is_kept_by_question_person_day_and_asker(town: Town, ask: Ask):
    answer = queries.get_answer(ask("How will", "We must save ten per cent.", days_ago=3), viewer=town.ben)
    assert (answer.asked, answer.contact, answer.asked_by, answer.asked_on) == (
        "How will changes in the economy touch you?",
        "Ana Costa",
        "Ben",
        (NOW - timedelta(3)).date(),
    )
    assert (answer.words, answer.told_by, answer.account) == ("We must save ten per cent.", "Ben", "Harrow Fell")


def test_the_words_of_an_answer_are_verbatims_that_know_the_question(town: Town, ask: Ask):
    ask("How will", "We must save ten per cent.")
    work()
    (said,) = words(town.ben)
    assert (said.text, said.wording, said.turn.prompt) == (
        "We must save ten per cent.",
        "reported",
        "How will changes in the economy touch you?",
    )


def test_the_reach_at_an_account_says_what_is_offered_to_anybody_there(town: Town, ask: Ask):
    ask("How will", "We must save ten per cent.", days_ago=200)
    ask("How are")
    account = account_queries.get_account(town.harrow, viewer=town.ben)
    offered = queries.offer_questions(account, None, viewer=town.ben, at=NOW, zone="Europe/London")
    reached = queries.measure_reach(account, viewer=town.ben, at=NOW, zone="Europe/London")
    assert reached.answered == {one.question.id: one.last.asked_on if one.last else None for one in offered.all}
    assert sum(day is not None for day in reached.answered.values()) == 1
    assert (reached.next, reached.why) == (offered.ask[0].question.text, offered.ask[0].reasons[0])


def test_a_question_can_be_asked_and_not_answered(town: Town, ask: Ask):
    answer = queries.get_answer(ask("How will"), viewer=town.ben)
    assert (answer.words, answer.told_by) == ("", "")


def test_the_field_shows_what_this_person_said_last_else_a_colleague(town: Town, ask: Ask):
    ask("How will", "It is fine.", days_ago=400)
    ask("How will", "We must save.", days_ago=200)
    shown = {one.question.text[:8]: one for one in offers(town).all}
    assert shown["How will"].last is not None
    assert (shown["How will"].last.words, shown["How will"].is_their_own) == ("We must save.", True)
    assert shown["How are "].last is None


def test_what_was_asked_lately_rests(town: Town, ask: Ask):
    ask("How can", "Answer the phone.", days_ago=10)
    found = offers(town)
    assert [one.question.text[:7] for one in found.resting] == ["How can"]
    assert len(found.ask) == 2
    assert len(found.all) == 6


@pytest.mark.parametrize("outcome", ["promise", "hassle", "idea"])
def test_what_came_of_an_answer_needs_its_line(town: Town, ask: Ask, outcome: str):
    answer = ask("What are your big", "The paper.")
    with pytest.raises(checks.BadOutcome):
        operations.settle_answer(answer=answer, outcome=outcome, text="  ", viewer=town.ben, at=NOW)
    operations.settle_answer(answer=answer, outcome=outcome, text=" Less paper ", viewer=town.ben, at=NOW)
    found = queries.get_answer(answer, viewer=town.ben)
    assert (found.outcome, found.outcome_text) == (outcome, "Less paper")
    assert [one.id for one in queries.list_outcomes(outcome, viewer=town.ben)] == [answer]


def test_an_outcome_is_taken_back(town: Town, ask: Ask):
    answer = ask("What are your big", "The paper.")
    operations.settle_answer(answer=answer, outcome="nothing", viewer=town.ben, at=NOW + timedelta(seconds=2))
    step = undo.find_latest(viewer=town.ben, since=NOW + timedelta(seconds=1))
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert queries.get_answer(answer, viewer=town.ben).outcome == ""


@pytest.mark.parametrize(("outcome", "signal"), [("luck", ""), ("signal", ""), ("signal", "weather")])
def test_an_outcome_that_nobody_knows_is_refused(town: Town, ask: Ask, outcome: str, signal: str):
    with pytest.raises(checks.BadOutcome):
        operations.settle_answer(answer=ask("How will", "Hm."), outcome=outcome, signal=signal, viewer=town.ben, at=NOW)


def test_a_signal_said_while_logging_is_laid_on_the_words_when_they_are_heard(town: Town, ask: Ask):
    ask("How will", "Hm. The board looks at every single invoice now.", outcome="signal", signal="cost_cut")
    assert codes(town, "The board looks at every single invoice now.") == set()
    work()
    assert codes(town, "The board looks at every single invoice now.") == {"cost_cut"}
    assert not Answer.objects.visible_to(town.ben).filter(is_marked=False, outcome="signal").exists()


def test_a_signal_said_afterwards_is_laid_on_the_words_at_once(town: Town, ask: Ask):
    answer = ask("How will", "Hm. The board looks at every single invoice now.")
    work()
    operations.settle_answer(answer=answer, outcome="signal", signal="cost_cut", viewer=town.ben, at=NOW)
    assert codes(town, "The board looks at every single invoice now.") == {"cost_cut"}


def test_words_that_were_there_can_answer_a_question_once(town: Town):
    touchpoint = touchpoint_operations.capture_words(
        words="We have to cut the budget.", account=town.harrow, contact=town.ana, wording="exact",
        said_at=NOW - timedelta(40), viewer=town.ben, at=NOW,
    )  # fmt: skip
    work()
    (said,) = words(town.ben)
    question = question_called("How will", town.ben).id
    operations.link_answer(question=question, verbatim=said.pk, viewer=town.ben, at=NOW)
    with pytest.raises(checks.AnsweredAlready):
        operations.link_answer(question=question, verbatim=said.pk, viewer=town.ben, at=NOW)
    (answer,) = queries.list_of_touchpoint(touchpoint, viewer=town.ben)
    assert (answer.words, answer.contact, answer.is_linked) == ("We have to cut the budget.", "Ana Costa", True)
    assert "answer to a standing question" in holds.find_held([touchpoint], viewer=town.ben)[touchpoint].what


def test_an_answer_can_be_taken_away_and_the_words_stay(town: Town, ask: Ask):
    answer = ask("How will", "We must save.")
    work()
    operations.remove_answer(answer=answer, viewer=town.ben, at=NOW)
    assert queries.list_answers(viewer=town.ben) == []
    assert [one.text for one in words(town.ben)] == ["We must save."]


def test_answers_go_with_their_conversation_and_come_back_with_it(town: Town, ask: Ask):
    answer = queries.get_answer(ask("How will", "We must save."), viewer=town.ben)
    later = NOW + timedelta(seconds=5)
    touchpoint_operations.remove_touchpoint(touchpoint=answer.touchpoint_id, viewer=town.ben, at=later)
    assert queries.list_answers(viewer=town.ben) == []
    step = undo.find_latest(viewer=town.ben, since=later)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=later)
    assert [one.words for one in queries.list_answers(viewer=town.ben)] == ["We must save."]


def test_a_question_retired_meanwhile_keeps_its_answer(town: Town, ask: Ask):
    operations.retire_question(question=question_called("How will", town.ben).id, viewer=town.ben, at=NOW)
    assert queries.get_answer(ask("How will", "We must save."), viewer=town.ben).words == "We must save."


def test_a_question_that_is_gone_is_said_and_nothing_is_kept(town: Town, ask: Ask):
    touchpoint = queries.get_answer(ask("How will"), viewer=town.ben).touchpoint_id
    with pytest.raises(NotFound, match="not in the bank any more"):
        operations.record_answers(touchpoint=touchpoint, answers=[Given(version="v_0")], viewer=town.ben, at=NOW)


def test_reach_counts_accounts_that_answered_within_a_year(town: Town, ask: Ask):
    ask("How will", "We must save.", days_ago=10)
    ask("How will", "All is well.", days_ago=500, contact=town.kim)
    ask("How are", days_ago=5)
    reach, _ = queries.count_reach(viewer=town.ben, at=NOW)
    economy, doing = reach[question_called("How will", town.ben).id], reach[question_called("How are", town.ben).id]
    assert (economy.n_accounts, economy.n_answers) == (1, 2)
    assert (doing.n_accounts, doing.n_answers) == (0, 1)


def test_only_near_accounts_that_we_spoke_with_are_named_for_what_they_were_never_asked(town: Town, ask: Ask):
    accounts = account_queries.select_owned("", viewer=town.ben)
    ask("How will", "We must save.", days_ago=10)
    ask("How will", "We must save.", days_ago=10, contact=town.kim)
    assert queries.list_never_asked(accounts, viewer=town.ben) == {}
    circle_operations.move_account(account=town.harrow, to_stage="partner", reason="x", viewer=town.ben, at=NOW)
    found = queries.list_never_asked(accounts, viewer=town.ben)
    assert list(found) == [town.harrow]
    assert len(found[town.harrow]) == 5
    assert "How will changes in the economy touch you?" not in found[town.harrow]
