"""The landscape of a large house: what was weighed is kept, and weighed anew beside the page."""

import re
from datetime import datetime, timedelta

import pytest

from closeknit.accounts import pictures
from closeknit.accounts.models import Standing
from closeknit.analysis.needs.opportunity import Opportunity
from closeknit.kit import clock
from closeknit.kit.tasks.worker import Worker
from closeknit.kit.viewer import Viewer
from closeknit.needs import queries
from closeknit.needs.models import Evidence
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.needs.conftest import Heard

LATER = NOW + timedelta(minutes=11)


def _places(viewer: Viewer, at: datetime = NOW) -> dict[str, Opportunity]:
    seen = queries.get_landscape(viewer=viewer, at=at)
    return {one.need.id: one.opportunity for one in (*seen.ranked, *seen.unranked)}


def _make_large(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody look, and what they saw be kept."""
    monkeypatch.setattr(pictures, "SMALL", 0)
    for viewer in (heard.ben, heard.town.gita):
        queries.get_landscape(viewer=viewer, at=NOW)
    with clock.frozen(NOW):
        Worker().run_until_idle()


def _give_worth(heard: Heard, worth: int) -> None:
    account = Evidence.objects.visible_to(heard.ben).filter(need=heard.phone).values_list("account_id", flat=True)[0]
    Standing.objects.visible_to(heard.ben).filter(pk=account).update(worth_minor=worth)
    other = Standing.objects.visible_to(heard.ben).exclude(pk=account).values_list("pk", flat=True)[0]
    Standing.objects.visible_to(heard.ben).filter(pk=other).update(worth_minor=100)


def test_what_is_kept_says_what_a_small_house_is_told(heard: Heard, monkeypatch: pytest.MonkeyPatch):
    _give_worth(heard, 40_000)
    told = {viewer.id: _places(viewer) for viewer in (heard.ben, heard.town.gita)}
    _make_large(heard, monkeypatch)
    assert {viewer.id: _places(viewer) for viewer in (heard.ben, heard.town.gita)} == told
    # Whoever may not see worth is shown a landscape in which it counts for nothing.
    assert told[heard.ben.id] != told[heard.town.gita.id]


def test_what_changed_shows_on_the_needs_own_page_at_once_and_on_the_landscape_when_it_was_weighed_anew(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
):
    _give_worth(heard, 100)
    _make_large(heard, monkeypatch)
    before = _places(heard.ben)
    Evidence.objects.visible_to(heard.ben).filter(need=heard.phone).update(stance="contradicts")
    assert queries.get_opportunity(heard.phone, viewer=heard.ben, at=NOW)[0].n == 0
    assert queries.get_landscape(viewer=heard.ben, at=LATER).seen_at == NOW
    assert _places(heard.ben, LATER) == before
    with clock.frozen(LATER):
        Worker().run_until_idle()
    assert queries.get_landscape(viewer=heard.ben, at=LATER).seen_at == LATER
    assert _places(heard.ben, LATER)[heard.phone].n == 0


def test_a_need_that_was_not_weighed_yet_is_weighed_for_whoever_looks(heard: Heard, monkeypatch: pytest.MonkeyPatch):
    _give_worth(heard, 40_000)
    told = _places(heard.ben)
    monkeypatch.setattr("closeknit.needs.queries.weighing.MOST", 0)
    _make_large(heard, monkeypatch)
    assert _places(heard.ben) == told


@pytest.mark.parametrize(("days", "word"), [(0, "today"), (1, "yesterday")])
def test_the_page_says_when_it_was_weighed(heard: Heard, monkeypatch: pytest.MonkeyPatch, days: int, word: str):
    browser = open_browser(heard.ben)
    with clock.frozen(NOW):
        assert "as of" not in browser.get("/needs/landscape/").content.decode()
    _make_large(heard, monkeypatch)
    with clock.frozen(LATER + timedelta(days)):
        page = re.sub("<[^>]*>", "", browser.get("/needs/landscape/").content.decode())
    assert f"as of {word} 09:00" in page
