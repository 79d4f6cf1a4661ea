"""Thumbnails: how they are made, under which limits, where they are kept, and how what was there before gets one."""

import io

import pytest
from PIL import Image

from closeknit.discussions import attaching, pictures, shrinking
from closeknit.discussions.attaching import Given
from closeknit.discussions.models import Attachment
from closeknit.discussions.pictures import LONGEST, BadPicture
from closeknit.discussions.shared import operations as theirs
from closeknit.kit import files
from closeknit.kit.models import EventRow, TaskRun
from closeknit.kit.tasks import enqueue
from closeknit.kit.tasks.worker import Worker
from closeknit.kit.viewer import house
from tests.conftest import NOW
from tests.operations.discussions.conftest import Story
from tests.operations.discussions.test_files import PDF

KINDS = {form: kind for kind, form in pictures.FORMATS.items()}


def picture(form: str = "JPEG", size: tuple[int, int] = (1200, 900), mode: str = "RGB", **more) -> bytes:
    """Return a picture, two colours side by side."""
    drawn = Image.new("RGB", size, (200, 30, 40))
    drawn.paste((20, 90, 200), (size[0] // 2, 0, *size))
    written = io.BytesIO()
    drawn.convert(mode).save(written, form, **more)
    return written.getvalue()


def opened(thumbnail: pictures.Thumbnail) -> Image.Image:
    return Image.open(io.BytesIO(thumbnail.data), formats=["WEBP"])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("size", "small"),
    [((1200, 900), (480, 360)), ((900, 1200), (360, 480)), ((300, 200), (300, 200)), ((3000, 3), (480, 1))],
)
def test_a_thumbnail_is_small_of_one_kind_and_keeps_its_shape(form: str, size: tuple[int, int], small: tuple[int, int]):
    made = pictures.shrink(picture(form, size), KINDS[form])
    assert (made.width, made.height) == small == opened(made).size
    assert max(small) <= LONGEST
    assert len(made.data) < 20_000


def test_it_knows_nothing_but_its_pixels():
    exif = Image.Exif()
    exif[0x010F], exif[0x010E] = "Camera of Ana", "GPS 52.1, 4.3"
    data = picture(exif=exif, comment=b"written by Ana", icc_profile=b"a profile" * 20)
    made = pictures.shrink(data, "image/jpeg")
    for secret in (b"Camera", b"GPS", b"written by", b"a profile"):
        assert secret in data
        assert secret not in made.data
    assert not opened(made).getexif()
    left, right = (opened(made).convert("RGB").getpixel((x, 180)) for x in (100, 380))
    assert left[0] > 150 > left[2]
    assert right[2] > 150 > right[0]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1"])
def test_every_kind_of_colour_comes_through(mode: str):
    assert opened(pictures.shrink(picture("PNG", mode=mode), "image/png")).size == (480, 360)


def test_what_is_seen_through_stays_so_and_fine_grey_stays_grey():
    clear = io.BytesIO()
    Image.new("RGBA", (600, 600), (0, 0, 0, 0)).save(clear, "PNG")
    assert opened(pictures.shrink(clear.getvalue(), "image/png")).getchannel("A").getextrema() == (0, 0)
    grey = io.BytesIO()
    Image.new("I;16", (60, 60), 32768).save(grey, "PNG")
    low, high = opened(pictures.shrink(grey.getvalue(), "image/png")).convert("L").getextrema()
    assert 120 < low <= high < 136


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        picture()[:400],
        picture("PNG"),
        b"\xff\xd8\xff and no more",
    ],
    ids=["nothing", "a drawing", "cut off", "another kind", "a head alone"],
)
def test_what_is_no_whole_picture_of_its_kind_is_refused(data: bytes):
    with pytest.raises(BadPicture):
        pictures.shrink(data, "image/jpeg")


def test_a_small_file_with_a_huge_picture_is_refused_before_it_is_read():
    bomb = io.BytesIO()
    Image.new("1", (9000, 6000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    for make in (pictures.clean, pictures.shrink):
        with pytest.raises(BadPicture, match="million"):
            make(bomb.getvalue(), "image/png")
    film = io.BytesIO()
    # Shades that are nearly alike would be written as one.
    frames = [Image.new("RGB", (2000, 2000), (shade, 0, 0)) for shade in range(0, 252, 18)]
    frames[0].save(film, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(BadPicture, match="million"):
        pictures.shrink(film.getvalue(), "image/webp")


def test_a_film_is_shown_by_its_first_picture():
    film = io.BytesIO()
    Image.new("RGB", (50, 40), "red").save(
        film, "WEBP", save_all=True, append_images=[Image.new("RGB", (50, 40), "blue")]
    )
    made = opened(pictures.shrink(film.getvalue(), "image/webp"))
    assert getattr(made, "n_frames", 1) == 1
    assert made.convert("RGB").getpixel((20, 20))[0] > 200


def test_it_is_kept_beside_its_file_and_goes_with_it(story: Story):
    _hang(story, Given("pump.jpg", picture()), PDF)
    drawing, photo = Attachment.objects.visible_to(story.ben).order_by("name")
    assert (drawing.thumbnail, drawing.width, drawing.height) == ("", 0, 0)
    assert (photo.width, photo.height) == (480, 360)
    beside = files.path_beside(photo.file, photo.thumbnail)
    assert beside.parent == files.path_of(photo.file).parent
    assert beside.read_bytes()[8:12] == b"WEBP"
    files.remove(photo.file)
    assert not beside.exists()
    assert not files.path_of(photo.file).exists()
    assert files.path_of(drawing.file).exists()


def test_what_was_there_before_gets_one_in_the_background_and_what_has_none_is_asked_once(story: Story):
    _hang(story, *(Given(name, picture(size=(600, 10 * len(name)))) for name in ("a.jpg", "gone.jpg", "broken.jpg")))
    _hang(story, PDF)
    rows = Attachment.objects.visible_to(story.ben)
    rows.update(thumbnail="", width=None, height=None)
    by_name = {one.name: one for one in rows}
    files.remove(by_name["gone.jpg"].file)
    files.path_of(by_name["broken.jpg"].file).write_bytes(b"\xff\xd8\xff no")
    _work()
    found = {one.name: (one.width, bool(one.thumbnail)) for one in rows.all()}
    assert found == {
        "a.jpg": (480, True), "gone.jpg": (0, False), "broken.jpg": (0, False), "drawing.pdf": (0, False),
    }  # fmt: skip
    made = rows.get(name="a.jpg")
    assert files.path_beside(made.file, made.thumbnail).is_file()
    (told,) = EventRow.objects.visible_to(story.ben).filter(kind="files.thumbnails_made")
    assert (told.data["n_files"], told.data["n_made"]) == (4, 1)
    _work()
    assert EventRow.objects.visible_to(story.ben).filter(kind="files.thumbnails_made").count() == 1


def test_one_that_was_made_meanwhile_is_left_alone(story: Story):
    _hang(story, Given("pump.jpg", picture()))
    row = Attachment.objects.visible_to(story.ben).get()
    other = pictures.shrink(picture(size=(90, 90)), "image/jpeg")
    shrinking.keep_thumbnails(table=Attachment, made={row.pk: other}, viewer=house("a test"), at=NOW)
    assert Attachment.objects.visible_to(story.ben).get().width == 480


def _hang(story: Story, *given: Given) -> None:
    theirs.write_comment(subject=story.promise, text="Look.", given=given, viewer=story.ana, at=NOW)


def _work() -> None:
    enqueue(shrinking.make_thumbnails, viewer=house("a test"))
    Worker().run_until_idle()
    assert not TaskRun.objects.unscoped(reason="test").exclude(state="done").exists()


def test_nothing_is_kept_of_a_picture_that_cannot_be_made_small(story: Story, monkeypatch: pytest.MonkeyPatch):
    def refuse(data: bytes, kind: str) -> pictures.Thumbnail:
        raise BadPicture("no")

    monkeypatch.setattr(pictures, "shrink", refuse)
    with pytest.raises(BadPicture):
        attaching.prepare([Given("pump.jpg", picture())])
