"""What a cell of a survey says on a scale from 0 to 10: each scale is stretched so that its ends stay its ends, and said to be.

Stretching keeps order and equal steps (Dawes 2008 finds means of 5- and 7-point scales so rescaled alike those of 10-point ones). What
lay between two steps nobody knows: a 3 of 1-5 is 5, not 5.5.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

HIGHEST = 10.0
# A column is one of figures where so much of it is.
_ENOUGH = 0.8
_FIGURE = re.compile(
    r"([-+]?\d{1,3}(?:[.,]\d{1,3})?)(?:\s*/\s*\d{1,3}|\s*[-–—:.=]?\s+[^\d].*|\s*\([^)]*\)|\s*%)?", re.DOTALL
)
_IMPORTANCE = re.compile(r"\b(?:importan\w*|matters?|wichtig\w*|belangrijk\w*|priorit\w*|critical)\b", re.IGNORECASE)
_SATISFACTION = re.compile(
    r"\b(?:satisf\w*|zufrieden\w*|tevreden\w*|met (?:today|now)|well (?:is|are) .* met|happy with)\b", re.IGNORECASE
)
_FRAME = re.compile(
    r"\b(?:how|is|are|it|to you|for you|you|with|the|of|do|does|importan\w*|satisf\w*|matters?|please|rate|well|today"
    r"|on a scale.*)\b|[^\w\s]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Scale:
    """The figures that people could give, from `low` to `high`."""

    name: str
    low: int
    high: int

    @property
    def steps(self) -> int:
        """How many figures there are to choose from."""
        return self.high - self.low + 1


SCALES = {one.name: one for one in (Scale("0-10", 0, 10), Scale("1-10", 1, 10), Scale("1-7", 1, 7), Scale("1-5", 1, 5))}


def read_cell(cell: str, scale: Scale) -> float | None:
    """Return what a cell says, 0-10 to two digits; None for an empty one; or raise ValueError with why it says nothing.

    "4", "4,0", "4/5", "4 - very important" and "4 (often)" are four. A figure outside the scale is no figure of it.
    """
    said = cell.strip()
    if not said or said.casefold() in ("n/a", "na", "-", "–", "—", "don't know", "not applicable", "no answer"):
        return None
    found = _FIGURE.fullmatch(said)
    value = float(found[1].replace(",", ".")) if found else None
    if value is None or not scale.low <= value <= scale.high:
        short = said if len(said) <= 40 else f"{said[:39]}…"
        raise ValueError(f"“{short}” is no figure from {scale.low} to {scale.high}")
    return round((value - scale.low) / (scale.high - scale.low) * HIGHEST, 2)


def guess_scale(cells: Sequence[str]) -> Scale | None:
    """Return the scale that the cells of a column most likely use, or None where they are not figures.

    The narrowest that holds all of them, except that a nought or anything above seven tells the wide ones; a person can say otherwise.
    """
    figures = [float(found[1].replace(",", ".")) for cell in cells if (found := _FIGURE.fullmatch(cell.strip()))]
    filled = sum(bool(cell.strip()) for cell in cells)
    if not figures or len(figures) < _ENOUGH * filled:
        return None
    for name in ("1-5", "1-7", "1-10", "0-10"):
        if SCALES[name].low <= min(figures) and max(figures) <= SCALES[name].high:
            return SCALES[name]
    return None


def guess_meaning(column: str) -> str:
    """Return "importance" or "satisfaction" by the name of a column, "" where it says neither."""
    if _SATISFACTION.search(column):
        return "satisfaction"
    return "importance" if _IMPORTANCE.search(column) else ""


def guess_need(column: str, statements: Sequence[str]) -> int | None:
    """Return the place of the statement that a column is most likely about, by the words that they share; None where it is unclear.

    At least half of the column's words must stand in the statement, or half of the statement's in the column.
    """
    words = _words(column)
    scored = [(_overlap(words, _words(statement)), -place) for place, statement in enumerate(statements)]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= 0.5 else None


def say_scale(scale: Scale) -> str:
    """Return how figures of a scale are taken, in a sentence for people."""
    if scale.low == 0 and scale.high == int(HIGHEST):
        return "0 to 10 is kept as it is."
    middle = (scale.low + scale.high) / 2
    return f"{scale.low} to {scale.high} is stretched to 0 to 10: {scale.low} becomes 0, {middle:g} becomes 5, {scale.high} becomes 10."


def _words(text: str) -> set[str]:
    return {word.casefold().rstrip("s") for word in _FRAME.sub(" ", text).split() if len(word) > 2}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
