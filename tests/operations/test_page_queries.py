"""How many statements each main page sends to the store. A number that grows with the rows is a fault; a higher one is a decision."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from closeknit.kit import clock
from closeknit.verbatims import ear
from tests.conftest import NOW, Cast
from tests.operations.addresses import list_addresses
from tests.operations.circle.conftest import open_browser
from tests.operations.needs.conftest import COPIES, PHONE
from tests.operations.peopled import tell

# The most statements that a page may send: signing in (2) and the house (1) included.
MOST = {
    "today": 20,
    "today of all": 20,
    "today, beside": 20,
    "circle": 6,
    "circle, one chosen": 15,
    "candidates": 7,
    "account marks": 14,
    "keeping": 8,
    "account keeping": 9,
    "heard": 10,
    "heard, searched": 20,
    "verbatim": 20,
    "quality": 14,
    "rivals": 6,
    "needs": 10,
    "need": 20,
    "need, its weight": 20,
    "brief": 20,
    "accounts": 6,
    "account": 20,
    "account timeline": 10,
    "account ideas": 16,
    "person": 13,
    "person ideas": 12,
    "promises": 11,
    "promise": 16,
    "promise that ended": 17,
    "promises ended": 9,
    "promises kept": 5,
    "promises to tell": 16,
    "promises waiting": 9,
    "promise people": 18,
    "discussion": 13,
    "discussion part": 13,
    "discussion names": 9,
    "thread": 20,
    "thread line": 20,
    "offerings": 12,
    "offerings of one": 13,
    "offerings_shipped": 8,
    "offering": 13,
    "purpose": 15,
    "relevance": 16,
    "fit": 13,
    "account help": 12,
    "help need": 18,
    "ideas": 8,
    "idea": 19,
    "ideas_to_answer": 9,
    "ideas_duty": 7,
    "ideas_alike": 10,
    "idea_verdict": 17,
    "idea_telling": 21,
    "idea_merging": 15,
    "touchpoint": 12,
    "spread": 14,
    "direction": 10,
    "direction writing": 15,
    "single threads": 6,
    "forecasts": 7,
    "questions": 9,
    "radar": 12,
    "account radar": 9,
    "account questions": 7,
    "plans": 10,
    "account plan": 14,
    "goal": 9,
    "plan history": 6,
    "review": 18,
    "account ledger": 10,
    "ledger line": 11,
    "imports": 5,
    "participation": 14,
    "voices": 18,
    "voices_silent": 5,
    "letters": 7,
    "member_digest": 33,
    "member_self": 8,
    "capture": 3,
    "feedback": 7,
    "account feedback": 8,
    "feedback writing": 5,
    "asked feedback": 5,
    "given feedback": 8,
    "mirror": 15,
    "mirror preview": 14,
    "mirror version": 6,
}


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def _count_all(browser: Client, account: str) -> dict[str, int]:
    return {name: _count(browser, address) for name, address in list_addresses(account).items()}


def _count(browser: Client, address: str) -> int:
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return len(queries)


def test_no_page_sends_more_statements_for_more_rows(cast: Cast):
    browser = open_browser(cast.ben)
    # Until the language model is there words alone answer, in fewer statements.
    ear.the_ear.wait(60)
    tell(cast, "moor", PHONE[:3] + COPIES[:3])
    first = tell(cast, "brae", PHONE[3:5] + COPIES[3:5], people=2)
    small = _count_all(browser, first)
    for name in ("tarn", "fell", "glen", "rigg"):
        tell(cast, name, PHONE[5:] + COPIES[5:], people=4)
    last = tell(cast, "howe", PHONE + COPIES, people=6)
    large = _count_all(browser, last)
    # What a small house has none of yet, such as a proposal, is a statement more; a statement a row would be many. A search widens in a
    # fixed number of steps, of which a small house needs fewer.
    grown = {name: (small[name], n) for name, n in large.items() if n > small[name] + 2 and name != "heard, searched"}
    assert grown == {}
    assert {name: (MOST[name], n) for name, n in large.items() if n > MOST[name]} == {}
