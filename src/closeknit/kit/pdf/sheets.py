"""What is printed, as plain values: a sheet has parts, a part has lines, and a line may carry somebody's words."""

from dataclasses import dataclass


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
    """Lines under one head; `is_aside` puts them into the narrow column at the right."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""
    is_aside: bool = False


@dataclass(frozen=True)
class Sheet:
    """One document: its title, a few sentences under it, its parts in order, and what stands at the foot of every page."""

    title: str
    lede: tuple[str, ...]
    parts: tuple[Part, ...]
    foot: str = ""
