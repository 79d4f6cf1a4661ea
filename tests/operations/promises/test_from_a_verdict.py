"""What a redesign session decides to adapt becomes an idea and a promise, linked to it, and the thread walks through both."""

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.ideas import operations as ideas
from closeknit.ideas import queries as idea_queries
from closeknit.kit import clock, undo
from closeknit.kit.pdf import writing
from closeknit.kit.pdf.sheets import Sheet
from closeknit.kit.refusals import NotFound
from closeknit.needs import operations as needs
from closeknit.offerings.models import VerdictVersion
from closeknit.offerings.sessions import carrying
from closeknit.offerings.sessions import operations as sessions
from closeknit.promises import operations as promises
from closeknit.promises import queries as promise_queries
from closeknit.today.thread import queries as thread_queries
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import operations as verbatims
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.offerings.redesigning import Table, come_to_earth, decide, lay_table, move

SAID = "The night shift should not stand beside the machine."


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def table(cast: Cast) -> Table:
    return lay_table(cast)


@pytest.fixture
def need(cast: Cast, table: Table) -> str:
    touchpoints.record_touchpoint(
        account=table.rijnmond,
        medium="call",
        started_at=NOW,
        direction="both",
        wording="exact",
        speakers=[Speaker(contact=table.saskia)],
        lines=[Line(SAID, 0)],
        viewer=cast.ben,
        at=NOW,
    )
    verbatims.cut_next(viewer=cast.ben, at=NOW)
    words = Verbatim.objects.unscoped(reason="test").get(text=SAID)
    return needs.state_need(statement="Leave the machine alone at night", verbatims=[words.pk], viewer=cast.ben, at=NOW)


@pytest.fixture
def verdict(cast: Cast, table: Table, need: str) -> str:
    move(table, cast, "requirements")
    sessions.add_requirement(
        session=table.session,
        text="Nobody at night",
        on=NOW.date(),
        source="need",
        need=need,
        viewer=cast.ben,
        at=NOW,
    )
    move(table, cast, "draft")
    (entry,) = come_to_earth(table, cast, "It watches itself")
    decide(table, cast.alice, entry)
    return _newest(entry)


def _newest(entry: str) -> str:
    return VerdictVersion.objects.unscoped(reason="test").get(entry=entry, is_newest=True).pk


def test_it_becomes_an_idea_of_whose_wish_it_was_and_a_promise_and_the_thread_walks_through_both(
    cast: Cast, table: Table, need: str, verdict: str
):
    idea = ideas.give_idea(title="It watches itself", needs=[need], redesign=verdict, viewer=cast.alice, at=NOW)
    promise = promises.make_promise(
        account=table.rijnmond,
        text="A machine that watches itself",
        made_on=NOW.date(),
        due_on=None,
        need=need,
        idea=idea,
        redesign=verdict,
        viewer=cast.alice,
        at=NOW,
    )
    assert idea_queries.get_idea(idea, viewer=cast.alice).giver.member_id == cast.ben.id
    entry = carrying.get_decided(verdict, viewer=cast.alice).entry_id
    assert [one.id for one in idea_queries.list_ideas_of_session(table.session, viewer=cast.alice)[entry]] == [idea]
    assert [one.id for one in promise_queries.list_of_session(table.session, viewer=cast.alice)[entry]] == [promise]
    kinds = [step.kind for step in thread_queries.get_thread(promise, viewer=cast.alice)]
    assert kinds == ["verbatim", "need", "idea", "promise"]


@pytest.mark.parametrize("kind", ["leave", "refer"])
def test_only_what_is_adapted_is_carried_out(cast: Cast, table: Table, verdict: str, kind: str):
    entry = carrying.get_decided(verdict, viewer=cast.alice).entry_id
    decide(table, cast.alice, entry, kind=kind, base=1)
    with pytest.raises(carrying.NotAdapted, match="not decided to adapt"):
        ideas.give_idea(title="It", redesign=_newest(entry), viewer=cast.alice, at=NOW)
    with pytest.raises(carrying.NotAdapted, match="decided otherwise since"):
        ideas.give_idea(title="It", redesign=verdict, viewer=cast.alice, at=NOW)
    with pytest.raises(NotFound):
        ideas.give_idea(title="It", redesign="redesign_verdict_0", viewer=cast.alice, at=NOW)


def test_a_verdict_is_not_taken_from_under_the_idea_that_carries_it_out(cast: Cast, table: Table, verdict: str):
    step = undo.find_latest(viewer=cast.alice, since=NOW)
    assert step is not None
    ideas.give_idea(title="It watches itself", redesign=verdict, viewer=cast.ben, at=NOW)
    with pytest.raises(undo.TouchedSince):
        undo.take_back(step=step.pk, viewer=cast.alice, at=NOW)
    assert carrying.check_adapted(verdict, viewer=cast.alice).pk == verdict


def test_the_pages_lead_from_the_verdict_to_both_and_back(
    cast: Cast, table: Table, need: str, verdict: str, monkeypatch: pytest.MonkeyPatch
):
    browser = open_browser(cast.alice)
    page = _read(browser, reverse("redesign_verdicts", args=[table.session]))
    assert f"?redesign={verdict}" in page
    assert "Make it an idea" in page
    assert "Promise it" in page
    form = _read(browser, reverse("idea_giving") + f"?redesign={verdict}")
    assert "It watches itself" in form
    assert "Leave the machine alone at night" in form
    given = browser.post(
        reverse("idea_giving"),
        {"title": "It watches itself", "whose": "mine", "needs": [need], "redesign": verdict, "reader": cast.ben.id},
    )
    assert given.status_code == 302
    idea = given["Location"]
    assert "as decided in the redesign session" in _read(browser, idea)
    assert "they ask for it" in _read(browser, reverse("idea_verdict", args=[idea.strip("/").split("/")[-1]]))
    form = _read(browser, reverse("promise_new") + f"?redesign={verdict}")
    assert "Rijnmond</a>, " in form or "Moor</a>, " in form
    assert "The idea it carries out" in form
    assert "The need it answers" in form
    made = browser.post(
        reverse("promise_new"),
        {"account": "Rijnmond", "text": "A machine that watches itself", "redesign": verdict, "need": need},
    )
    assert made.status_code == 302
    page = _read(browser, reverse("redesign_verdicts", args=[table.session]))
    assert "A machine that watches itself" in page
    assert "Idea 1: " in page
    assert "Make it an idea" not in page
    sheets: list[Sheet] = []
    monkeypatch.setattr(writing, "write_sheet", lambda sheet, **_: sheets.append(sheet) or b"%PDF")
    browser.get(reverse("redesign_pdf", args=[table.session]))
    printed = [line.text for line in sheets[0].parts[0].lines]
    assert printed[-2:] == ["Idea 1: It watches itself", "Promise: A machine that watches itself"]


def _read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()
