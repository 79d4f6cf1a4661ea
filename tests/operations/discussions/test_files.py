"""Files that hang on comments: what is taken, what is taken out of them, and who gets them by which address."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from closeknit.accounts.spaces import operations as spaces
from closeknit.analysis.kinds import Audience
from closeknit.discussions import attaching, operations, pictures, queries
from closeknit.discussions.attaching import Given
from closeknit.discussions.checks import TooMuch
from closeknit.discussions.models import Attachment, Comment, Ticket
from closeknit.discussions.shared import handing
from closeknit.discussions.shared import operations as theirs
from closeknit.discussions.shared import queries as their_queries
from closeknit.kit.refusals import NotFound, Refused
from tests.conftest import NOW
from tests.operations.discussions.conftest import Story

PDF = Given("drawing.pdf", b"%PDF-1.7 the drawing")
PLACE = b"GPS 52.1, 4.3 Camera of Ana"


def _picture(form: str, **more) -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    # Its maker, that it was held on its side, and a note by whoever took it.
    exif[0x010F], exif[0x0112], exif[0x010E] = "Camera of Ana", 6, "GPS 52.1, 4.3"
    Image.new("RGB", (40, 20), (200, 30, 40)).save(written, form, exif=exif, **more)
    return written.getvalue()


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_of_a_picture_only_its_pixels_are_kept_the_way_it_was_held(form: str, kind: str):
    data = _picture(form)
    assert b"Camera of Ana" in data
    (ready,) = attaching.prepare([Given("pump.jpeg", data)])
    assert ready.kind == kind
    assert b"Camera" not in ready.data
    assert b"GPS" not in ready.data
    with Image.open(io.BytesIO(ready.data)) as opened:
        assert opened.size == (20, 40)
        assert not opened.getexif()
        assert {"exif", "xmp", "comment", "icc_profile"}.isdisjoint(opened.info)


def test_what_hides_behind_a_picture_goes_too():
    data = _picture("JPEG", comment=b"written by Ana") + b"<script>alert(1)</script>"
    (ready,) = attaching.prepare([Given("pump.jpg", data)])
    assert b"script" not in ready.data
    assert b"written by" not in ready.data


@pytest.mark.parametrize("mode", ["RGBA", "L", "LA", "P", "1", "CMYK", "I;16"])
def test_pictures_of_every_kind_of_colour_come_through(mode: str):
    form = "JPEG" if mode == "CMYK" else "PNG"
    written = io.BytesIO()
    Image.new(mode, (8, 6)).save(written, form)
    (ready,) = attaching.prepare([Given("pump.png", written.getvalue())])
    with Image.open(io.BytesIO(ready.data)) as opened:
        assert opened.size == (8, 6)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<html><script>alert(1)</script>"),
        ("page.pdf", b"<html><script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("program.exe", b"MZ\x90\0"),
        ("notes.txt", b"text\0and more"),
        ("nothing", b""),
        ("cut.jpg", _picture("JPEG")[:60]),
        ("bomb.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x02\0\0\0" + b"\0" * 40),
        ("big.txt", b"x" * (attaching.MOST_BYTES + 1)),
    ],
)
def test_what_could_do_harm_is_refused_and_nothing_is_kept(story: Story, name: str, data: bytes):
    with pytest.raises(Refused, match=r"[Nn]othing was kept|picture"):
        theirs.write_comment(
            subject=story.promise, text="Look.", given=[PDF, Given(name, data)], viewer=story.ana, at=NOW
        )
    assert not Comment.objects.visible_to(story.ben).exists()
    assert not Attachment.objects.visible_to(story.ben).exists()


def test_a_large_picture_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    with pytest.raises(pictures.BadPicture, match="million"):
        attaching.prepare([Given("pump.jpg", _picture("JPEG"))])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\home\\plan.pdf", "plan.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("  ..  ", "file"),
        ("x" * 300 + ".pdf", "x" * 180 + ".pdf"),
        ("ann\u202efdp.exe", "ann fdp.exe"),
    ],
)
def test_a_name_is_a_name_and_no_path_nor_header(name: str, kept: str):
    assert attaching.clean_name(name) == kept


def test_no_more_than_a_few_files_hang_on_one_comment(story: Story):
    with pytest.raises(TooMuch):
        theirs.write_comment(subject=story.promise, text="Look.", given=[PDF] * 6, viewer=story.ana, at=NOW)
    comment = theirs.write_comment(subject=story.promise, text="Look.", given=[PDF] * 3, viewer=story.ana, at=NOW)
    theirs.attach_files(comment=comment, given=[PDF] * 2, viewer=story.ana, at=NOW)
    with pytest.raises(TooMuch):
        theirs.attach_files(comment=comment, given=[PDF], viewer=story.ana, at=NOW)
    (row,) = queries.read_discussion(story.promise, viewer=story.ben).comments
    assert [one.name for one in row.files] == ["drawing.pdf"] * 5


def _hang(story: Story) -> str:
    comment = theirs.write_comment(subject=story.promise, text="Look.", given=[PDF], viewer=story.ana, at=NOW)
    return Attachment.objects.visible_to(story.ben).get(comment=comment).pk


def test_a_file_is_fetched_by_a_token_that_is_hashed_expires_and_is_for_one_person(story: Story):
    file = _hang(story)
    tokens = {
        viewer.id: ask(attachment=file, viewer=viewer, at=NOW)
        for viewer, ask in (
            (story.ana, theirs.ask_for_file),
            (story.omar, theirs.ask_for_file),
            (story.gita, operations.ask_for_file),
        )
    }
    assert len(set(tokens.values())) == 3
    for token in tokens.values():
        handed = handing.fetch_file(token, at=NOW + timedelta(minutes=4))
        assert (handed.path.read_bytes(), handed.name, handed.kind) == (PDF.data, "drawing.pdf", "application/pdf")
        with pytest.raises(NotFound):
            handing.fetch_file(token, at=NOW + timedelta(minutes=11))
    rows = Ticket.objects.unscoped(reason="test")
    assert not rows.filter(hash__in=tokens.values()).exists()
    for wrong in ("", "x", tokens[story.ana.id][:-1]):
        with pytest.raises(NotFound):
            handing.fetch_file(wrong, at=NOW)
    with pytest.raises(NotFound):
        theirs.ask_for_file(attachment=file, viewer=story.saskia, at=NOW)


def test_the_right_to_a_file_is_looked_at_again_when_it_is_fetched(story: Story):
    file = _hang(story)
    token = theirs.ask_for_file(attachment=file, viewer=story.omar, at=NOW)
    spaces.end_access(contact=story.contacts["Omar"], viewer=story.ben, at=NOW)
    with pytest.raises(NotFound):
        handing.fetch_file(token, at=NOW)
    token = theirs.ask_for_file(attachment=file, viewer=story.ana, at=NOW)
    story.audience[story.promise] = Audience.INTERNAL
    with pytest.raises(NotFound):
        handing.fetch_file(token, at=NOW)
    story.audience[story.promise] = Audience.ACCOUNT
    handing.fetch_file(token, at=NOW)
    comment = Attachment.objects.visible_to(story.ben).get(pk=file).comment_id
    theirs.take_back_comment(comment=comment, viewer=story.ana, at=NOW)
    with pytest.raises(NotFound):
        handing.fetch_file(token, at=NOW)
    (row,) = their_queries.read_discussion(story.promise, viewer=story.omar).comments
    assert row.files == ()


def test_asking_again_makes_no_second_row_and_old_ones_go(story: Story):
    file = _hang(story)
    assert len({theirs.ask_for_file(attachment=file, viewer=story.ana, at=NOW) for _ in range(3)}) == 1
    theirs.ask_for_file(attachment=file, viewer=story.ana, at=NOW + timedelta(hours=1))
    assert Ticket.objects.unscoped(reason="test").count() == 1
