import importlib
from datetime import timedelta

import pytest
from django.apps import apps

from closeknit.analysis.research.bank import FIRST_QUESTIONS
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.research import checks, operations, queries
from closeknit.research.models import Question, QuestionVersion
from tests.conftest import NOW, Cast
from tests.operations.research.conftest import Ask, Town, question_called


def texts(cast: Cast | Town) -> list[str]:
    return [one.text for one in queries.list_bank(viewer=cast.ben)]


def take_back(cast: Cast | Town) -> None:
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)


def test_a_new_house_begins_with_the_six(cast: Cast):
    assert texts(cast) == [one.text for one in FIRST_QUESTIONS]
    assert [one.certainty for one in queries.list_bank(viewer=cast.ben)] == ["", "rivals", "cost", "", "cost", "rivals"]


def test_a_house_that_was_there_before_gets_them_once(cast: Cast):
    QuestionVersion.objects.unscoped(reason="test").delete()
    Question.objects.unscoped(reason="test").delete()
    migration = importlib.import_module("closeknit.research.migrations.0002_first_questions")
    migration.begin_bank(apps, None)
    migration.begin_bank(apps, None)
    assert texts(cast) == [one.text for one in FIRST_QUESTIONS]


def test_a_question_is_added_behind_the_others_and_taken_back(cast: Cast):
    operations.add_question(text="  What would   you miss? ", certainty="rivals", viewer=cast.ben, at=NOW)
    assert texts(cast)[-1] == "What would you miss?"
    take_back(cast)
    assert len(texts(cast)) == 6


@pytest.mark.parametrize("text", ["", " ?! ", "x" * 301, "how CAN we serve you better?"])
def test_words_that_nobody_could_ask_are_refused(cast: Cast, text: str):
    with pytest.raises(checks.BadQuestion):
        operations.add_question(text=text, viewer=cast.ben, at=NOW)


def test_the_bank_has_an_end(cast: Cast):
    for number in range(checks.MOST_QUESTIONS - 6):
        operations.add_question(text=f"Question {number}?", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.BadQuestion, match="Retire one first"):
        operations.add_question(text="One more?", viewer=cast.ben, at=NOW)


def test_a_question_that_is_reworded_is_asked_anew_and_old_answers_keep_their_words(town: Town, ask: Ask):
    old = ask("How can we", "Answer the phone.")
    question = question_called("How can we", town.ben).id
    operations.reword_question(question=question, text="What should we do better?", viewer=town.ben, at=NOW)
    new = ask("What should we", "Come by.")
    asked = {row.id: (row.asked, row.version) for row in queries.list_answers(viewer=town.ben, question=question)}
    assert asked == {old: ("How can we serve you better?", 1), new: ("What should we do better?", 2)}
    assert [(one.number, one.n_answers) for one in queries.list_versions(question, viewer=town.ben)] == [(2, 1), (1, 1)]


def test_a_wording_that_was_answered_cannot_be_taken_back(town: Town, ask: Ask):
    question = question_called("How can we", town.ben).id
    operations.reword_question(
        question=question, text="What should we do better?", viewer=town.ben, at=NOW + timedelta(seconds=1)
    )
    step = undo.find_latest(viewer=town.ben, since=NOW)
    ask("What should we", "Come by.")
    assert step is not None
    with pytest.raises(undo.TouchedSince):
        undo.take_back(step=step.pk, viewer=town.ben, at=NOW)


def test_the_same_words_are_no_new_wording(cast: Cast):
    question = question_called("How can we", cast.ben).id
    with pytest.raises(checks.BadQuestion, match="words that it has now"):
        operations.reword_question(question=question, text="How can we serve you better?", viewer=cast.ben, at=NOW)


def test_questions_move_retire_and_come_back(cast: Cast):
    first = queries.list_bank(viewer=cast.ben)[0]
    operations.move_question(question=first.id, places=2, viewer=cast.ben, at=NOW)
    assert texts(cast)[2] == first.text
    operations.retire_question(question=first.id, viewer=cast.ben, at=NOW)
    assert first.text not in texts(cast)
    with pytest.raises(checks.WrongState):
        operations.retire_question(question=first.id, viewer=cast.ben, at=NOW)
    with pytest.raises(checks.WrongState):
        operations.move_question(question=first.id, places=1, viewer=cast.ben, at=NOW)
    operations.bring_back_question(question=first.id, viewer=cast.ben, at=NOW)
    assert texts(cast)[-1] == first.text
    with pytest.raises(checks.WrongState):
        operations.bring_back_question(question=first.id, viewer=cast.ben, at=NOW)


def test_what_a_question_listens_for_is_chosen(cast: Cast):
    first = queries.list_bank(viewer=cast.ben)[0]
    operations.choose_certainty(question=first.id, certainty="cost", viewer=cast.ben, at=NOW)
    assert queries.get_question(first.id, viewer=cast.ben).certainty == "cost"
    with pytest.raises(checks.BadQuestion):
        operations.choose_certainty(question=first.id, certainty="weather", viewer=cast.ben, at=NOW)


def test_who_only_hands_in_does_not_word_the_bank(cast: Cast):
    with pytest.raises(NotAllowed):
        operations.add_question(text="What now?", viewer=cast.gita, at=NOW)


def test_a_question_that_is_not_there_is_not_found(cast: Cast):
    with pytest.raises(NotFound):
        operations.retire_question(question="question_0", viewer=cast.ben, at=NOW)
