"""Pictures before anybody else gets them: what they know of their camera, their place and their maker is taken out.

A picture is read and written anew, so that nothing of the file is left but its pixels; it is turned the way it was held first. What is too
large to be opened safely, or is no whole picture, is refused.
"""

import io
import warnings

from django.utils.translation import gettext
from PIL import Image, ImageOps, UnidentifiedImageError

from closeknit.kit.refusals import Refused

# Content type to the name of its format.
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
MOST_PIXELS = 50_000_000
_MODES = {"JPEG": ("RGB", "L", "CMYK"), "PNG": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"), "WEBP": ("RGB", "RGBA")}


class BadPicture(Refused):
    """A picture that cannot be read, or only at a danger."""


def clean(data: bytes, kind: str) -> bytes:
    """Return a JPEG, PNG or WebP picture with its pixels and nothing else, or raise BadPicture."""
    form = FORMATS[kind]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[form]) as opened:
                _check_size(opened)
                return _write(opened, form)
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
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    if upright.mode == "P":
        bare.putpalette(upright.getpalette("RGBA") or [], "RGBA")
    written = io.BytesIO()
    quality = {"quality": 90} if form != "PNG" else {}
    bare.save(written, format=form, **quality)
    return written.getvalue()


def _refusal() -> str:
    return gettext("This is no picture that can be opened. Nothing was kept.")
