from datetime import timedelta

from closeknit.kit import clock
from closeknit.needs import operations, queries
from closeknit.touchpoints.drafts import Speaker
from closeknit.verbatims import operations as verbatim_operations
from tests.conftest import NOW
from tests.operations.needs.conftest import PHONE, Heard, texts_of
from tests.operations.verbatims.conftest import Tell, work


def test_needs_of_most_accounts_come_first_whatever_is_said_how_often(heard: Heard, tell: Tell):
    # Ana alone says the one thing twenty times more; the accounts that say it stay as many.
    before = {row.id: row.n_accounts for row in queries.list_needs(viewer=heard.ben, at=NOW)}
    for number in range(20):
        tell(f"We have to copy number {number} by hand into the spreadsheet.")
    work()
    rows = queries.list_needs(viewer=heard.ben, at=NOW)
    assert [row.n_accounts for row in rows] == sorted((row.n_accounts for row in rows), reverse=True)
    assert {row.id: row.n_accounts for row in rows}[heard.copies] == before[heard.copies]


def test_a_need_shows_its_words_by_account_newest_account_first(heard: Heard):
    page = queries.get_need(heard.phone, viewer=heard.ben, at=NOW)
    said = {one.words.text for account in page.accounts for one in account.words}
    assert said == texts_of(heard.ben, heard.phone)
    days = [account.last_said_on for account in page.accounts]
    assert days == sorted(days, reverse=True)
    assert all(one.words.account_id == account.account_id for account in page.accounts for one in account.words)


def test_the_words_of_one_account_can_be_shown_alone(heard: Heard):
    account = queries.get_need(heard.phone, viewer=heard.ben, at=NOW).accounts[0].account_id
    page = queries.get_need(heard.phone, viewer=heard.ben, at=NOW, account=account)
    assert [one.account_id for one in page.accounts] == [account]


def test_months_without_a_word_are_shown_too(heard: Heard, tell: Tell):
    tell([(Speaker(contact=heard.town.ana), PHONE[0])], days_ago=130)
    work()
    months = queries.get_need(heard.phone, viewer=heard.ben, at=NOW).months
    assert [one.month.isoformat() for one in months] == [
        "2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01",
    ]  # fmt: skip
    assert [one.n_sentences for one in months[:3]] == [1, 0, 0]


def test_needs_of_an_account_come_with_its_own_words(heard: Heard):
    voiced = queries.list_needs_of_account(heard.town.harrow, viewer=heard.ben)
    assert {one.id for one in voiced} == {heard.phone, heard.copies}
    assert {one.words.account_id for one in voiced} == {heard.town.harrow}
    assert all(one.n_accounts >= 4 for one in voiced)


def test_words_tell_which_needs_they_stand_for_and_dismissed_ones_are_silent(heard: Heard):
    word = queries.list_evidence_ids(heard.phone, viewer=heard.ben)[0]
    assert [need for need, _ in queries.list_needs_of_words([word], viewer=heard.ben)[word]] == [heard.phone]
    operations.dismiss_need(need=heard.phone, reason="", viewer=heard.ben, at=NOW)
    assert queries.list_needs_of_words([word], viewer=heard.ben) == {}


def test_a_list_of_needs_costs_the_same_few_queries(heard: Heard, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        queries.list_needs(viewer=heard.ben, at=NOW)
    with django_assert_max_num_queries(14):
        queries.get_need(heard.phone, viewer=heard.ben, at=NOW)


def test_a_need_that_more_accounts_say_than_before_is_counted_so(heard: Heard):
    with clock.frozen(NOW):
        operations.count_all_anew(viewer=heard.town.alice, at=NOW)
        operations.count_needs(viewer=heard.town.alice, at=NOW)
    trend = queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need.trend
    assert (trend.n_lately, trend.n_before) == (
        queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need.n_accounts,
        0,
    )
    operations.count_all_anew(viewer=heard.town.alice, at=NOW)
    operations.count_needs(viewer=heard.town.alice, at=NOW + timedelta(80))
    trend = queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need.trend
    assert trend.n_lately == 0 < trend.n_before


def test_what_is_not_heard_yet_stands_for_nothing(heard: Heard, tell: Tell):
    tell("I would like to see the results on my phone.")
    while verbatim_operations.cut_next(viewer=heard.town.alice, at=NOW):
        pass
    assert "I would like to see the results on my phone." not in texts_of(heard.ben, heard.phone)
