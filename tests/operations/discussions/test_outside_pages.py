"""The outside's side of a discussion: what a contact reads and does there, without a script."""

import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Person
from closeknit.analysis.kinds import Audience
from closeknit.discussions import notes, operations
from closeknit.discussions.models import Attachment, Comment
from closeknit.ideas.portal import operations as portal
from closeknit.identity.models import Login
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from tests.conftest import NOW
from tests.operations.discussions.conftest import Story
from tests.operations.discussions.test_pages import HOSTILE

_TOKEN = re.compile(rb"[A-Za-z0-9]{64}")


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def _browser(viewer: Viewer) -> Client:
    """Return a browser in which a person outside is signed in, at their door."""
    client = Client()
    login = Login.objects.get(pk=Person.objects.unscoped(reason="test").get(pk=viewer.id).login_id)
    client.force_login(login, backend=settings.AUTHENTICATION_BACKENDS[1])
    client.cookies[settings.PORTAL_COOKIE_NAME] = client.cookies.pop(settings.SESSION_COOKIE_NAME).value
    return client


@pytest.fixture
def ana(story: Story) -> Client:
    return _browser(story.ana)


def _way(story: Story, route: str, row: str = "") -> str:
    return reverse(f"portal:{route}", args=[story.harrow, row or story.promise])


def test_a_contact_reads_what_is_shared_and_no_note_of_ours(story: Story, ana: Client):
    operations.write_comment(subject=story.promise, text="**Friday** it is.", viewer=story.ben, at=NOW)
    notes.write_note(subject=story.promise, text="They may leave us.", viewer=story.ben, at=NOW)
    page = ana.get(_way(story, "discussion"))
    assert page.status_code == 200
    said = page.content.decode()
    assert "<strong>Friday</strong> it is." in said
    assert "People at Harrow and at Arlund read this, nobody else." in said
    assert "They may leave us." not in said
    assert "otes" not in said.split("<main")[1].split("</main>")[0]


def test_a_contact_writes_edits_takes_back_and_puts_back(story: Story, ana: Client):
    back = _way(story, "discussion")
    posted = ana.post(_way(story, "discussion_comments"), {"text": "When?", "back": back})
    assert (posted.status_code, posted["Location"]) == (302, f"{back}#discussion")
    comment = Comment.objects.visible_to(story.ben).get().pk
    edited = ana.post(_way(story, "comment", comment), {"text": "When, please?", "base": "1"})
    assert edited["Location"] == f"{back}#{comment}"
    assert "When?" in ana.get(_way(story, "comment_versions", comment)).content.decode()
    stale = ana.post(_way(story, "comment", comment), {"text": "At what time?", "base": "1"})
    assert stale.status_code == 422
    assert "At what time?" in stale.content.decode()
    ana.post(_way(story, "comment_taking_back", comment))
    assert "Taken back." in ana.get(back).content.decode()
    ana.post(_way(story, "comment_putting_back", comment))
    assert "When, please?" in ana.get(back).content.decode()
    empty = ana.post(_way(story, "discussion_comments"), {"text": " "})
    assert empty.status_code == 422
    elsewhere = ana.post(_way(story, "discussion_comments"), {"text": "More.", "back": "https://evil.example/shared/"})
    assert elsewhere["Location"] == f"{back}#discussion"


def test_nobody_else_writes_in_their_name_or_reads_in_their_space(story: Story, ana: Client):
    ana.post(_way(story, "discussion_comments"), {"text": "When?"})
    comment = Comment.objects.visible_to(story.ben).get().pk
    omar, saskia = _browser(story.omar), _browser(story.saskia)
    for route in ("comment", "comment_taking_back"):
        assert omar.post(_way(story, route, comment), {"text": "Other.", "base": "1"}).status_code == 404
    in_hers = reverse("portal:discussion", args=[story.rijnmond, story.promise])
    for client, address in ((saskia, _way(story, "discussion")), (saskia, in_hers), (ana, in_hers)):
        assert client.get(address).status_code == 404
    nothing = reverse("portal:discussion", args=[story.rijnmond, "promise_0"])
    foreign, absent = (_TOKEN.sub(b"", saskia.get(address).content) for address in (in_hers, nothing))
    assert foreign == absent
    assert Comment.objects.visible_to(story.ben).get().text == "When?"
    assert Client().get(_way(story, "discussion")).status_code == 302


def test_what_is_written_never_runs(story: Story, ana: Client):
    operations.write_comment(subject=story.promise, text=HOSTILE, viewer=story.ben, at=NOW)
    said = ana.get(_way(story, "discussion")).content.decode().split("<main")[1].split("</main>")[0]
    for bad in ("<script", "<img", "<iframe", "<style", 'href="javascript', 'href="data', "<a href='"):
        assert bad not in said, bad


def test_a_file_goes_to_whom_it_was_given_and_to_nobody_once_that_ends(story: Story, ana: Client):
    sent = [SimpleUploadedFile("list.csv", b"a,b\n1,2\n")]
    ana.post(_way(story, "discussion_comments"), {"text": "See this.", "attached": sent})
    file = Attachment.objects.visible_to(story.ben).get().pk
    asked = ana.post(_way(story, "attachment", file))
    handed = Client().get(asked["Location"])
    assert handed.content == b"a,b\n1,2\n"
    assert handed["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert handed["Content-Security-Policy"] == "default-src 'none'; sandbox"
    story.audience[story.promise] = Audience.INTERNAL
    assert Client().get(asked["Location"]).status_code == 404
    story.audience[story.promise] = Audience.ACCOUNT
    theirs = reverse("portal:attachment", args=[story.rijnmond, file])
    assert _browser(story.saskia).post(theirs).status_code == 404


def test_on_the_open_portal_whoever_is_signed_in_takes_part(story: Story):
    portal.set_portal(is_open=True, is_moderated=True, is_public=True, viewer=story.alice, at=NOW)
    story.audience[story.promise] = Audience.PUBLIC
    saskia = _browser(story.saskia)
    posted = saskia.post(reverse("portal:open_discussion_comments", args=[story.promise]), {"text": "Us too."})
    assert posted.status_code == 302
    page = saskia.get(reverse("portal:open_discussion", args=[story.promise])).content.decode()
    assert "Us too." in page
    assert "Everybody can read this" in page
    saskia.post(reverse("portal:open_discussion_following", args=[story.promise]), {"on": "0"})
    assert "mail me what is said" in saskia.get(posted["Location"]).content.decode()


def test_what_is_discussed_with_them_stands_on_one_page(story: Story, ana: Client):
    page = ana.get(reverse("portal:discussions", args=[story.harrow]))
    assert "Nothing is discussed yet." in page.content.decode()
    operations.write_comment(subject=story.promise, text="So?", viewer=story.ben, at=NOW)
    operations.write_comment(subject=story.other, text="And so?", viewer=story.ben, at=NOW)
    page = ana.get(reverse("portal:discussions", args=[story.harrow])).content.decode()
    assert "Mend the Harrow probe" in page
    assert "1 comment" in page
    assert "Rijnmond" not in page
