"""All files of a shared site in one list: whose, from where, and none that its reader could not fetch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closeknit.analysis.kinds import Audience
from closeknit.discussions import filed, operations
from closeknit.discussions.attaching import Given
from closeknit.discussions.shared import operations as theirs
from closeknit.discussions.shared import queries
from closeknit.kit import clock
from closeknit.promises import operations as promises
from closeknit.promises.discussed import register
from tests.conftest import NOW
from tests.operations.discussions.conftest import Story
from tests.operations.discussions.test_outside_pages import _browser

pytestmark = pytest.mark.django_db


def _hang(subject, name, viewer, at=NOW):
    write = operations.write_comment if viewer.is_ours else theirs.write_comment
    return write(subject=subject, text="See this.", given=[Given(name, b"%PDF-1.7 x")], viewer=viewer, at=at)


def _names(story: Story, viewer):
    rows, _more = queries.list_files(story.harrow, viewer=viewer)
    return [row.name for row in rows]


def test_both_sides_files_stand_with_who_where_and_how_large_and_can_be_fetched(story: Story):
    comment = _hang(story.promise, "ours.pdf", story.ben)
    _hang(story.promise, "theirs.pdf", story.ana)
    _hang(story.other, "foreign.pdf", story.saskia)
    with clock.frozen(NOW):
        ana = _browser(story.ana)
        page = ana.get(reverse("portal:files", args=[story.harrow])).content.decode()
        assert "foreign.pdf" not in page
        for said in (
            "ours.pdf",
            "theirs.pdf",
            "Ana Costa",
            "Ben",
            "Mend the Harrow probe",
            "10\xa0bytes",
            f"#{comment}",
        ):
            assert said in page, said
        row = queries.list_files(story.harrow, viewer=story.ana)[0][0]
        fetched = ana.post(reverse("portal:attachment", args=[story.harrow, row.id]), follow=True)
        assert b"".join(fetched) == b"%PDF-1.7 x"
        assert ana.get(reverse("portal:files", args=[story.rijnmond])).status_code == 404
        assert "All files in it" in ana.get(reverse("portal:discussions", args=[story.harrow])).content.decode()


def test_what_was_taken_back_or_is_ours_alone_by_now_is_not_listed(story: Story):
    gone = _hang(story.promise, "gone.pdf", story.ana)
    _hang(story.promise, "kept.pdf", story.ana)
    theirs.take_back_comment(comment=gone, viewer=story.ana, at=NOW)
    assert _names(story, story.ana) == ["kept.pdf"]
    assert queries.list_files(story.rijnmond, viewer=story.ana) == ((), False)
    story.audience[story.promise] = Audience.INTERNAL
    assert _names(story, story.ana) == []


def test_an_empty_list_says_how_a_file_comes_there(story: Story):
    with clock.frozen(NOW):
        page = _browser(story.ana).get(reverse("portal:files", args=[story.harrow]))
        beyond = _browser(story.ana).get(reverse("portal:files", args=[story.harrow]), {"page": "999999x"})
    assert "No file yet" in page.content.decode()
    assert beyond.status_code == 200


def test_files_come_in_pages_and_ask_no_more_for_more_discussions(story: Story, monkeypatch):
    register()
    monkeypatch.setattr(filed, "PAGE", 2)
    made = {"account": story.harrow, "made_on": NOW.date(), "due_on": None, "viewer": story.ben, "at": NOW}
    _hang(story.promise, "0.pdf", story.ben)
    with CaptureQueriesContext(connection) as first:
        _names(story, story.ana)
    for number in (1, 2):
        _hang(promises.make_promise(text=f"Promise {number}", **made), f"{number}.pdf", story.ben)
    with CaptureQueriesContext(connection) as again:
        rows, has_more = queries.list_files(story.harrow, viewer=story.ana)
    assert ([row.title for row in rows], has_more) == (["Promise 2", "Promise 1"], True)
    assert len(again) == len(first)
    rows, has_more = queries.list_files(story.harrow, viewer=story.ana, page=2)
    assert ([row.name for row in rows], has_more) == (["0.pdf"], False)
