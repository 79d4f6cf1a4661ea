"""What the templates of mirror reports are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.analysis.feedback.kinds import MirrorPart
from closeknit.analysis.feedback.mirror import Candidate
from closeknit.kit.look import saying
from closeknit.kit.look.rows import Quote
from closeknit.kit.pdf.sheets import Line, Part, Said, Sheet
from closeknit.promises.mirror.queries import Allowed, MirrorDraft, Report
from closeknit.web import quotes
from closeknit.web.mirror import labels

SOMEBODY = "one of your people"


@dataclass(frozen=True)
class ReadLine:
    """One line as they read it: a quotation, or a sentence with its fact."""

    quote: Quote | None
    text: str
    fact: str


@dataclass(frozen=True)
class ReadPart:
    """One part as they read it."""

    title: str
    lines: tuple[ReadLine, ...]


@dataclass(frozen=True)
class Choice:
    """One line that can stand in the report, as we choose. `words` are what it stands on, for our eyes."""

    key: str
    text: str
    is_shown: bool
    is_quote: bool
    is_own: bool
    fact: str
    proposal: str
    speaker: str
    words: Quote | None
    is_new: bool = False


@dataclass(frozen=True)
class ChoicePart:
    """The lines of one part, with how many stand in the report now."""

    code: str
    title: str
    help: str
    choices: tuple[Choice, ...]
    n_shown: int


@dataclass(frozen=True)
class SilentLine:
    """Somebody whose exact words could be quoted if they allowed it; `allowed` is what they said yes to before."""

    contact_id: str
    name: str
    n: int
    sample: Quote
    allowed: Allowed | None


def parts_of(report: Report) -> list[ReadPart]:
    """Return a report part by part, as it is read."""
    return [
        ReadPart(
            labels.TITLES[part],
            tuple(
                ReadLine(
                    Quote(text=line.text, wording="exact", speaker=line.speaker or SOMEBODY, said_on=line.said_on)
                    if line.is_quote
                    else None,
                    line.text,
                    line.fact,
                )
                for line in report.parts[part]
            ),
        )
        for part in MirrorPart
        if report.parts.get(part)
    ]


def choices_of(
    draft: MirrorDraft, *, texts: Mapping[str, str] | None = None, left_out: Sequence[str] | None = None
) -> list[ChoicePart]:
    """Return what can stand in the next report, part by part; what we should like to ask is typed in a field of its own.

    `texts` and `left_out` are what somebody just chose, where it was refused: it stands there as they left it.
    """
    found = []
    for part in MirrorPart:
        lines = [one for one in draft.candidates if one.part is part]
        if lines and part is not MirrorPart.QUESTIONS:
            several = tuple(_choice(one, draft, texts or {}, left_out) for one in lines)
            n_shown = sum(one.is_shown for one in several)
            found.append(ChoicePart(part.value, labels.TITLES[part], labels.HELP.get(part, ""), several, n_shown))
    return found


def silent_of(draft: MirrorDraft, most: int = 6) -> list[SilentLine]:
    """Return whom it is worth asking for their consent: those who said yes before and spoke since, then those with most words."""
    lines = [
        SilentLine(
            contact,
            several[0].speaker,
            len(several),
            quotes.quote_of(several[0], with_account=False),
            draft.allowed.get(contact),
        )
        for contact, several in draft.silent.items()
    ]
    return sorted(lines, key=lambda one: (one.allowed is None, -one.n, one.name))[:most]


def sheet_of(report: Report, *, house: str, is_draft: bool) -> Sheet:
    """Return a report as a sheet for the one writer of PDF: the same words as on the page, and nothing else."""
    since = f"Since {saying.say_full_day(report.since_on)}. " if report.since_on else ""
    by = f"{house}, {report.released_by}" if report.released_by else house
    state = "a draft, not released" if is_draft else f"report {report.number}"
    return Sheet(
        title=f"{report.account}: what your world looks like from here",
        lede=(*_paragraphs(report.intro), f"{since}From your own people's words, and from nothing of anybody else."),
        parts=tuple(
            Part(
                labels.TITLES[part],
                tuple(_line(one.text, one.fact, one.is_quote, one.speaker, one.said_on) for one in several),
            )
            for part in MirrorPart
            if (several := report.parts.get(part, ()))
        ),
        foot=f"{by} · {saying.say_full_day(report.on)} · {state}",
    )


def _line(text: str, fact: str, is_quote: bool, speaker: str, on: date | None) -> Line:
    if not is_quote:
        # The fact follows behind a comma.
        return Line(text.removesuffix(".") if fact else text, fact=fact)
    by = ", ".join(filter(None, (speaker or SOMEBODY, saying.say_full_day(on) if on else "")))
    return Line("", said=Said(text, by=by))


def _choice(one: Candidate, draft: MirrorDraft, texts: Mapping[str, str], left_out: Sequence[str] | None) -> Choice:
    behind, text = draft.words.get(one.verbatim), texts.get(one.key, one.text)
    return Choice(
        key=one.key,
        text=text,
        is_shown=bool(text) if one.is_own else one.is_shown if left_out is None else one.key not in left_out,
        is_quote=one.is_quote,
        is_own=one.is_own,
        fact=one.fact,
        proposal="" if behind else one.proposal,
        speaker=one.speaker or SOMEBODY,
        words=quotes.quote_of(behind, with_account=False) if behind else None,
        is_new=one.is_quote and bool(draft.since_on and one.said_on and one.said_on > draft.since_on),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in text.split("\n\n") if one.strip())
