"""What was heard is handed in together with what was promised in it, from any page."""

from datetime import date

import pytest
from django.test import Client

from closeknit.kit import clock, undo
from closeknit.promises import checks as promise_checks
from closeknit.promises import queries as promise_queries
from closeknit.today import capturing
from closeknit.touchpoints import queries
from closeknit.verbatims import queries as verbatim_queries
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.touchpoints.conftest import Town

WORDS = "Ana at Harrow Fell says the audit trail comes too late."


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def browser(town: Town) -> Client:
    return open_browser(town.ben)


def _hand_in(town: Town, **said: object) -> str:
    given: dict[str, object] = {"words": WORDS, "account": town.harrow, "is_chosen": True, "wording": "reported"}
    return capturing.hand_in(viewer=town.ben, at=NOW, **(given | said))


def test_a_promise_is_understood_with_its_day_and_both_are_one_step(town: Town):
    touchpoint = _hand_in(town, promised="Send Ana the audit trail by 27 November")
    (promise,) = promise_queries.list_open(viewer=town.ben)
    assert (promise.due_on, promise.contact_id, promise.account_id) == (date(2026, 11, 27), town.ana, town.harrow)
    assert verbatim_queries.get_verbatim(promise.verbatim_id, viewer=town.ben).text == WORDS
    step = undo.find_latest(viewer=town.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert promise_queries.list_open(viewer=town.ben) == []
    assert touchpoint not in [row.id for row in queries.list_touchpoints(viewer=town.ben, limit=9)]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"promised": "Send it by tomorrow", "account": None}, capturing.PromisedToNobody),
        ({"promised": "Send it by 2 November 2026"}, promise_checks.BadDay),
        ({"promised": "!"}, promise_checks.typed.NothingSaid),
    ],
)
def test_what_cannot_be_promised_keeps_nothing(town: Town, said: dict[str, object], refusal: type[Exception]):
    before = len(queries.list_touchpoints(viewer=town.ben, limit=9))
    with pytest.raises(refusal):
        _hand_in(town, **said)
    assert len(queries.list_touchpoints(viewer=town.ben, limit=9)) == before


def test_the_field_on_every_page_takes_a_promise_and_loses_nothing_when_it_is_refused(town: Town, browser: Client):
    typed = {"words": WORDS, "chosen": "1", "account": "", "contact": "", "wording": "reported"}
    refused = browser.post("/capture/", typed | {"promised": "Send the trail by Friday"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "a promise has two sides" in page
    assert WORDS in page
    assert 'value="Send the trail by Friday"' in page
    again = {"words": WORDS, "wording": "reported", "account": "Harrow Fell", "person": "", "medium": "note"}
    again |= {"said_on": "2026-11-19", "promised": "Send the trail by Friday"}
    answer = browser.post("/capture/form/", again)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert [row.text for row in promise_queries.list_open(viewer=town.ben)] == ["Send the trail"]


def test_too_long_a_line_is_said_and_the_words_are_still_there(town: Town, browser: Client):
    refused = browser.post("/capture/", {"words": WORDS, "promised": "x" * 401})
    assert refused.status_code == 422
    assert WORDS in refused.content.decode()
    assert browser.get("/capture/").status_code == 302


def test_whoever_makes_no_promises_is_not_asked_for_one(town: Town, browser: Client, cast: Cast):
    assert "capture-promised" in browser.get("/promises/").content.decode()
    assert "capture-promised" not in open_browser(cast.gita).get("/capture/form/").content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana: “The trail comes too late.”", "The trail comes too late."),
        ('Ana Costa: "It is late."', "It is late."),
        ("“The trail comes too late.” “Twice.”", "“The trail comes too late.” “Twice.”"),
        ("One more thing: it is late.", "One more thing: it is late."),
    ],
)
def test_their_own_words_are_kept_without_the_marks_and_the_name_that_were_typed_around_them(
    town: Town, typed: str, kept: str
):
    touchpoint = _hand_in(town, words=typed, promised="", contact=town.ana, wording="exact")
    (turn,) = queries.get_touchpoint(touchpoint, viewer=town.ben).turns
    assert turn.text == kept
