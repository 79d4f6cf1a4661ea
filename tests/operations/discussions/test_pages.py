"""The members' side: a discussion on the page of what is discussed, our notes apart from it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from closeknit.analysis.kinds import Audience
from closeknit.discussions import notes, operations
from closeknit.discussions.models import Attachment, Comment, Ticket
from closeknit.discussions.models.note import Note
from closeknit.discussions.shared import operations as theirs
from closeknit.kit import clock
from tests.conftest import NOW
from tests.operations.discussions.conftest import Story
from tests.operations.promises.conftest import open_browser

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> ![picture](https://evil.example/a.png)\n\n"
    "[press](javascript:alert(1)) [data](data:text/html;base64,x) <a href='javascript:alert(1)'>x</a>\n\n"
    "<style>body{display:none}</style> <iframe src=//evil.example></iframe> &lt;script&gt; `</code><script>`\n\n"
    "[ok](https://good.example) **bold**"
)


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def browser(story: Story) -> Client:
    return open_browser(story.ben)


def _part(browser: Client, story: Story) -> str:
    return browser.get(reverse("discussion_part", args=[story.promise])).content.decode()


def test_the_page_of_a_promise_holds_its_discussion_and_our_notes_in_two_parts(story: Story, browser: Client):
    page = browser.get(reverse("promise", args=[story.promise])).content.decode()
    assert reverse("discussion_part", args=[story.promise]) in page
    theirs.write_comment(subject=story.promise, text="**When** can you come?", viewer=story.ana, at=NOW)
    notes.write_note(subject=story.promise, text="They are nervous.", viewer=story.ben, at=NOW)
    part = _part(browser, story)
    discussion, ours = part.split('id="notes"')
    assert "<strong>When</strong> can you come?" in discussion
    assert "Harrow reads this." in discussion
    assert "Two people there can." in discussion
    assert "They are nervous." in ours
    assert "They are nervous." not in discussion
    assert "Only we see this" in ours


def test_where_nobody_outside_sees_it_there_is_room_for_notes_alone(story: Story, browser: Client):
    story.audience[story.promise] = Audience.INTERNAL
    part = _part(browser, story)
    assert "Nobody outside sees this promise." in part
    assert 'data-test="comment-form"' not in part
    assert 'data-test="note-form"' in part
    refused = browser.post(reverse("discussion_comments", args=[story.promise]), {"text": "Hello"})
    assert refused.status_code == 422
    assert "Write a note" in refused.content.decode()
    assert "Hello" in refused.content.decode()


def test_a_comment_is_written_edited_taken_back_and_put_back(story: Story, browser: Client):
    posted = browser.post(reverse("discussion_comments", args=[story.promise]), {"text": "On Friday."})
    assert (posted.status_code, posted["Location"]) == (
        302,
        reverse("discussion", args=[story.promise]) + "#discussion",
    )
    comment = Comment.objects.visible_to(story.ben).get()
    answer = browser.post(reverse("comment", args=[comment.pk]), {"text": "On Monday.", "base": "1"})
    assert answer.status_code == 302
    stale = browser.post(reverse("comment", args=[comment.pk]), {"text": "On Tuesday.", "base": "1"})
    assert stale.status_code == 422
    assert "On Monday." in stale.content.decode()
    assert "On Tuesday." in stale.content.decode()
    page = browser.get(reverse("comment_versions", args=[comment.pk])).content.decode()
    assert page.index("On Monday.") < page.index("On Friday.")
    gone = browser.post(reverse("comment_taking_back", args=[comment.pk]), headers={"HX-Request": "true"})
    assert "Taken back." in gone.content.decode()
    assert "On Monday." not in gone.content.decode()
    back = browser.post(reverse("comment_putting_back", args=[comment.pk]), headers={"HX-Request": "true"})
    assert "On Monday." in back.content.decode()


def test_a_note_is_written_edited_and_taken_away(story: Story, browser: Client):
    browser.post(reverse("discussion_notes", args=[story.promise]), {"text": "Ask Omar first."})
    note = Note.objects.visible_to(story.ben).get()
    browser.post(reverse("note", args=[note.pk]), {"text": "Ask Omar later.", "base": "1"})
    assert "Ask Omar first." in browser.get(reverse("note_versions", args=[note.pk])).content.decode()
    empty = browser.post(
        reverse("discussion_notes", args=[story.promise]), {"text": " "}, headers={"HX-Request": "true"}
    )
    assert empty.status_code == 422
    left = browser.post(reverse("note_removal", args=[note.pk]), headers={"HX-Request": "true"})
    assert "Ask Omar" not in left.content.decode()


def test_what_is_written_never_runs(story: Story, browser: Client):
    operations.write_comment(subject=story.promise, text=HOSTILE, viewer=story.ben, at=NOW)
    notes.write_note(subject=story.promise, text=HOSTILE, viewer=story.ben, at=NOW)
    part = _part(browser, story)
    comment = Comment.objects.visible_to(story.ben).get().pk
    for page in (part, browser.get(reverse("comment_versions", args=[comment])).content.decode()):
        said = page.split("<main", 1)[-1].split("</main>")[0]
        for bad in (
            "<script>alert",
            "<img",
            "<iframe",
            "<style>",
            'href="javascript',
            "<a href='",
            'href="data',
        ):
            assert bad not in said, bad
        assert '<a href="https://good.example" rel="noopener noreferrer nofollow">ok</a>' in said


def test_a_file_is_an_attachment_from_an_address_that_needs_no_cookie(story: Story, browser: Client):
    written = io.BytesIO()
    Image.new("RGB", (4, 4)).save(written, "PNG")
    sent = [SimpleUploadedFile("pump.png", written.getvalue()), SimpleUploadedFile("list.csv", b"a,b\n1,2\n")]
    browser.post(reverse("discussion_comments", args=[story.promise]), {"text": "See these.", "attached": sent})
    assert "pump.png" in _part(browser, story)
    file = Attachment.objects.visible_to(story.ben).get(name="list.csv").pk
    asked = browser.post(reverse("attachment", args=[file]))
    nobody = Client()
    handed = nobody.get(asked["Location"])
    assert handed.content == b"a,b\n1,2\n"
    assert handed["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert handed["X-Content-Type-Options"] == "nosniff"
    assert handed["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not handed.cookies
    Ticket.objects.unscoped(reason="test").update(expires_at=NOW)
    assert nobody.get(asked["Location"]).status_code == 404
    page = browser.post(
        reverse("discussion_comments", args=[story.promise]),
        {"text": "And this.", "attached": [SimpleUploadedFile("page.html", b"<script>")]},
    )
    assert page.status_code == 422
    assert "And this." in page.content.decode()


def test_mails_are_switched_off_and_on_beside_the_discussion(story: Story, browser: Client):
    browser.post(reverse("discussion_comments", args=[story.promise]), {"text": "Here we go."})
    assert "no more mails about it" in _part(browser, story)
    browser.post(reverse("discussion_following", args=[story.promise]), {"on": "0"})
    assert "mail me what is said" in _part(browser, story)
    assert "@Ana Costa" in browser.get(reverse("discussion_names", args=[story.promise])).content.decode()


def test_what_is_not_there_is_not_found(story: Story, browser: Client):
    for route in (
        "discussion",
        "discussion_part",
        "comment",
        "comment_versions",
        "note",
        "note_versions",
        "comment",
    ):
        assert browser.get(reverse(route, args=["promise_0"])).status_code == 404, route
    assert browser.get(reverse("discussion", args=["account_1"])).status_code == 404
    assert Client().get(reverse("file", args=["x"])).status_code == 404
