"""The whole way as a person walks it in an empty house, by its pages: words, need, idea, verdict, promise, kept, told, confirmed."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as accounts
from closeknit.analysis.promises import thread
from closeknit.kit import clock
from closeknit.promises import queries as promise_queries
from closeknit.today.thread import queries
from closeknit.verbatims import operations as verbatims
from closeknit.verbatims import queries as verbatim_queries
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser

WORDS = "Somebody has to tell us in the night when the cold room warms up."
BAD_DAYS = ("by yesterday", "by 2 November 2026")


class Walk:
    """A browser that goes where the last page led."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser
        self.page = ""
        self.path = ""

    def go(self, address: str) -> str:
        answer = self.browser.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        self.page, self.path = answer.content.decode().replace("&amp;", "&"), address
        return self.page

    def send(self, address: str, **typed: str) -> int:
        answer = self.browser.post(address, typed, follow=True)
        self.page = answer.content.decode().replace("&amp;", "&")
        if answer.redirect_chain:
            self.path = answer.redirect_chain[-1][0]
        return answer.status_code

    def follow(self, name: str) -> str:
        found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{re.escape(name)}', self.page)
        assert found is not None, name
        return self.go(found[1])

    @property
    def id(self) -> str:
        return urlsplit(self.path).path.strip("/").split("/")[1]


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def test_each_page_leads_to_the_next_and_the_thread_is_whole(cast: Cast):
    account = accounts.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, viewer=cast.ben, at=NOW)
    saskia = accounts.add_contact(
        account=account, name="Saskia de Wit", email="s@rijnmond.example", viewer=cast.ben, at=NOW
    )
    walk = Walk(open_browser(cast.ben))
    walk.send(
        reverse("capture"), words=f"Saskia: “{WORDS}”", chosen="1", contact=saskia, account=account, wording="exact"
    )
    verbatims.cut_next(viewer=cast.ben, at=NOW)
    (words,) = verbatim_queries.list_newest(viewer=cast.ben, account=account)
    assert words.text == WORDS

    walk.send(reverse("verbatim_needs", args=[words.id]), statement="Know in the night that a room warms up", to="")
    walk.go(reverse("verbatim", args=[words.id]))
    walk.follow("Know in the night that a room warms up")
    walk.follow("Ideas that answer it")
    walk.follow("Give one")
    (need,) = [value for name, value in parse_qsl(urlsplit(walk.path).query) if name == "need"]
    walk.send(reverse("idea_giving"), title="A probe that rings", whose="mine", needs=need, reader=cast.alice.id)
    idea = walk.id
    assert "Alice answers" in walk.page
    walk.send(
        reverse("idea_verdict", args=[idea]),
        answer="planned",
        sentence="Six weeks of work.",
        base="0",
        reason="",
        line="",
    )
    walk.go(reverse("idea", args=[idea]))
    form = walk.follow("Promise it…")
    assert 'value="Rijnmond Waterlab"' in form
    hidden = {name: _hidden(form, name) for name in ("verbatim", "need", "idea")}
    assert hidden == {"verbatim": words.id, "need": need, "idea": idea}

    for day in BAD_DAYS:
        line = f"A probe that rings, for Saskia {day}"
        assert walk.send(reverse("promise_new"), account="Rijnmond Waterlab", text=line, **hidden) == 422
        assert line in walk.page
    walk.send(
        reverse("promise_new"),
        account="Rijnmond Waterlab",
        text="A probe that rings, for Saskia by 18 December",
        **hidden,
    )
    (promise,) = promise_queries.list_open(viewer=cast.ben)
    assert (promise.contact_id, promise.idea_id, promise.verbatim_id) == (saskia, idea, words.id)
    today = str(NOW.date())
    walk.send(
        reverse("promise_settlement", args=[promise.id]), settlement="kept", proof="It rang.", settled_on=today, link=""
    )
    people = walk.go(reverse("promise_people", args=[promise.id]))
    assert "their words began it" in people
    walk.send(reverse("promise_told", args=[promise.id]), contact=saskia, told_on=today)
    assert "Mark who is ticked" not in walk.go(reverse("promise_people", args=[promise.id]))
    walk.send(
        reverse("promise_word", args=[promise.id, saskia]), word="yes", words="Yes, I slept through.", said_on=today
    )
    path = queries.get_thread(promise.id, viewer=cast.ben)
    assert [step.kind for step in path] == list(thread.KINDS)
    assert thread.is_whole(path)
    assert {queries.get_thread(step.id, viewer=cast.ben) for step in path} == {path}


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""
