"""A case as it is printed: the same parts as on the screen, in words alone."""

import re
from collections.abc import Sequence
from datetime import date

from closeknit.kit.look import saying
from closeknit.kit.pdf.sheets import Line, Part, Said, Sheet
from closeknit.offerings.cases.queries import CaseRow
from closeknit.web.adjacent import labels
from closeknit.web.adjacent.rows import SizeLine, TalkerLine

_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


def sheet_of(
    case: CaseRow, *, sizes: Sequence[SizeLine], talkers: Sequence[TalkerLine], house: str, today: date
) -> Sheet:
    """Return a case as a sheet for the one writer of PDF."""
    parts = [
        Part(label, tuple(Line(text) for text in _paragraphs(case.parts[code])))
        for code, label, _ in labels.PARTS
        if case.parts[code]
    ]
    if case.words:
        said = [Said(one.text, _by(one.speaker, one.account), one.wording == "exact") for one in case.words]
        parts.insert(1, Part("In their words", tuple(Line("", said=one) for one in said)))
    figures = tuple(Line(one.label, fact=one.rests_on, end=one.said) for one in sizes)
    people = tuple(
        Line(one.row.name, fact=", ".join(filter(None, (one.row.title, one.row.account, one.row.email))))
        for one in talkers
    )
    parts += [Part("Size", figures, is_aside=True), Part("Who would talk about it", people, is_aside=True)]
    return Sheet(
        title=case.title,
        lede=(f"The case for a new offering, version {case.number}",),
        parts=tuple(part for part in parts if part.lines),
        foot=f"{house} · {saying.say_full_day(today)} · for us alone, not to be passed on",
    )


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.splitlines():
        if _BULLET.match(line):
            lines.append("– " + _BULLET.sub("", line).strip())
        elif line.strip():
            lines.append(line.strip().lstrip("#").strip())
    return lines


def _by(speaker: str, account: str) -> str:
    return ", ".join(filter(None, (speaker, account)))
