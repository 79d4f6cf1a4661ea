"""What is printed, as plain values: a sheet has parts, a part has lines, and a line may carry somebody's words."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Said:
    """Somebody's words, and who said them where and when. Exact words are set in serif between quotation marks, reported ones are not."""

    text: str
    by: str = ""
    is_exact: bool = True


@dataclass(frozen=True)
class Line:
    """One line: what it says, the fact that proves it, and at its end a day or a figure; `is_late` sets the end in red."""

    text: str
    fact: str = ""
    end: str = ""
    is_late: bool = False
    said: Said | None = None


@dataclass(frozen=True)
class Part:
    """Lines under one head; `is_aside` puts them into the narrow column at the right. `n_more` lines are left out."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""
    is_aside: bool = False
    n_more: int = 0


@dataclass(frozen=True)
class Sheet:
    """One document: its title, a few sentences under it, its parts in order, and what stands at the foot of every page.

    `url` is where all of it can be read, for what is left out here.
    """

    title: str
    lede: tuple[str, ...]
    parts: tuple[Part, ...]
    foot: str = ""
    url: str = ""


def shorten(sheet: Sheet, *, lines: int, signs: int, beside: int = 1) -> Sheet:
    """Return the sheet with at most so many lines a part, the first ones, and at most so many signs a text; what is left out is counted.

    A part that stands aside keeps `beside` times as many lines: its column is seldom the one that is full.
    """
    room = {False: lines, True: lines * beside}
    parts = tuple(
        replace(
            part,
            title=_cut(part.title, signs),
            note=_cut(part.note, signs),
            lines=tuple(_shorten_line(line, signs) for line in part.lines[: room[part.is_aside]]),
            n_more=part.n_more + max(0, len(part.lines) - room[part.is_aside]),
        )
        for part in sheet.parts
    )
    lede = tuple(_cut(line, signs) for line in sheet.lede)
    return replace(sheet, title=_cut(sheet.title, signs), lede=lede, parts=parts, foot=_cut(sheet.foot, signs))


def _shorten_line(line: Line, signs: int) -> Line:
    said = replace(line.said, text=_cut(line.said.text, signs), by=_cut(line.said.by, signs)) if line.said else None
    end = _cut(line.end, signs)
    return replace(line, text=_cut(line.text, signs), fact=_cut(line.fact, signs), end=end, said=said)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
