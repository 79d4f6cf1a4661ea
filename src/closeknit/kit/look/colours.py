"""A company's own colour, made safe to read: its hue and as much of its strength as fits, at the lightness of the look's own colours.

Lightness is what contrast hangs on, so whatever colour a company has, text and buttons drawn with it stay as readable as ours.
OKLCH after Björn Ottosson (2020), "A perceptual color space for image processing".
"""

import math
import re
from collections.abc import Sequence

HEX = re.compile(r"#[0-9a-fA-F]{6}")
# Token, lightness and share of the strength, by light and by dark: as in tokens.css.
_TOKENS = (
    ("petrol", (0.435, 1.0), (0.80, 1.0)),
    ("petrol-strong", (0.375, 0.92), (0.85, 0.88)),
    ("petrol-mid", (0.64, 1.0), (0.58, 0.88)),
    ("petrol-soft", (0.935, 0.35), (0.285, 0.41)),
    ("r1", (0.872, 0.6), (0.345, 0.6)),
    ("r2", (0.908, 0.45), (0.292, 0.5)),
    ("r3", (0.94, 0.3), (0.25, 0.35)),
)
_STRONGEST = 0.11


def read_hex(text: str) -> str:
    """Return a colour as `#rrggbb` in small letters, or an empty string where `text` is none."""
    said = text.strip().lower()
    return said if HEX.fullmatch(said) else ""


def to_oklch(colour: str) -> tuple[float, float, float]:
    """Return lightness (0–1), chroma (0 to about 0.32) and hue (degrees) of a colour `#rrggbb`."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def write_tokens(colour: str) -> str:
    """Return the style sheet that draws a page in a company's colour; empty where `colour` is no `#rrggbb`."""
    said = read_hex(colour)
    if not said:
        return ""
    _, chroma, hue = to_oklch(said)
    strength = min(chroma, _STRONGEST)
    lines = [
        f"    --{name}: light-dark({_write(light, strength, hue)}, {_write(dark, strength, hue)});"
        for name, light, dark in _TOKENS
    ]
    return "@layer tokens {\n  :root {\n" + "\n".join(lines) + "\n  }\n}\n"


def list_shades(colour: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return how strong and how soft a company's colour stands by light and by dark, to show it; None where `colour` is no `#rrggbb`."""
    said = read_hex(colour)
    if not said:
        return None
    _, chroma, hue = to_oklch(said)
    tokens = {name: (light, dark) for name, light, dark in _TOKENS}
    strong, soft = tokens["petrol"], tokens["petrol-soft"]
    by_light, by_dark = (
        (_write(strong[way], min(chroma, _STRONGEST), hue), _write(soft[way], min(chroma, _STRONGEST), hue))
        for way in (0, 1)
    )
    return by_light, by_dark


def _write(token: Sequence[float], strength: float, hue: float) -> str:
    lightness, share = token
    return f"oklch({lightness:.3f} {strength * share:.4f} {hue:.1f})"


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
