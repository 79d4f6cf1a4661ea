"""How wide a name is when it is set in Inter, without a font at hand.

The advances were measured once in the shipped font at this size (Inter is wider when it is small), in hundredths of the
size; another font will be close enough for the margin that is added.
"""

import functools
import unicodedata

SIZE = 14.5
HEIGHT = 18.0
LONGEST = 26

_ADVANCES = (
    (24, "ijl"),
    (29, " I!,.:;'’·"),
    (34, "\\`ft|"),
    (37, "()/[]r"),
    (42, "1{}-"),
    (47, '"_^“”'),
    (52, "*?s–"),
    (56, "xkzLavy"),
    (59, "Jc7e5Fhnu"),
    (61, "Eo2bdgpq"),
    (64, "36890#Z$&PRST"),
    (67, "4B+<=>~KXY"),
    (71, "AVDC"),
    (76, "HUGNOQ"),
    (82, "w"),
    (90, "mM"),
    (100, "W@%—…"),
)
_WIDTHS = {letter: advance for advance, letters in _ADVANCES for letter in letters}
_ANY_LATIN = 64
_FULL_WIDTH = 104
# Weight 600 is up to 4 % wider; a little more for fonts that stand in for Inter.
_STRONG, _REGULAR = 1.045, 1.01


@functools.lru_cache(maxsize=4096)
def measure(text: str, *, strong: bool) -> float:
    """Return the width of one line of text at label size, in view box units."""
    hundredths = sum(_advance(letter) for letter in text)
    return hundredths / 100 * SIZE * (_STRONG if strong else _REGULAR)


def shorten(name: str) -> str:
    """Return the name on one line, cut at 26 letters with an ellipsis, at a word's end where one is near."""
    line = " ".join(name.split())
    if len(line) <= LONGEST:
        return line
    cut = line[: LONGEST - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) >= LONGEST // 2 else cut).rstrip(" ,.&-") + "…"


def _advance(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL_WIDTH
    base = unicodedata.normalize("NFKD", letter)[0]
    return _WIDTHS.get(base, 78 if letter.isupper() else _ANY_LATIN)
