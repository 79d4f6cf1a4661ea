"""Pictures of what people outside saw at work: what is taken, what is taken out of them, and who fetches them."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from closeknit.discussions import thumbnails
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.research import operations as research_operations
from closeknit.research.models import Observation, Photo
from closeknit.research.observing import photos
from closeknit.research.shared import operations, queries
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.spaces.test_page_queries import count

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings):
    settings.HOUSE_FOLDER.make()


def picture(name="pump.jpg"):
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "GPS 52.1, 4.3"
    Image.new("RGB", (40, 20), (200, 30, 40)).save(written, "JPEG", exif=exif)
    assert b"GPS" in written.getvalue()
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")


def test_a_picture_is_fetched_by_both_sides_without_what_it_knew_of_its_place(cast, site):
    browser, _contact = site.let_in("Saskia")
    colleague, _bram = site.let_in("Bram", "read")
    form = browser.get(site.url("observations")).content.decode()
    assert 'accept="image/*"' in form
    assert 'enctype="multipart/form-data"' in form
    said = {"text": "The valve drips, each night.", "photos": [picture(), picture("near.jpg")]}
    assert browser.post(site.url("observations"), said).status_code == 302
    page = colleague.get(site.url("observations")).content.decode()
    assert "pump.jpg" in page
    assert "near.jpg" in page
    assert "pump.jpg" in colleague.get(site.url("files")).content.decode()
    row = Photo.objects.visible_to(cast.ben).get(name="pump.jpg")
    asked = colleague.post(site.url("observation_photo", row.pk))
    assert asked["Location"].startswith("/portal/files/")
    fetched = colleague.get(asked["Location"])
    assert (fetched.status_code, fetched["Content-Type"]) == (200, "image/jpeg")
    assert fetched["Content-Disposition"] == 'attachment; filename="pump.jpg"'
    assert fetched["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"GPS" not in fetched.content
    ours = open_browser(cast.ben)
    seen = Observation.objects.visible_to(cast.ben).get()
    assert "pump.jpg" in ours.get(reverse("touchpoint", args=[seen.touchpoint_id])).content.decode()
    assert ours.post(reverse("photo", args=[row.pk]), follow=True).content == fetched.content


def test_what_is_no_picture_or_too_many_is_refused_and_nothing_that_was_typed_is_lost(cast, site):
    browser, _contact = site.let_in("Saskia")
    said = {"text": "The valve drips.", "photos": [SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")]}
    refused = browser.post(site.url("observations"), said)
    assert refused.status_code == 422
    assert "“a.pdf” is no picture" in refused.content.decode()
    assert "The valve drips." in refused.content.decode()
    many = browser.post(
        site.url("observations"), {"text": "x y", "photos": [picture() for _ in range(photos.MOST + 1)]}
    )
    assert "At most 4 pictures" in many.content.decode()
    cut = {"text": "x y", "photos": [SimpleUploadedFile("a.jpg", b"\xff\xd8\xff no")]}
    assert "no picture that can be opened" in browser.post(site.url("observations"), cut).content.decode()
    assert not Observation.objects.visible_to(cast.ben).exists()


def test_nobody_fetches_what_is_not_theirs_was_taken_back_or_after_they_are_out(cast, site, other_site):
    browser, contact = site.let_in("Saskia")
    stranger, otto = other_site.let_in("Otto")
    browser.post(site.url("observations"), {"text": "The valve drips.", "photos": [picture()]})
    (row,) = Photo.objects.visible_to(cast.ben)
    assert stranger.post(other_site.url("observation_photo", row.pk)).status_code == 404
    assert stranger.post(site.url("observation_photo", row.pk)).status_code == 404
    assert queries.list_photos(site.account, viewer=other_site.viewer(otto)) == []
    with pytest.raises(NotAllowed):
        research_operations.ask_for_photo(photo=row.pk, viewer=site.viewer(contact), at=NOW)
    address = browser.post(site.url("observation_photo", row.pk))["Location"]
    seen = row.observation_id
    operations.take_back_observation(observation=seen, viewer=site.viewer(contact), at=NOW)
    assert browser.get(address).status_code == 404
    with pytest.raises(NotFound):
        operations.ask_for_photo(photo=row.pk, viewer=site.viewer(contact), at=NOW)
    assert "pump.jpg" not in browser.get(site.url("files")).content.decode()


def test_what_was_seen_stands_on_the_pages_of_both_sides_as_it_looked(cast, site, other_site):
    browser, contact = site.let_in("Saskia")
    stranger, otto = other_site.let_in("Otto")
    told = {"text": "The valve drips, each night.", "photos": [picture(), picture("near.jpg")]}
    browser.post(site.url("observations"), told)
    seen = Observation.objects.visible_to(cast.ben).get()
    ours = open_browser(cast.ben)
    timeline = reverse("touchpoint_timeline", args=[site.account])
    for client, address in (
        (browser, site.url("observations")), (browser, site.url("files")),
        (ours, reverse("touchpoint", args=[seen.touchpoint_id])), (ours, timeline),
    ):  # fmt: skip
        page = client.get(address).content.decode()
        assert page.count("a picture that Saskia handed in") == 2, address
        sources = re.findall(r'src="([^"]*thumbnails/[^"]+)"', page)
        assert [Client().get(one).status_code for one in sources] == [200, 200]
    row = Photo.objects.visible_to(cast.ben).first()
    foreign = thumbnails.token_of(row.pk, viewer=other_site.viewer(otto), at=NOW)
    assert stranger.get(reverse("portal:thumbnail", args=[foreign])).status_code == 404
    operations.take_back_observation(observation=seen.pk, viewer=site.viewer(contact), at=NOW)
    assert [Client().get(one).status_code for one in sources] == [404, 404]


def test_pages_send_no_more_statements_for_more_photos(cast, site):
    browser, _contact = site.let_in("Saskia")
    ours = open_browser(cast.ben)
    reads = [(browser, site.url("observations")), (browser, site.url("files"))]
    reads.append((ours, reverse("touchpoint_timeline", args=[site.account])))
    browser.post(site.url("observations"), {"text": "The valve drips.", "photos": [picture()]})
    before = [count(*one) for one in reads]
    for number in range(3):
        said = {"text": f"It drips, {number} times.", "photos": [picture(f"{place}.jpg") for place in range(4)]}
        browser.post(site.url("observations"), said)
    assert [count(*one) for one in reads] == before
