"""Standing questions that were put in a talk: their answers as lines of its minutes, and what is kept of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from closeknit.analysis.kinds import Wording
from closeknit.kit.viewer import Viewer
from closeknit.research.models import QuestionVersion
from closeknit.research.operations import Given
from closeknit.today.minutes import Minutes
from closeknit.touchpoints.drafts import Line, Speaker

_QUOTES = ("“”", '""', "„“", "„”", "«»", "»«", "‘’")


@dataclass(frozen=True)
class Answered:
    """One question as somebody ticked it: its version, who answered, in which words, and what came of it.

    Words that stand in quotation marks from end to end are their very words.
    """

    version: str
    contact: str | None = None
    words: str = ""
    outcome: str = ""
    outcome_text: str = ""
    signal: str = ""


def compose(
    written: Minutes, answers: Sequence[Answered], *, contact: str | None, viewer: Viewer
) -> tuple[Minutes, list[Given]]:
    """Return the minutes with each answer as a line behind the others, said to its question, and what is kept of each question.

    `contact` is who answered where nothing is said of it.
    """
    asked = [one.version for one in answers]
    texts = dict(QuestionVersion.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", "text"))
    speakers, lines, given = list(written.speakers), list(written.lines), []
    for one in answers:
        who = one.contact or contact
        position = None
        if one.words.strip():
            position = len(lines)
            place = _place(speakers, who)
            words, wording = read_quoted(one.words)
            lines.append(Line(words, place, prompt=texts.get(one.version, ""), wording=wording))
        given.append(Given(one.version, who, position, one.outcome, one.outcome_text, one.signal))
    return replace(written, speakers=tuple(speakers), lines=tuple(lines)), given


def read_quoted(text: str) -> tuple[str, str]:
    """Return words without the quotation marks around all of them and that they are exact then, else the words and no wording."""
    said = text.strip()
    for pair in _QUOTES:
        opening, closing = pair[0], pair[1]
        inner = said[1:-1].strip()
        if (
            len(said) > 2
            and said[0] == opening
            and said[-1] == closing
            and inner
            and not {opening, closing} & set(inner)
        ):
            return inner, Wording.EXACT.value
    return said, ""


def _place(speakers: list[Speaker], contact: str | None) -> int | None:
    """Return the place of a contact among the speakers, added where they are not there; nobody's where nobody is named."""
    if contact is None:
        return None
    for place, speaker in enumerate(speakers):
        if speaker.contact == contact:
            return place
    speakers.append(Speaker(contact=contact))
    return len(speakers) - 1
