"""Thumbnails on pages: who is shown them by which address, for how long, and what a page says of them."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closeknit.accounts.models import Person
from closeknit.accounts.spaces import operations as spaces
from closeknit.analysis.kinds import Audience
from closeknit.discussions import thumbnails
from closeknit.discussions.attaching import Given
from closeknit.discussions.models import Attachment, Ticket
from closeknit.discussions.shared import handing
from closeknit.discussions.shared import operations as theirs
from closeknit.identity.models import Login
from closeknit.kit import clock, files
from closeknit.kit.models import EventRow
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import NOBODY, Viewer
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.discussions.conftest import Story
from tests.operations.discussions.test_files import PDF
from tests.operations.discussions.test_shrinking import picture

IMAGE = re.compile(r"<img[^>]*>")
SOURCE = re.compile(r'src="([^"]+)"')


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def photo(story: Story) -> str:
    """A picture that ana hung on a comment."""
    return hang(story)


def hang(story: Story, *names: str) -> str:
    given = [Given(name, picture()) for name in names or ("pump.jpg",)]
    comment = theirs.write_comment(subject=story.promise, text="Look.", given=given, viewer=story.ana, at=NOW)
    row = Attachment.objects.visible_to(story.ben).filter(comment=comment).order_by("pk").first()
    assert row is not None
    return row.pk


def browser_of(viewer: Viewer) -> Client:
    """Return a browser in which a person outside is signed in, at their door."""
    client = Client()
    login = Login.objects.get(pk=Person.objects.unscoped(reason="test").get(pk=viewer.id).login_id)
    client.force_login(login, backend=settings.AUTHENTICATION_BACKENDS[1])
    client.cookies[settings.PORTAL_COOKIE_NAME] = client.cookies.pop(settings.SESSION_COOKIE_NAME).value
    return client


def images_of(page: str) -> list[str]:
    return [one for one in IMAGE.findall(page.split("<main")[1]) if "thumbnails/" in one]


def test_a_token_is_of_one_person_the_same_for_a_while_and_says_nothing(story: Story, photo: str):
    viewers = (story.ana, story.omar, story.ben, story.gita)
    tokens = [thumbnails.token_of(photo, viewer=viewer, at=NOW) for viewer in viewers]
    assert len(set(tokens)) == 4
    assert tokens[0] == thumbnails.token_of(photo, viewer=story.ana, at=NOW)
    row = Attachment.objects.visible_to(story.ben).get()
    for token, viewer in zip(tokens, viewers, strict=True):
        for part in (photo, viewer.id, story.harrow, row.file, row.thumbnail):
            assert part not in token
        assert handing.fetch_thumbnail(token, at=NOW) == files.path_beside(row.file, row.thumbnail)
        assert handing.fetch_thumbnail(token, at=NOW + timedelta(minutes=29))
        with pytest.raises(NotFound):
            handing.fetch_thumbnail(token, at=NOW + thumbnails.HOLDS)


def test_a_token_for_what_one_may_not_see_opens_nothing_and_neither_does_one_for_nothing(story: Story, photo: str):
    for viewer in (story.saskia, NOBODY):
        for file in (photo, "attachment_0", "photo_0", story.promise, "", "x"):
            with pytest.raises(NotFound):
                handing.fetch_thumbnail(thumbnails.token_of(file, viewer=viewer, at=NOW), at=NOW)
    token = thumbnails.token_of(photo, viewer=story.ana, at=NOW)
    for wrong in ("", "x", token[:-1], f"{token}A", f"{token}==", token.swapcase(), "ÿ" * 40, "A" * 4000, f" {token}"):
        with pytest.raises(NotFound):
            handing.fetch_thumbnail(wrong, at=NOW)


def test_the_right_is_looked_at_again_each_time(story: Story, photo: str):
    token = thumbnails.token_of(photo, viewer=story.omar, at=NOW)
    story.audience[story.promise] = Audience.INTERNAL
    with pytest.raises(NotFound):
        handing.fetch_thumbnail(token, at=NOW)
    story.audience[story.promise] = Audience.ACCOUNT
    handing.fetch_thumbnail(token, at=NOW)
    spaces.end_access(contact=story.contacts["Omar"], viewer=story.ben, at=NOW)
    with pytest.raises(NotFound):
        handing.fetch_thumbnail(token, at=NOW)
    own = thumbnails.token_of(photo, viewer=story.ana, at=NOW)
    comment = Attachment.objects.visible_to(story.ben).get().comment_id
    theirs.take_back_comment(comment=comment, viewer=story.ana, at=NOW)
    with pytest.raises(NotFound):
        handing.fetch_thumbnail(own, at=NOW)


def test_what_has_none_shows_none(story: Story):
    theirs.write_comment(subject=story.promise, text="Look.", given=[PDF], viewer=story.ana, at=NOW)
    row = Attachment.objects.visible_to(story.ben).get()
    with pytest.raises(NotFound):
        handing.fetch_thumbnail(thumbnails.token_of(row.pk, viewer=story.ana, at=NOW), at=NOW)
    page = browser_of(story.ana).get(reverse("portal:discussion", args=[story.harrow, story.promise]))
    assert images_of(page.content.decode()) == []
    assert ">drawing.pdf</button>" in page.content.decode()


def test_the_house_shows_it_as_one_kind_of_picture_that_nothing_can_run_in_and_no_cache_keeps(story: Story, photo: str):
    for name in ("portal:thumbnail", "thumbnail"):
        shown = Client().get(reverse(name, args=[thumbnails.token_of(photo, viewer=story.ana, at=NOW)]))
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
        assert shown.content[8:12] == b"WEBP"
        assert shown["X-Content-Type-Options"] == "nosniff"
        assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert shown["Cross-Origin-Resource-Policy"] == "same-origin"
        assert shown["Cache-Control"] == "private, no-store"
        assert not shown.cookies
        gone = [Client().get(reverse(name, args=[token])) for token in ("x", "y" * 200)]
        assert [one.status_code for one in gone] == [404, 404]


def test_pages_show_it_with_its_size_and_who_handed_it_in_and_looking_writes_nothing(story: Story, photo: str):
    outside = reverse("portal:discussion", args=[story.harrow, story.promise])
    listed = reverse("portal:files", args=[story.harrow])
    ours = reverse("discussion", args=[story.promise])
    events = EventRow.objects.visible_to(story.ben).count()
    for client, address in (
        (browser_of(story.omar), outside), (browser_of(story.omar), listed), (open_browser(story.ben), ours),
    ):  # fmt: skip
        page = client.get(address).content.decode()
        (image,) = images_of(page)
        assert 'alt="“pump.jpg”, a picture that Ana Costa handed in"' in image
        assert 'loading="lazy"' in image
        assert 'width="240" height="180"' in image
        source = SOURCE.search(image)
        assert source
        assert Client().get(source[1]).status_code == 200
    assert not Ticket.objects.unscoped(reason="test").exists()
    assert EventRow.objects.visible_to(story.ben).count() == events


def test_a_press_fetches_the_whole_picture_and_until_there_is_a_small_one_its_name_does(story: Story, photo: str):
    client = browser_of(story.omar)
    whole = client.post(reverse("portal:attachment", args=[story.harrow, photo]), follow=True)
    assert (whole["Content-Type"], whole["Content-Disposition"]) == ("image/jpeg", 'attachment; filename="pump.jpg"')
    Attachment.objects.visible_to(story.ben).update(thumbnail="", width=None, height=None)
    outside = reverse("portal:discussion", args=[story.harrow, story.promise])
    for page in (client.get(outside), open_browser(story.ben).get(reverse("discussion", args=[story.promise]))):
        assert images_of(page.content.decode()) == []
        assert ">pump.jpg</button>" in page.content.decode()


def test_pages_send_no_more_statements_for_more_pictures(story: Story, photo: str):
    reads = [
        (browser_of(story.ana), reverse("portal:discussion", args=[story.harrow, story.promise])),
        (browser_of(story.ana), reverse("portal:files", args=[story.harrow])),
        (open_browser(story.ben), reverse("discussion", args=[story.promise])),
    ]
    before = [_count(*one) for one in reads]
    for number in range(4):
        hang(story, *(f"{number}-{place}.jpg" for place in range(5)))
    assert [_count(*one) for one in reads] == before


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
