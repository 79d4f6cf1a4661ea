"""The pages of the ledger: sums, picture, lines, baselines, answers, and the table to take along."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client

from closeknit.accounts import operations as account_operations
from closeknit.analysis.ledger.lines import Amount
from closeknit.kit import clock
from closeknit.promises.ledger import queries
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import operations as verbatims
from closeknit.verbatims import queries as verbatim_queries
from closeknit.web.ledger.forms import read_amount
from tests.conftest import NOW, Cast
from tests.operations.promises.conftest import open_browser

SAID = {
    "text": "Typing saved", "kind": "benefit", "side": "theirs", "amount": "£1,200", "period_from": "2026-04-01",
    "period_until": "2026-06-30", "baseline": "", "contact": "", "how": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _at_nine() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.ben)


@pytest.fixture
def account(cast: Cast) -> str:
    return account_operations.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, viewer=cast.ben, at=NOW)


@pytest.fixture
def saskia(cast: Cast, account: str) -> str:
    return account_operations.add_contact(account=account, name="Saskia de Wit", viewer=cast.ben, at=NOW)


def _text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _propose(browser: Client, cast: Cast, account: str, **more: str) -> str:
    browser.post(f"/accounts/{account}/ledger/lines/", SAID | more)
    return max(row.id for row in queries.get_ledger(account, viewer=cast.ben).entries)


@pytest.mark.parametrize(
    ("typed", "measured_in"),
    [("£1,200", "GBP"), ("1200 EUR", "EUR"), ("410 hours", "hours"), ("12 %", "%"), ("3,5 days", "days")],
)
def test_how_much_of_what_is_understood(typed: str, measured_in: str):
    assert read_amount(typed).measured_in == measured_in


@pytest.mark.parametrize("typed", ["1200", "a lot", "£", "hours"])
def test_how_much_of_nothing_is_refused(typed: str):
    with pytest.raises(ValidationError, match="how much of what"):
        read_amount(typed)


def test_an_empty_ledger_says_how_to_begin(browser: Client, account: str):
    assert "Agree a baseline before you begin" in _text(browser.get(f"/accounts/{account}/ledger/"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"amount": "-£5"}, "without a minus"),
        ({"amount": "0 hours"}, "Nothing is no line"),
        ({"period_until": "2026-12-24"}, "still to come"),
        ({"amount": "1200"}, "how much of what"),
    ],
)
def test_what_cannot_be_is_said_on_the_form_with_all_that_was_typed(
    browser: Client, account: str, said: dict[str, str], words: str
):
    page = browser.post(f"/accounts/{account}/ledger/lines/", SAID | said)
    assert (page.status_code, words in _text(page)) == (422, True)
    assert 'value="Typing saved"' in page.content.decode()


def test_their_answer_is_written_down_with_who_and_how(browser: Client, cast: Cast, account: str, saskia: str):
    entry = _propose(browser, cast, account)
    assert "Without a baseline" in _text(browser.get(f"/ledger/{entry}/"))
    answer = {
        "side": "theirs",
        "state": "corrected",
        "contact": saskia,
        "amount": "£900",
        "reason": "One site was shut",
    }
    answer |= {"answered_on": "2026-11-19", "how": ""}
    assert browser.post(f"/ledger/{entry}/answers/", answer).status_code == 422
    page = _text(browser.post(f"/ledger/{entry}/answers/", answer | {"how": "In the review"}, follow=True))
    assert "Saskia de Wit corrected it: £900" in page, page[page.find("Who said") :][:600]
    page = _text(
        browser.post(
            f"/ledger/{entry}/answers/",
            {"side": "ours", "state": "confirmed", "answered_on": "2026-11-19"},
            follow=True,
        )
    )
    assert "Both agree" in page
    assert "£900" in _text(browser.get(f"/accounts/{account}/ledger/"))


def test_the_talk_in_which_they_said_so_is_enough(browser: Client, cast: Cast, account: str, saskia: str):
    talk = touchpoints.record_touchpoint(
        medium="call", started_at=NOW - timedelta(hours=2), lines=[Line("That is about right.", 0)],
        speakers=[Speaker(contact=saskia)], viewer=cast.ben, at=NOW,
    )  # fmt: skip
    entry = _propose(browser, cast, account)
    answer = {"side": "theirs", "state": "confirmed", "contact": saskia, "answered_on": "2026-11-19", "how": ""}
    assert "Say how they said so" in _text(browser.post(f"/ledger/{entry}/answers/", answer | {"touchpoint": ""}))
    browser.post(f"/ledger/{entry}/answers/", answer | {"touchpoint": talk})
    (said,) = queries.get_entry(entry, viewer=cast.ben).answers
    assert (said.state, said.touchpoint_id) == ("confirmed", talk)


def test_the_words_in_which_they_said_so_are_enough(browser: Client, cast: Cast, account: str, saskia: str):
    touchpoints.record_touchpoint(
        medium="call", started_at=NOW - timedelta(hours=2), lines=[Line("That is about right.", 0)],
        speakers=[Speaker(contact=saskia)], viewer=cast.ben, at=NOW,
    )  # fmt: skip
    verbatims.cut_next(viewer=cast.ben, at=NOW)
    (words,) = verbatim_queries.list_newest(viewer=cast.ben, account=account)
    entry = _propose(browser, cast, account)
    answer = {"side": "theirs", "state": "confirmed", "contact": saskia, "answered_on": "2026-11-19", "how": ""}
    page = browser.post(f"/ledger/{entry}/answers/", answer | {"verbatim": words.id}, follow=True)
    assert "their words" in _text(page)


def test_nobody_answers_for_the_other_side_by_a_forged_form(browser: Client, cast: Cast, account: str):
    entry = _propose(browser, cast, account)
    said = {"side": "ours", "state": "confirmed", "answered_on": "2026-11-19"}
    page = _text(browser.post(f"/ledger/{entry}/answers/", said, follow=True))
    assert "We have nothing to answer here now" in page
    assert queries.get_entry(entry, viewer=cast.ben).state == "proposed"


def test_two_currencies_get_a_sentence_and_a_picture_each(browser: Client, cast: Cast, account: str):
    _propose(browser, cast, account)
    _propose(browser, cast, account, amount="€700")
    page = browser.get(f"/accounts/{account}/ledger/")
    assert "EUR and GBP stand side by side" in _text(page)
    assert page.content.decode().count('class="ledger-picture"') == 2


def test_the_table_to_take_along_holds_each_line_and_no_formula(browser: Client, cast: Cast, account: str, saskia: str):
    _propose(browser, cast, account, text="=HYPERLINK(1)", kind="loss")
    _propose(browser, cast, account, amount="41 hours", contact=saskia, how="By mail")
    answer = browser.get(f"/accounts/{account}/ledger/ledger.csv")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    by_unit = {line["in"]: line for line in lines}
    assert by_unit["GBP"]["amount"] in ("-1200.00", "'-1200.00")
    assert not by_unit["GBP"]["what"].startswith("=")
    assert (by_unit["hours"]["amount"], by_unit["hours"]["proposed by"]) == ("41", "Saskia de Wit")


def test_whoever_sees_no_worth_gets_hours_alone(browser: Client, cast: Cast, account: str):
    entry = _propose(browser, cast, account)
    _propose(browser, cast, account, amount="41 hours", text="Nights saved")
    guest = open_browser(cast.gita)
    page = _text(guest.get(f"/accounts/{account}/ledger/"))
    assert ("41 hours" in page, "1,200" in page, "One line in money" in page) == (True, False, True)
    assert guest.get(f"/ledger/{entry}/").status_code == 404
    assert "1200" not in guest.get(f"/accounts/{account}/ledger/ledger.csv").content.decode()


def test_a_baseline_is_agreed_by_a_form(browser: Client, cast: Cast, account: str, saskia: str):
    said = {"text": "Hours a week copying", "value": "22", "unit": "h a week", "agreed_on": "2026-03-01"}
    said |= {"contact": saskia, "how": "In the kick-off"}
    assert "22 h a week" in _text(browser.post(f"/accounts/{account}/ledger/baselines/", said, follow=True))
    (baseline,) = queries.list_baselines(account, viewer=cast.ben)
    entry = _propose(browser, cast, account, baseline=baseline.id)
    assert "before the work" in _text(browser.get(f"/ledger/{entry}/"))
    assert queries.get_entry(entry, viewer=cast.ben).amount == Amount(120_000, "GBP")
