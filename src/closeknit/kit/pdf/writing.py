"""Writes a sheet as PDF, with the house's own fonts. Nothing is fetched, no file of the house or of the machine is read."""

import dataclasses
import functools
import json
import re
import unicodedata
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from closeknit.kit.pdf.sheets import Sheet, shorten

_HERE = Path(__file__).parent
# Longer than this without a place to break and a word would run out of its column.
_LONGEST = 24
_UNBROKEN = re.compile(rf"[^\s\u200b]{{{_LONGEST + 1},}}")
# Controls, half characters, and signs that turn the direction of what follows: none of them is somebody's words.
_NEVER = {"Cc", "Cs"}
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# How many lines a part and how many signs a text are tried until it fits: no page holds more than the first, the last always fits.
_ROOMS = ((40, 2000), (8, 600), (5, 400), (4, 300), (3, 240), (2, 200), (1, 160), (1, 80), (1, 40))
_PAGE = re.compile(rb"/Type\s*/Page\b")
_lock = Lock()


def write_sheet(sheet: Sheet, *, made_at: datetime) -> bytes:
    """Return the sheet as PDF (tagged, A4, fonts inside). The same sheet made at the same moment gives the same bytes.

    Whatever stands in it stays text: it is handed over as data and never read as markup.
    """
    given = json.dumps(_clean(dataclasses.asdict(sheet)))
    with _lock:
        written = _compiler().compile(format="pdf", sys_inputs={"sheet": given}, timestamp=int(made_at.timestamp()))
    # One document is one file; only pictures come as a list, a page each.
    assert isinstance(written, bytes)
    return written


def write_page(sheet: Sheet, *, made_at: datetime) -> bytes:
    """Return the sheet as PDF of one page: of much that is known, as many of the first lines of each part as there is room for."""
    *roomy, least = _ROOMS
    tried = None
    for lines, signs, beside in ((*room, beside) for room in roomy for beside in (4, 1)):
        shortened = shorten(sheet, lines=lines, signs=signs, beside=beside)
        if shortened == tried:
            continue
        written, tried = write_sheet(shortened, made_at=made_at), shortened
        if _n_pages(written) == 1:
            return written
    return write_sheet(shorten(sheet, lines=least[0], signs=least[1]), made_at=made_at)


def _n_pages(written: bytes) -> int:
    return len(_PAGE.findall(written))


@functools.cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")])
    return typst.Compiler(_HERE / "sheet.typ", root=_HERE, font_paths=fonts)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _UNBROKEN.sub(_breakable, "".join(map(_sign, value)))
    if isinstance(value, dict):
        # An address is ours and is followed, not read: broken, it would lead nowhere.
        return {name: one if name == "url" else _clean(one) for name, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value


def _sign(sign: str) -> str:
    if sign in _TURNS:
        return ""
    return " " if unicodedata.category(sign) in _NEVER else sign


def _breakable(found: re.Match[str]) -> str:
    """Return a long word with places where a line may end: spaces without width."""
    word = found[0]
    return "\u200b".join(word[start : start + _LONGEST] for start in range(0, len(word), _LONGEST))
