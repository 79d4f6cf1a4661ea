"""Pictures before anybody else gets them: what they know of their camera, their place and their maker is taken out.

A picture is read and written anew, so that nothing of the file is left but its pixels; it is turned the way it was held first. What is too
large to be opened safely, or is no whole picture, is refused. Of each a small one is made for pages: its thumbnail.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext
from PIL import Image, ImageOps, UnidentifiedImageError

from closeknit.kit.refusals import Refused

# Content type to the name of its format.
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
MOST_PIXELS = 50_000_000
# A thumbnail's longer side.
LONGEST = 480
_MODES = {"JPEG": ("RGB", "L", "CMYK"), "PNG": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"), "WEBP": ("RGB", "RGBA")}


class BadPicture(Refused):
    """A picture that cannot be read, or only at a danger."""


@dataclass(frozen=True)
class Thumbnail:
    """A picture small enough to stand on a page: WebP, its pixels and nothing else."""

    data: bytes
    width: int
    height: int


def clean(data: bytes, kind: str) -> bytes:
    """Return a JPEG, PNG or WebP picture with its pixels and nothing else, or raise BadPicture."""
    with _opened(data, kind) as picture:
        return _write(picture, FORMATS[kind])


def shrink(data: bytes, kind: str) -> Thumbnail:
    """Return a JPEG, PNG or WebP picture small, under the same limits, or raise BadPicture. One that is small stays as large as it is."""
    with _opened(data, kind) as picture:
        # A JPEG is read no finer than it takes: a twentieth of the work on what a telephone takes.
        picture.draft("RGB", (2 * LONGEST, 2 * LONGEST))
        picture.seek(0)
        small = _in_plain_colours(picture)
        small.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        written = io.BytesIO()
        _bare(small).save(written, format="WEBP", quality=80)
        return Thumbnail(written.getvalue(), small.width, small.height)


@contextmanager
def _opened(data: bytes, kind: str) -> Iterator[Image.Image]:
    """Open a picture that is safe to be decoded; whatever is wrong with it, also while it is read, is BadPicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as opened:
                _check_size(opened)
                yield opened
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(_refusal()) from error
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, OverflowError) as error:
        # What Pillow raises on files that are cut off or made to break it.
        raise BadPicture(_refusal()) from error


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height * getattr(picture, "n_frames", 1) > MOST_PIXELS:
        raise BadPicture(
            gettext("This picture has more than %(most)d million points. Nothing was kept: send a smaller one.")
            % {"most": MOST_PIXELS // 1_000_000}
        )


def _write(picture: Image.Image, form: str) -> bytes:
    # Only the first picture of several: a film is not a picture, and the others could hold anything.
    picture.seek(0)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in _MODES[form]:
        upright = upright.convert("RGBA" if "A" in upright.getbands() and form != "JPEG" else "RGB")
    bare = _bare(upright)
    if upright.mode == "P":
        bare.putpalette(upright.getpalette("RGBA") or [], "RGBA")
    written = io.BytesIO()
    quality = {"quality": 90} if form != "PNG" else {}
    bare.save(written, format=form, **quality)
    return written.getvalue()


def _bare(picture: Image.Image) -> Image.Image:
    return Image.frombytes(picture.mode, picture.size, picture.tobytes())


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in the colours that a screen shows, with what is seen through."""
    if picture.mode == "I;16":
        # Pillow cuts off what is over 255 where it should divide.
        return picture.point(lambda value: value / 256, "L").convert("RGB")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _refusal() -> str:
    return gettext("This is no picture that can be opened. Nothing was kept.")
