"""The pages of a redesign session: one story through all of them, what each refuses, and the news that come by themselves."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closeknit.kit import clock
from closeknit.offerings.sessions import operations, queries
from closeknit.touchpoints import operations as touchpoints
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.offerings.redesigning import Table, come_to_earth, decide, lay_table, move, state_of, wish
from tests.operations.verbatims.conftest import work

# The most statements that a page may send: signing in (2) and the house (1) included.
MOST = {
    "redesigns": 6,
    "redesign": 18,
    "redesign_requirements": 19,
    "redesign_sky": 9,
    "redesign_pairs": 11,
    "redesign_weighing": 12,
    "redesign_verdicts": 18,
    "redesign_pdf": 18,
}
HTMX = {"headers": {"hx-request": "true"}}


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def table(cast: Cast) -> Table:
    return lay_table(cast)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.alice)


def _url(table: Table, route: str, *more: str) -> str:
    return reverse(route, args=[table.session, *more])


def _page(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_session_is_made_and_moved_from_its_pages(browser: Client, cast: Cast, table: Table):
    offering = queries.get_session(table.session, viewer=cast.alice, at=NOW).offering_id
    form = {"title": "Tarn by day", "offering": offering, "accounts": [table.moor], "members": [cast.ben.id], "why": ""}
    assert browser.post(reverse("redesign_new"), form | {"title": ""}).status_code == 422
    made = browser.post(reverse("redesign_new"), form, follow=True).content.decode()
    assert "What changes for them" in made
    listed = _page(browser, reverse("redesigns"))
    assert "Tarn by day" in listed
    browser.post(_url(table, "redesign_step"), {"to": "requirements"})
    assert state_of(table, cast.alice) == "requirements"
    refused = browser.post(_url(table, "redesign_step"), {"to": "decided"}, follow=True).content.decode()
    assert "cannot become decided" in refused
    changed = browser.post(_url(table, "redesign_arrangement"), form | {"title": "Ember by night"}, follow=True)
    assert "Ember by night" in changed.content.decode()
    browser.post(_url(table, "redesign_owner"), {"owner": cast.ben.id})
    assert queries.get_session(table.session, viewer=cast.alice, at=NOW).owner == "Ben"


def test_what_changes_is_typed_or_taken_from_what_is_known(browser: Client, cast: Cast, table: Table):
    move(table, cast, "requirements")
    address = _url(table, "redesign_requirements")
    typed = {"text": "They wash at night", "on": "2027-03-01", "note": "", "account": table.moor}
    refused = browser.post(address, typed)
    assert (refused.status_code, "where you know it from" in refused.content.decode()) == (422, True)
    browser.post(address, typed | {"note": "the fair"})
    touchpoints.capture_words(
        words="Next spring we plan to open a second kitchen.", account=table.rijnmond, contact=table.saskia,
        wording="exact", said_at=NOW, viewer=cast.ben, at=NOW,
    )  # fmt: skip
    work()
    assert "Nobody there said anything with" in _page(browser, f"{address}?from={table.rijnmond}&q=zebra")
    assert "open a second kitchen" in _page(browser, f"{address}?from={table.rijnmond}&q=kitchen")
    page = _page(browser, f"{address}?from={table.rijnmond}")
    assert "They wash at night" in page
    hidden = dict(
        re.findall(r'<input type="hidden" name="(source|text|on|account|need|verbatim)" value="([^"]*)"', page)
    )
    assert hidden["source"] in ("words", "need")
    browser.post(f"{address}?from={table.rijnmond}", hidden)
    rows = queries.list_requirements(table.session, viewer=cast.alice)
    assert [row.words is not None for row in rows].count(True) == 1
    browser.post(reverse("redesign_requirement_removal", args=[rows[0].id]))
    assert len(queries.list_requirements(table.session, viewer=cast.alice)) == 1


def test_wishes_come_by_themselves_and_nothing_new_costs_next_to_nothing(browser: Client, cast: Cast, table: Table):
    move(table, cast, "requirements", "blue_sky")
    page = _page(browser, _url(table, "redesign_sky"))
    assert "Judging is off" in page
    news = re.search(r'hx-get="([^"]+news[^"]+)"', page)
    assert news is not None
    with CaptureQueriesContext(connection) as sent:
        assert browser.get(news[1]).status_code == 204
    assert len(sent) <= 4
    wish(table, cast.gita, "It washes itself")
    fresh = browser.get(news[1]).content.decode()
    assert "It washes itself" in fresh
    answer = browser.post(_url(table, "redesign_sky"), {"text": "It sings"}, **HTMX).content.decode()
    assert 'hx-swap-oob="true"' in answer
    assert "It sings" in answer
    assert "<html" not in answer
    assert browser.post(_url(table, "redesign_sky"), {"text": " "}, **HTMX).status_code == 422
    browser.post(_url(table, "redesign_seat"))
    assert "here now" in _page(browser, _url(table, "redesign_sky"))
    move(table, cast, "earth")
    assert "The session has moved on" in browser.get(news[1], **HTMX).content.decode()


def test_ones_own_wish_is_changed_and_taken_back_and_no_others(browser: Client, cast: Cast, table: Table):
    move(table, cast, "requirements", "blue_sky")
    (own,), (theirs,) = wish(table, cast.alice, "It snigs"), wish(table, cast.ben, "It speaks")
    browser.post(reverse("redesign_entry", args=[own]), {"text": "It sings"})
    assert "It sings" in _page(browser, _url(table, "redesign_sky"))
    assert "stay as they are" in _page(browser, reverse("redesign_entry", args=[theirs]))
    assert browser.post(reverse("redesign_entry", args=[theirs]), {"text": "No"}).status_code == 422
    browser.post(reverse("redesign_withdrawal", args=[own]))
    assert [one.text for one in queries.list_entries(table.session, viewer=cast.alice)] == ["It speaks"]


def test_pairs_are_answered_one_after_the_other(browser: Client, cast: Cast, table: Table):
    come_to_earth(table, cast, "It washes itself", "It sings", "It speaks")
    page = _page(browser, _url(table, "redesign_pairs"))
    assert "0 of 3 answered" in page
    for number in range(1, 4):
        one, other = (re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("one", "other"))  # type: ignore[index]
        said = {"one": one, "other": other, "better": one if number < 3 else ""}
        page = browser.post(_url(table, "redesign_pairs"), said, **HTMX).content.decode()
        assert ("How they stand is shown once your share is done" in page) == (number < 3)
    assert "That was your share" in page
    assert "of the 4 people that it takes have answered" in page
    assert "<html" not in page


def test_points_and_weights_are_kept_and_what_is_set_aside_is_said(browser: Client, cast: Cast, table: Table):
    one, other = come_to_earth(table, cast, "It washes itself", "It sings")
    kept = browser.post(reverse("redesign_points", args=[one]), {"purpose": "5", "cost": "3"}, **HTMX).content.decode()
    assert f'id="weighed-{one}"' in kept
    operations.score_entry(entry=one, points={"cost": 1}, viewer=cast.ben, at=NOW)
    weights = {"purpose": "50", "strengths": "20", "cost": "20", "time": "10"}
    assert browser.post(_url(table, "redesign_weights"), weights | {"time": "101"}).status_code == 422
    browser.post(_url(table, "redesign_weights"), weights)
    refused = browser.post(reverse("redesign_place", args=[other]), {"reason": ""}, follow=True).content.decode()
    assert "Say why it is set aside" in refused
    browser.post(reverse("redesign_place", args=[other]), {"reason": "not our voice"})
    page = _page(browser, _url(table, "redesign_weighing"))
    assert "sum 100" in page
    assert "not our voice" in page
    assert "People stand apart on cost: 1 to 3" in page
    browser.post(reverse("redesign_place", args=[other]))
    assert not queries.get_entry(other, viewer=cast.alice)[1].aside


def test_the_second_writer_of_a_verdict_sees_both(browser: Client, cast: Cast, table: Table):
    (entry,) = come_to_earth(table, cast, "It washes itself")
    address = _url(table, "redesign_verdict", entry)
    form = {
        "kind": "leave",
        "reason": "Too far from what we can.",
        "line": table.line,
        "base": "0",
        "say": "",
        "revisit_on": "",
    }
    decide(table, cast.ben, entry, reason="They ask for it every week.")
    both = browser.post(address, form)
    page = both.content.decode()
    assert both.status_code == 422
    assert "Ben decided meanwhile: Adapt" in page
    assert "They ask for it every week." in page
    assert "Too far from what we can." in page
    assert 'name="base" value="1"' in page
    browser.post(address, form | {"base": "1"})
    assert queries.list_verdicts(table.session, viewer=cast.alice)[entry].kind == "leave"


def test_a_renegotiation_goes_from_words_to_a_talk_to_their_answer_to_paper(browser: Client, cast: Cast, table: Table):
    move(table, cast, "requirements")
    operations.add_requirement(
        session=table.session, text="They wash at night", on=NOW.date(), note="Saskia", viewer=cast.ben, at=NOW
    )
    move(table, cast, "blue_sky")
    (entry,) = wish(table, cast.ben, "We wash for them")
    move(table, cast, "earth")
    form = {"kind": "renegotiate", "reason": "They want it clean.", "line": table.line, "base": "0", "revisit_on": ""}
    assert "what we will say to them" in browser.post(_url(table, "redesign_verdict", entry), form).content.decode()
    browser.post(_url(table, "redesign_verdict", entry), form | {"say": "May we wash for you?"})
    starts = (NOW + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    talk = {
        "account": table.rijnmond,
        "contact": table.saskia,
        "starts_at": starts,
        "medium": "call",
        "member": cast.ben.id,
    }
    past = talk | {"starts_at": "2020-01-01T10:00"}
    assert browser.post(_url(table, "redesign_talks", entry), past).status_code == 422
    browser.post(_url(table, "redesign_talks", entry), talk)
    (planned,) = queries.list_talks(table.session, viewer=cast.alice)
    address = reverse("redesign_answer", args=[planned.id])
    said = {"answer": "agrees", "words": "Gladly, from January.", "is_exact": "on", "contact": table.saskia}
    said["spoken_at"] = (NOW - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M")
    assert browser.post(address, said | {"words": ""}).status_code == 422
    browser.post(address, said)
    work()
    browser.post(_url(table, "redesign_step"), {"to": "decided"})
    page = _page(browser, _url(table, "redesign"))
    for words in ("They agree", "Gladly, from January.", "May we wash for you?", "They wash at night", "at night</"):
        assert words in page
    paper = browser.get(_url(table, "redesign_pdf"))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_what_was_not_yet_comes_up_again_on_its_day(browser: Client, cast: Cast, table: Table):
    come_to_earth(table, cast, "It sings")
    decide(table, cast.alice, None, kind="not_yet", reason="No kitchen asked.", revisit_on=NOW.date() + timedelta(30))
    assert "No kitchen asked." not in _page(browser, reverse("redesigns"))
    with clock.frozen(NOW + timedelta(30)):
        assert "not yet: No kitchen asked." in _page(open_browser(cast.alice), reverse("redesigns"))


def test_whoever_reads_along_sees_all_and_is_offered_nothing(cast: Cast, table: Table):
    come_to_earth(table, cast, "It washes itself")
    operations.change_session(
        session=table.session, title="Ember", why="", accounts=[table.moor], members=[], viewer=cast.alice, at=NOW
    )
    browser = open_browser(cast.gita)
    for route in (
        "redesign",
        "redesign_requirements",
        "redesign_sky",
        "redesign_pairs",
        "redesign_weighing",
        "redesign_verdicts",
    ):
        page = _page(browser, _url(table, route))
        assert "You read along" in page
        assert 'data-test="onward"' not in page
        assert 'hx-post="/redesign' not in page


def _fill(table: Table, cast: Cast, n: int) -> None:
    """Add requirements, wishes, answers, points, verdicts and talks to a session on earth."""
    move(table, cast, "blue_sky")
    entries = wish(table, cast.ben, *[f"Wish {number}" for number in range(n)])
    move(table, cast, "earth")
    for number, entry in enumerate(entries):
        operations.add_requirement(
            session=table.session, text=f"It changes {number}", on=NOW.date(), note="the fair", viewer=cast.ben, at=NOW
        )
        operations.score_entry(entry=entry, points={"purpose": 3}, viewer=cast.ben, at=NOW)
        operations.answer_pair(
            one=entries[0], other=entries[-1], better=entry if number == 0 else None, viewer=cast.ben, at=NOW
        )
        decide(table, cast.alice, entry, kind="renegotiate", say="May we?")
        talk = operations.plan_talk(
            session=table.session,
            entry=entry,
            account=table.moor,
            starts_at=NOW + timedelta(number + 1),
            viewer=cast.ben,
            at=NOW,
        )
        operations.record_answer(talk=talk, answer="agrees", words=f"Yes, number {number}.", viewer=cast.ben, at=NOW)
    work()


def test_no_page_of_a_session_sends_more_statements_for_more_rows(browser: Client, cast: Cast, table: Table):
    move(table, cast, "requirements")
    _fill(table, cast, 2)
    small = {route: _count(browser, table, route) for route in MOST}
    _fill(table, cast, 5)
    large = {route: _count(browser, table, route) for route in MOST}
    assert large == small
    assert {route: (MOST[route], n) for route, n in large.items() if n > MOST[route]} == {}


def _count(browser: Client, table: Table, route: str) -> int:
    address = reverse(route) if route == "redesigns" else _url(table, route)
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as sent:
        browser.get(address)
    return len(sent)
