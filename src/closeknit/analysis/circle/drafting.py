"""A first draft of a profile, put together from what was said: no language model, and no sentence without the words behind it."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from closeknit.analysis import periods
from closeknit.analysis.kinds import PromiseDirection, Settlement

# A draft is read before it is written on: of each kind the newest few.
MOST_OF_A_KIND = 4
_MOST_NOTES = 4
_LONGEST = 220
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class Words:
    """Something that was said: the note by which it is cited, and who said it. `told_by` is empty for their own words."""

    note: int
    text: str
    speaker: str
    on: datetime.date
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody of theirs with how much they said in all, and the newest of it."""

    name: str
    title: str
    n_sentences: int
    newest: Words


@dataclass(frozen=True, slots=True)
class VoicedNeed:
    """A need that they voiced, as we state it, with their newest words for it."""

    statement: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class GivenWord:
    """A promise of either side, with the words that it answers."""

    text: str
    direction: PromiseDirection
    due_on: datetime.date | None
    settlement: Settlement | None
    words: Words


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of an account for a first draft: each part newest first. `rivals` are the competitors that they named."""

    account: str
    speakers: Sequence[Speaker] = ()
    plans: Sequence[Words] = ()
    needs: Sequence[VoicedNeed] = ()
    pains: Sequence[Words] = ()
    rivals: Sequence[Words] = ()
    costs: Sequence[Words] = ()
    promises: Sequence[GivenWord] = ()
    questions: Sequence[Words] = ()


def draft_profile(evidence: Evidence, *, as_of: datetime.date) -> str:
    """Return a first draft in markdown: each sentence that claims something cites the words it rests on; what is not known is asked.

    The order is fixed: who they are, what they want next, what they need, what gets in their way, what they say of others and of cost,
    what was promised, what they asked, what nobody knows yet.
    """
    parts = (
        ("Who speaks for them", _speakers(evidence.speakers, as_of)),
        ("What they want next", _said(evidence.plans, as_of)),
        ("What they need", _needs(evidence.needs)),
        ("What gets in their way", _said(evidence.pains, as_of)),
        ("What they say of others", _said(evidence.rivals, as_of)),
        ("What they say of cost", _said(evidence.costs, as_of)),
        ("What was promised", _promises(evidence.promises, as_of)),
        ("What they asked us", _said(evidence.questions, as_of)),
        ("Still unknown", _unknown(evidence)),
    )
    written = [(title, list(lines)) for title, lines in parts]
    return "\n\n".join(
        f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines) for title, lines in written if lines
    )


def escape(text: str) -> str:
    """Return `text` so that markdown shows it as it is."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _speakers(speakers: Sequence[Speaker], as_of: datetime.date) -> Iterator[str]:
    for one in speakers[:MOST_OF_A_KIND]:
        what = f", {escape(one.title)}," if one.title else ""
        n = f"{one.n_sentences} sentence{'' if one.n_sentences == 1 else 's'}"
        yield f"{escape(one.name)}{what} said {n} to us, the last on {_day(one.newest.on, as_of)}. {_notes([one.newest])}"


def _said(several: Sequence[Words], as_of: datetime.date) -> Iterator[str]:
    for words in several[:MOST_OF_A_KIND]:
        who = escape(words.speaker) or "Somebody there"
        text = _clip(words.text)
        said = f"as told by {escape(words.told_by)}: {text}" if words.told_by else f"“{text}”"
        yield f"{who}, {_day(words.on, as_of)}, {said} {_notes([words])}"


def _needs(needs: Sequence[VoicedNeed]) -> Iterator[str]:
    for need in [one for one in needs if one.words][: MOST_OF_A_KIND + 2]:
        yield f"They need this: {_lower_first(escape(need.statement)).rstrip('.')}. {_notes(need.words)}"


def _promises(promises: Sequence[GivenWord], as_of: datetime.date) -> Iterator[str]:
    for one in promises[:MOST_OF_A_KIND]:
        who = "We" if one.direction is PromiseDirection.OURS else "They"
        ended = {Settlement.KEPT: "kept", Settlement.MISSED: "missed", Settlement.WITHDRAWN: "withdrawn"}
        due = f"due {_day(one.due_on, as_of)}" if one.due_on else "without a day"
        how = ended[one.settlement] if one.settlement else due
        yield f"{who} promised: {_lower_first(escape(one.text)).rstrip('.')} ({how}). {_notes([one.words])}"


def _unknown(evidence: Evidence) -> Iterator[str]:
    who = escape(evidence.account)
    if not evidence.plans:
        yield f"What does {who} want to reach in the next twelve months?"
    if not evidence.needs and not evidence.pains:
        yield "What gets in their way most?"
    if not evidence.rivals:
        yield "Who else calls them?"
    if not evidence.costs:
        yield "Where do they have to save?"
    yield f"What will {who} do next that we would not expect?"


def _notes(words: Sequence[Words]) -> str:
    return " ".join(f"[^{one.note}]" for one in words[:_MOST_NOTES])


def _day(day: datetime.date, as_of: datetime.date) -> str:
    # Written to last: a weekday or "yesterday" would be wrong next month.
    year = "" if day.year == as_of.year else f" {day.year}"
    return f"{day.day} {periods.MONTHS[day.month - 1]}{year}"


def _clip(text: str) -> str:
    line = " ".join(text.split())
    return escape(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rsplit(' ', 1)[0]}…")


def _lower_first(text: str) -> str:
    """A sentence goes on in small letters, but for "I" and what is written in capitals throughout."""
    first = text.split(" ", 1)[0]
    return text if first == "I" or (len(first) > 1 and first.isupper()) else text[:1].lower() + text[1:]
