"""The row of words that leads to the pages which belong together."""

import re

import pytest
from django.urls import reverse

from closeknit.kit.capabilities import Capability
from closeknit.web import tabs, wall
from tests.conftest import Cast
from tests.operations.circle.conftest import open_browser

GROUP = (("List", "accounts"), ("Circle", "circle"), ("House", "house"))


@pytest.fixture(autouse=True)
def _group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tabs.GROUPS, "trial", GROUP)


def test_the_page_that_is_open_is_marked(cast: Cast):
    rows = tabs.list_tabs("trial", "circle", viewer=cast.ben)
    assert [row.label for row in rows if row.current] == ["Circle"]


def test_a_page_that_one_may_not_open_is_left_out(cast: Cast):
    assert wall.ROUTES["house"] not in cast.gita.capabilities
    rows = tabs.list_tabs("trial", "circle", viewer=cast.gita)
    assert [row.label for row in rows] == ["List", "Circle"]


def test_a_page_that_stands_alone_has_no_tabs(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(tabs.GROUPS, "trial", GROUP[:1])
    assert tabs.list_tabs("trial", "accounts", viewer=cast.ben) == []


def test_every_page_of_a_group_is_on_the_wall_for_whoever_is_signed_in():
    for group, pages in tabs.GROUPS.items():
        for _, route in pages:
            assert isinstance(wall.ROUTES.get(route), Capability), (group, route)


def test_the_pages_of_an_account_stand_under_what_they_are_about_and_new_ones_in_the_last(cast: Cast):
    sections = tabs.list_sections("account", "readings", "account_1", viewer=cast.ben)
    assert [one.name for one in sections] == list(tabs.SECTIONS["account"])
    assert [one.name for one in sections if one.is_current] == ["Where they stand"]
    flat = {row.label for one in sections for row in one.rows}
    assert flat == {row.label for row in tabs.list_tabs("account", "readings", "account_1", viewer=cast.ben)}
    assert tabs.list_sections("circle", "circle", viewer=cast.ben) == []


def test_a_part_of_the_settings_that_was_refused_is_shown_in_its_part(cast: Cast):
    shown = open_browser(cast.alice).post(reverse("house_departments"), {"name": " "})
    assert shown.status_code == 422
    page = shown.content.decode()
    assert "Please fill this in" in page
    marked = re.search(r'href="([^"]+)"[^>]*aria-current="page"[^>]*>\s*People', page)
    assert marked
    assert marked[1] == reverse("house_people")
    assert "Outgoing mail" not in page
