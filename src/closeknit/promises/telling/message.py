"""The ready message that tells somebody how a promise ended: in their own language's template, naming their own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from closeknit.analysis.kinds import Settlement, Wording
from closeknit.identity import queries as identity_queries
from closeknit.kit.languages import speaking
from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.promises.models import Promise, SettlementRow
from closeknit.promises.telling.people import Behind
from closeknit.verbatims.queries import VerbatimRow


@dataclass(frozen=True)
class Letter:
    """A message that is ready to be sent and theirs to change who sends it; `question` stands beneath it where it is asked."""

    subject: str
    text: str
    question: str


def write_letter(
    promise: Promise,
    settlement: SettlementRow,
    behind: Behind,
    words: Sequence[VerbatimRow],
    *,
    viewer: Viewer,
    language: str = "",
) -> Letter:
    """Return the message to one person. Whoever is at another account reads nothing of what was promised to this one.

    Their words stand in quotation marks only where they are exact; what one of us wrote down is told as what we noted.
    """
    newest = words[0] if words else None
    context = {
        "name": _first_name(behind.name),
        "words": newest,
        "is_exact": newest is not None and newest.wording == Wording.EXACT,
        "promise": promise,
        "is_theirs": behind.is_there,
        "is_kept": settlement.settlement == Settlement.KEPT,
        "is_missed": settlement.settlement == Settlement.MISSED,
        "settlement": settlement,
        "sender": viewer.name if viewer.kind == ViewerKind.MEMBER else "",
        "house": identity_queries.get_house().name,
    }
    with speaking(language):
        subject = render_to_string("promises/told_subject.txt", context)
        text = render_to_string("promises/told.txt", context)
    return Letter(" ".join(subject.split()), _tidy(text), write_question(language))


def write_question(language: str = "") -> str:
    """Return the question that is put beneath the message."""
    with speaking(language):
        return _tidy(render_to_string("promises/told_question.txt"))


def compose(text: str, question: str) -> str:
    """Return the mail as it goes out."""
    return f"{text.strip()}\n\n{question}\n" if question else f"{text.strip()}\n"


def say_date(day: date) -> str:
    """Return a day as the subject of a sentence says it."""
    return f"{day.day} {day:%B %Y}"


def _first_name(name: str) -> str:
    return name.split()[0] if name.split() else name


def _tidy(text: str) -> str:
    """Leave one empty line between paragraphs, wherever a template's tags stood."""
    lines = [line.strip() for line in text.strip().splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept)
