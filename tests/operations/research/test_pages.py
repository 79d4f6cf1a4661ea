from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.kit import clock
from closeknit.promises import queries as promise_queries
from closeknit.research import operations, queries
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints import queries as touchpoint_queries
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.research.conftest import Ask, Town, question_called, words, work


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def page(town: Town, route: str, *arguments: str, **asked: str) -> str:
    answer = open_browser(town.ben).get(reverse(route, args=arguments), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def log(town: Town, **typed: object):
    given = {"account": "Harrow Fell", "people": [town.ana], "medium": "call", "started_at": "2026-11-19T08:30"}
    return open_browser(town.ben).post(reverse("touchpoint_new"), given | typed)


def key(town: Town, start: str) -> str:
    return question_called(start, town.ben).version_id


def test_the_bank_says_how_far_each_question_has_come(town: Town, ask: Ask):
    ask("How will", "We must save.", days_ago=2)
    shown = page(town, "questions")
    assert "How will changes in the economy touch you?" in shown
    assert "asked 1 time " in shown
    assert "Nobody was asked yet" in shown
    assert "listens for cost pressure" in shown


def test_one_question_is_read_across_accounts(town: Town, ask: Ask):
    ask("How will", "We must save.", days_ago=2)
    ask("How will", "We hire.", days_ago=9, contact=town.kim)
    shown = page(town, "question", question_called("How will", town.ben).id)
    assert shown.index("We must save.") < shown.index("We hire.")
    assert "Luddon Bakery" in shown


def test_one_account_is_read_across_the_years(town: Town, ask: Ask):
    ask("How will", "We must save.", days_ago=2)
    ask("How will", "We hire.", days_ago=500)
    shown = page(town, "account_questions", town.harrow)
    assert shown.index("We must save.") < shown.index("We hire.")
    assert "1 of 6 standing questions answered within a year" in shown
    assert "Nobody at Harrow Fell has ever answered it" in shown


def test_the_account_page_names_the_next_question(town: Town):
    shown = page(town, "account", town.harrow)
    assert "0 of 6 standing questions answered within a year" in shown
    assert "Next: <b>How can we serve you better?</b>" in shown


def test_the_form_of_a_talk_offers_few_questions_with_the_last_words(town: Town, ask: Ask):
    ask("How will", "We must save.", days_ago=200)
    shown = page(town, "question_offers", account="Harrow Fell", people=town.ana)
    before, _, others = shown.partition("Another question")
    assert before.count('data-test="asked"') == 3
    assert others.count('data-test="asked"') == 3
    assert "We must save." in others


def test_what_is_typed_survives_when_another_person_is_ticked(town: Town):
    one = key(town, "How are")
    shown = page(town, "question_offers", account="Harrow Fell", people=town.ana, **{f"answer-{one}": "Fine <so far>"})
    assert "Fine &lt;so far&gt;</textarea>" in shown
    assert f'value="{one}" checked' in shown


def test_without_an_account_nothing_is_offered(town: Town):
    assert "asked" not in page(town, "question_offers", account="Nowhere")


def test_a_question_is_ticked_while_logging_and_its_answer_is_kept(town: Town):
    one = key(town, "How are")
    answer = log(town, asked=[one], **{f"answer-{one}": "“The line is down.”"})
    assert answer.status_code == 302
    (kept,) = queries.list_answers(viewer=town.ben)
    assert (kept.words, kept.wording, kept.contact) == ("The line is down.", "exact", "Ana Costa")


def test_what_is_wrong_with_an_answer_is_said_and_nothing_is_lost(town: Town):
    one = key(town, "How are")
    typed = {"asked": [one], f"answer-{one}": "Fine.", f"outcome-{one}": "promise", "said": "Ana: Good morning."}
    answer = log(town, **typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Say what is promised, in a line." in shown
    assert "Fine.</textarea>" in shown
    assert "Ana: Good morning." in shown
    assert touchpoint_queries.list_touchpoints(viewer=town.ben) == []


def test_a_question_retired_while_somebody_types_keeps_its_answer(town: Town):
    one = key(town, "How are")
    operations.retire_question(question=question_called("How are", town.ben).id, viewer=town.ben, at=NOW)
    log(town, asked=[one], **{f"answer-{one}": "Fine."})
    assert [row.words for row in queries.list_answers(viewer=town.ben)] == ["Fine."]


def test_a_talk_of_a_day_to_come_keeps_what_was_typed(town: Town):
    one = key(town, "How are")
    answer = log(town, started_at="2027-01-01T09:00", asked=[one], **{f"answer-{one}": "Fine."})
    assert answer.status_code == 422
    assert "That day is still to come" in answer.content.decode()
    assert "Fine.</textarea>" in answer.content.decode()


def test_what_came_of_an_answer_is_noted_on_its_page(town: Town, ask: Ask):
    answer = ask("What can I", "Drawings.")
    browser = open_browser(town.ben)
    browser.post(reverse("answer_outcome", args=[answer]), {"outcome": "promise", "text": "Send them by Friday"})
    (promise,) = promise_queries.list_open(viewer=town.ben, account=town.harrow)
    shown = page(town, "question", question_called("What can I", town.ben).id)
    assert reverse("promise", args=[promise.id]) in shown
    browser.post(reverse("answer_outcome", args=[answer]), {"outcome": "hassle", "text": "They lack drawings"})
    assert "They lack drawings" in page(town, "questions")


def test_the_bank_is_worded_on_its_pages(town: Town):
    browser = open_browser(town.ben)
    browser.post(reverse("question_new"), {"text": "What would you miss?", "certainty": "rivals"})
    new = question_called("What would", town.ben)
    browser.post(reverse("question_place", args=[new.id]), {"act": "up"})
    browser.post(reverse("question_wording", args=[new.id]), {"text": "What would you miss first?"})
    browser.post(reverse("question_certainty", args=[new.id]), {"certainty": ""})
    assert [one.text for one in queries.list_bank(viewer=town.ben)][5] == "What would you miss first?"
    browser.post(reverse("question_retirement", args=[new.id]), {"act": "retire"})
    assert "What would you miss first?" in page(town, "questions").partition("No longer asked")[2]
    refused = browser.post(reverse("question_new"), {"text": "???"}, follow=True)
    assert "Write the question as you would ask it." in refused.content.decode()


def test_words_of_a_transcript_are_kept_as_an_answer(town: Town):
    touchpoint = touchpoint_operations.capture_words(
        words="We have to cut the budget.", account=town.harrow, contact=town.ana, wording="exact",
        said_at=NOW - timedelta(40), viewer=town.ben, at=NOW,
    )  # fmt: skip
    work()
    (said,) = words(town.ben)
    assert "These words answer" in page(town, "touchpoint", touchpoint, verbatim=said.pk)
    asked = {"verbatim": said.pk, "question": question_called("How will", town.ben).id}
    open_browser(town.ben).post(reverse("touchpoint_answers", args=[touchpoint]), asked)
    assert "What we asked" in page(town, "touchpoint", touchpoint)
    open_browser(town.ben).post(reverse("touchpoint_answers", args=[touchpoint]), {"verbatim": said.pk})
    assert len(queries.list_answers(viewer=town.ben)) == 1
