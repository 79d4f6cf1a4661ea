"""What the page and the PDF of a mirror report are given, in the language of whoever reads."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from closeknit.analysis.feedback.kinds import MirrorPart
from closeknit.kit.pdf.sheets import Line, Part, Said, Sheet
from closeknit.promises.mirror.shared import Report

TITLES = {
    MirrorPart.WANTS: gettext_noop("What your people told us they want to do"),
    MirrorPart.HINDERED: gettext_noop("What gets in the way"),
    MirrorPart.PRAISE: gettext_noop("What goes well"),
    MirrorPart.CHANGED: gettext_noop("What changed since the last report"),
    MirrorPart.DIFFER: gettext_noop("Where your people see it differently, or alike"),
    MirrorPart.HEARD: gettext_noop("Whom we have heard, and whose voice is missing"),
    MirrorPart.PROMISES: gettext_noop("What we promised each other, and what became of it"),
    MirrorPart.QUESTIONS: gettext_noop("What we should like to ask"),
}


@dataclass(frozen=True)
class ReadLine:
    """One line as it is read; `by` stands under a quotation."""

    text: str
    fact: str
    is_quote: bool
    by: str


@dataclass(frozen=True)
class ReadPart:
    """One part of a report."""

    title: str
    lines: tuple[ReadLine, ...]


def list_parts(report: Report) -> list[ReadPart]:
    """Return a report part by part."""
    return [
        ReadPart(
            _(TITLES[part]), tuple(_line(one.text, one.fact, one.is_quote, one.speaker, one.said_on) for one in several)
        )
        for part in MirrorPart
        if (several := report.parts.get(part, ()))
    ]


def make_sheet(report: Report, *, house: str) -> Sheet:
    """Return a report for the one writer of PDF: the same words as on the page."""
    day = date_format(report.on)
    lede = [" ".join(one.split()) for one in report.intro.split("\n\n") if one.strip()]
    said_by = ", ".join(filter(None, (house, report.released_by)))
    return Sheet(
        title=title_of(report),
        lede=(*lede, _("From your own people's words, and from nothing of anybody else.")),
        parts=tuple(
            Part(
                part.title,
                tuple(
                    Line("", said=Said(one.text, by=one.by)) if one.is_quote else Line(one.text, fact=one.fact)
                    for one in part.lines
                ),
            )
            for part in list_parts(report)
        ),
        foot=f"{said_by} · {day} · {report.number}",
    )


def title_of(report: Report) -> str:
    """Return what a report is called."""
    return _("%(account)s: what your world looks like from here") % {"account": report.account}


def _line(text: str, fact: str, is_quote: bool, speaker: str, on: date | None) -> ReadLine:
    by = ", ".join(filter(None, (speaker or _("somebody of yours"), date_format(on) if on else ""))) if is_quote else ""
    return ReadLine(text, fact, is_quote, by)
