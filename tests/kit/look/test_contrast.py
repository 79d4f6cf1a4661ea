"""The contrast of every pair of colours that is used, computed from the tokens (WCAG 2.2, 1.4.3 and 1.4.11)."""

import math
import re
from pathlib import Path

import pytest

from closeknit.kit import look

TOKENS = (Path(look.__file__).parent / "static/look/tokens.css").read_text(encoding="utf-8")
PAIR = re.compile(r"--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS)}

TEXT = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-2")
        for ground in ("paper", "raised", "sunk", "petrol-soft", "r1", "r2", "r3", "r4")
    ],
    *[("ink-3", ground) for ground in ("paper", "raised", "sunk", "r4")],
    *[(ink, ground) for ink in ("petrol", "red-ink", "ochre-ink") for ground in ("paper", "raised", "sunk")],
    ("on-petrol", "petrol"),
    ("on-petrol", "petrol-strong"),
    ("on-float", "float"),
]
SHAPES = [
    *[(shape, ground) for shape in ("petrol", "ochre", "red", "edge", "node") for ground in ("paper", "raised")],
    *[("node", ring) for ring in ("r1", "r2", "r3", "r4")],
    ("petrol-mid", "paper"),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_at_four_and_a_half_to_one(ink: str, ground: str, scheme: int) -> None:
    assert _contrast(ink, ground, scheme) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_and_borders_stand_out_at_three_to_one(shape: str, ground: str, scheme: int) -> None:
    assert _contrast(shape, ground, scheme) >= 3


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert _ratio(_luminance("1 0 0"), _luminance("0 0 0")) == pytest.approx(21, abs=0.01)


def test_the_pages_use_no_colour_that_is_not_a_token() -> None:
    folder = Path(look.__file__).parent / "static/look"
    written = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsl|(?<![-\w])oklch\((?!0\.245|0 0 0)", re.IGNORECASE)
    loose = [
        path.name for path in folder.rglob("*.css") if path.name != "tokens.css" and written.search(path.read_text())
    ]
    assert loose == []


def _contrast(ink: str, ground: str, scheme: int) -> float:
    return _ratio(_luminance(COLOURS[ink][scheme]), _luminance(COLOURS[ground][scheme]))


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(oklch: str) -> float:
    """Return the relative luminance of an OKLCH colour: OKLab (Ottosson 2020) to linear sRGB, clipped to its gamut."""
    lightness, chroma, hue = (float(part) for part in oklch.split())
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    clipped = [max(0.0, min(1.0, part)) for part in (red, green, blue)]
    return 0.2126 * clipped[0] + 0.7152 * clipped[1] + 0.0722 * clipped[2]
