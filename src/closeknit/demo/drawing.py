"""The photos of the demo company: drawn anew at each build, by name, always the same. Nothing here was taken by a camera."""

import io
import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

_Colour = tuple[int, int, int]
_STEEL, _PAPER, _INK, _PEN = (176, 182, 184), (244, 242, 234), (38, 42, 46), (34, 58, 132)


def draw(name: str) -> bytes:
    """Return the photo called `name` as a JPEG."""
    written = io.BytesIO()
    # As a telephone would have seen it: a little soft, a little grain, darker towards the corners.
    chance = random.Random(name)  # noqa: S311 - no secret: the same photo each time
    seen = _PHOTOS[name](chance).filter(ImageFilter.GaussianBlur(0.9))
    _darken_corners(_grain(seen, chance)).save(written, "JPEG", quality=88)
    return written.getvalue()


def _probe_sheet(chance: random.Random) -> Image.Image:
    """A sheet of readings on a clipboard: numbers by hand, at six, at ten and at two, some of them never written."""
    photo = _steel((1280, 960), chance)
    sheet = Image.new("RGBA", (760, 820), (*_PAPER, 255))
    pen = ImageDraw.Draw(sheet)
    pen.text((48, 44), "COLD STORE 2", _INK, _letters(40), stroke_width=1)
    pen.text((48, 96), "Core probe, °C. Write it down each time.", _INK, _letters(22))
    columns, top, line = (48, 170, 320, 470, 620, 712), 150, 46
    for label, x in zip(("Day", "06:00", "10:00", "14:00", "By"), columns, strict=False):
        pen.text((x + 12, top + 10), label, _INK, _letters(22), stroke_width=1)
    for row in range(15):
        y = top + row * line
        pen.line((48, y, 712, y), (150, 152, 150), 2)
        if 0 < row < 14:
            pen.text((64, y + 10), str(row), _INK, _letters(22))
            _write_readings(sheet, row, y, columns, chance)
    for x in columns:
        pen.line((x, top, x, top + 14 * line), (150, 152, 150), 2)
    _lay(photo, sheet, (250, 70), turned=-3.5)
    clip = Image.new("RGBA", (220, 76), (0, 0, 0, 0))
    ImageDraw.Draw(clip).rounded_rectangle((0, 0, 219, 75), 18, (92, 98, 104, 255), (60, 64, 68, 255), 4)
    _lay(photo, clip, (500, 42), turned=-3.5)
    return photo


def _write_readings(sheet: Image.Image, row: int, y: int, columns: tuple[int, ...], chance: random.Random) -> None:
    for column in (1, 2, 3):
        # Two afternoons nobody had the time, and the last day has only begun.
        if (row, column) in ((5, 3), (9, 3), (9, 2)) or (row == 13 and column > 1):
            continue
        degrees = f"{3.2 + 1.6 * chance.random():.1f}"
        _scribble(sheet, degrees, (columns[column] + 24 + chance.randint(-6, 14), y + 2), chance)
    if row != 9:
        _scribble(sheet, chance.choice(("JT", "PM", "F.")), (columns[4] + 14, y + 2), chance)


def _chiller_door(chance: random.Random) -> Image.Image:
    """The door of a chiller with its display, and a note that somebody stuck beneath it."""
    photo = _steel((900, 1200), chance, upright=True)
    pen = ImageDraw.Draw(photo)
    pen.rectangle((0, 0, 130, 1200), (120, 126, 130))
    pen.line((130, 0, 130, 1200), (70, 74, 78), 8)
    pen.rounded_rectangle((690, 420, 760, 900), 34, (58, 62, 66), (36, 38, 40), 4)
    pen.rounded_rectangle((240, 190, 620, 400), 20, (26, 28, 30), (88, 92, 96), 6)
    glow = Image.new("RGB", photo.size)
    ImageDraw.Draw(glow).text((288, 232), "03.9", (255, 64, 40), _letters(120), stroke_width=3)
    photo = ImageChops.screen(photo, glow.filter(ImageFilter.GaussianBlur(9)))
    photo = ImageChops.screen(photo, glow)
    ImageDraw.Draw(photo).text((556, 250), "°C", (230, 60, 44), _letters(34))
    note = Image.new("RGBA", (330, 330), (248, 226, 120, 255))
    for number, words in enumerate(("READ IT,", "WRITE IT", "DOWN, then", "close me!")):
        _scribble(note, words, (34, 34 + number * 66), chance, size=44)
    _lay(photo, note, (255, 500), turned=4)
    return photo


def _night_sticker(chance: random.Random) -> Image.Image:
    """The draft of a sticker: one number for the night."""
    photo = _steel((1280, 860), chance)
    sticker = Image.new("RGBA", (880, 480), (0, 0, 0, 0))
    pen = ImageDraw.Draw(sticker)
    pen.rounded_rectangle((0, 0, 879, 479), 44, (22, 74, 78, 255))
    pen.rounded_rectangle((18, 18, 861, 461), 32, None, (236, 240, 236, 255), 4)
    pen.text((66, 60), "At night, one number", (236, 240, 236), _letters(58), stroke_width=1)
    # Numbers that are kept for stories: nobody is ever rung by it.
    pen.text((66, 168), "0113 496 0142", (255, 214, 102), _letters(108), stroke_width=3)
    pen.text((66, 332), "A person answers, and knows that", (236, 240, 236), _letters(40))
    pen.text((66, 384), "you are a hospital.", (236, 240, 236), _letters(40))
    _lay(photo, sticker, (190, 180), turned=2)
    return photo


def _breaker_panel(chance: random.Random) -> Image.Image:
    """A row of breakers, one of which is out, with a strip of tape that says of what."""
    photo = Image.new("RGB", (1280, 900), (206, 204, 196))
    pen = ImageDraw.Draw(photo)
    pen.rounded_rectangle((90, 110, 1190, 790), 26, (226, 225, 220), (150, 150, 146), 6)
    pen.rectangle((150, 250, 1130, 620), (52, 55, 58))
    for place in range(8):
        left = 164 + place * 120
        pen.rounded_rectangle((left, 262, left + 108, 608), 8, (236, 236, 232), (120, 122, 122), 3)
        is_out = place == 5
        lever = (left + 30, 440, left + 78, 540) if is_out else (left + 30, 330, left + 78, 430)
        pen.rounded_rectangle((left + 22, 316, left + 86, 554), 6, (70, 73, 76))
        pen.rounded_rectangle(lever, 6, (196, 58, 44) if is_out else (40, 44, 48))
        pen.text((left + 26, 276), f"B{(16, 16, 20, 32)[place % 4]}", _INK, _letters(26))
    for place, words in enumerate(("lights", "hob", "fridge", "plugs", "old DW", "NEW LINE", "fan", "boiler")):
        tape = Image.new("RGBA", (116, 54), (*_PAPER, 255))
        _scribble(tape, words, (6, 6), chance, size=24 if len(words) > 6 else 30)
        _lay(photo, tape, (160 + place * 120, 650), turned=chance.uniform(-3, 3))
    return photo


_PHOTOS: dict[str, Callable[[random.Random], Image.Image]] = {
    "probe-sheet.jpg": _probe_sheet,
    "chiller-door.jpg": _chiller_door,
    "night-sticker.jpg": _night_sticker,
    "breakers-st-aidans.jpg": _breaker_panel,
}
NAMES = tuple(_PHOTOS)


def _letters(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _steel(size: tuple[int, int], chance: random.Random, *, upright: bool = False) -> Image.Image:
    """Return brushed steel: stripes that run across, or down."""
    length = size[0] if upright else size[1]
    stripes = Image.frombytes("L", (1, length), bytes(128 + chance.randint(-26, 26) for _ in range(length)))
    stripes = stripes.filter(ImageFilter.GaussianBlur(1))
    brushed = (stripes.rotate(90, expand=True) if upright else stripes).resize(size)
    return ImageChops.overlay(Image.new("RGB", size, _STEEL), brushed.convert("RGB"))


def _lay(photo: Image.Image, thing: Image.Image, place: tuple[int, int], *, turned: float) -> None:
    """Lay a thing on a photo, with the shadow that it throws."""
    laid = thing.rotate(turned, Image.Resampling.BICUBIC, expand=True)
    shape, (x, y), soft = laid.getchannel("A"), place, 10
    shadow = Image.new("L", (laid.width + 4 * soft, laid.height + 4 * soft))
    shadow.paste(120, (2 * soft, 2 * soft), shape)
    photo.paste((20, 24, 26), (x + 8 - 2 * soft, y + 12 - 2 * soft), shadow.filter(ImageFilter.GaussianBlur(soft)))
    photo.paste(laid.convert("RGB"), place, shape)


def _scribble(sheet: Image.Image, words: str, place: tuple[int, int], chance: random.Random, size: int = 32) -> None:
    """Write as one does by hand: no two letters stand quite alike."""
    x, y = place
    for sign in words:
        letter = Image.new("L", (2 * size, 2 * size))
        ImageDraw.Draw(letter).text((size // 2, size // 4), sign, 255, _letters(size), stroke_width=1)
        letter = letter.rotate(chance.uniform(-9, 9), Image.Resampling.BICUBIC)
        sheet.paste(_PEN, (x - size // 2, y - size // 4 + chance.randint(-2, 2)), letter)
        x += round(_letters(size).getlength(sign)) + chance.randint(0, 2)


def _grain(photo: Image.Image, chance: random.Random) -> Image.Image:
    noise = Image.frombytes("L", photo.size, chance.randbytes(photo.width * photo.height))
    return Image.blend(photo, ImageChops.overlay(photo, noise.convert("RGB")), 0.08)


def _darken_corners(photo: Image.Image) -> Image.Image:
    light = ImageChops.invert(Image.radial_gradient("L")).resize(photo.size)
    return ImageChops.multiply(photo, light.point(lambda value: min(255, 150 + value)).convert("RGB"))
