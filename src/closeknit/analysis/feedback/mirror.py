"""What may stand in a mirror report: an account's world as seen from here, from its own people's words and from nothing else.

Three rules decide. Words stand as a quotation only where they are exact and their speaker allowed it; whatever else was said is counted, or
stands in words of ours that a member approved for this very report. What we call a need is ours too, so it needs the same approval.
A part of the account is named only where that points at nobody who did not agree to be named.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis.feedback.kinds import MirrorPart
from closeknit.analysis.kinds import SignalCode, Stance

# Fewer than these people and a part of the account says who they are.
LEAST_NAMED = 2
QUOTES, OWN = 10, 4
# Shorter than this a sentence says nothing without what stands around it.
SHORTEST_QUOTE, LONGEST_QUOTE = 20, 400
HEARD_DAYS = 365

OF_SIGNAL: Mapping[SignalCode, MirrorPart] = {
    SignalCode.PRAISE: MirrorPart.PRAISE,
    SignalCode.PAIN: MirrorPart.HINDERED,
    SignalCode.FEEDBACK: MirrorPart.HINDERED,
    SignalCode.NEED: MirrorPart.WANTS,
    SignalCode.PLAN: MirrorPart.WANTS,
    SignalCode.SUGGESTION: MirrorPart.WANTS,
}
_SPOKEN = {
    MirrorPart.WANTS: "what your people want to do",
    MirrorPart.HINDERED: "what gets in the way",
    MirrorPart.PRAISE: "what goes well",
}


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of their people: `function` and `level` as words, empty where nobody knows; `agrees` where they are content to be named."""

    id: str
    function: str
    level: str
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class SaidFact:
    """A sentence of theirs. `may_quote` holds what consent and wording say together; `speaker` is empty where no name is wished."""

    id: str
    contact: str
    text: str
    on: datetime.date
    part: MirrorPart
    may_quote: bool = False
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class OwnFact:
    """Something that only we have words for: a need, an observation, a promise. `proposal` is for our eyes; `fact` stands beside it."""

    key: str
    part: MirrorPart
    proposal: str
    fact: str = ""
    verbatim: str = ""


@dataclass(frozen=True, slots=True)
class VoiceFact:
    """One person's voice on a need."""

    need: str
    statement: str
    contact: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Choices:
    """What members decided for this report: `texts` by key in our own words, what is left out, and what we should like to ask."""

    texts: Mapping[str, str]
    left_out: frozenset[str] = frozenset()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line that can stand in the report. `text` is what would be read, empty until somebody wrote it; `proposal` stays with us."""

    key: str
    part: MirrorPart
    text: str
    is_shown: bool
    is_quote: bool = False
    is_own: bool = False
    fact: str = ""
    speaker: str = ""
    said_on: datetime.date | None = None
    contact: str = ""
    verbatim: str = ""
    proposal: str = ""


def list_candidates(
    *,
    people: Sequence[Somebody],
    said: Sequence[SaidFact],
    own: Sequence[OwnFact],
    voices: Sequence[VoiceFact],
    choices: Choices,
    since: datetime.date | None,
    as_of: datetime.date,
) -> tuple[Candidate, ...]:
    """Return every line that can stand in the report, part by part in their order, each with whether it stands there now."""
    found = [
        *(_own(one, choices) for one in own),
        *_said(said, choices),
        *_changed(said, since, as_of, choices),
        *_differ(voices, people, choices),
        *_heard(said, people, as_of, choices),
        *_questions(choices),
    ]
    order = list(MirrorPart)
    return tuple(sorted(found, key=lambda one: order.index(one.part)))


def _own(one: OwnFact, choices: Choices) -> Candidate:
    text = choices.texts.get(one.key, "").strip()
    return Candidate(
        key=one.key,
        part=one.part,
        text=text,
        is_shown=bool(text) and one.key not in choices.left_out,
        is_own=True,
        fact=one.fact,
        verbatim=one.verbatim,
        proposal=one.proposal,
    )


def _said(said: Sequence[SaidFact], choices: Choices) -> Iterable[Candidate]:
    """Yield quotations, words that only we could retell, and how much was said besides."""
    for part in _SPOKEN:
        newest = sorted((one for one in said if one.part is part), key=lambda one: (one.on, one.id), reverse=True)
        telling = [one for one in newest if SHORTEST_QUOTE <= len(one.text) <= LONGEST_QUOTE]
        quoted = [one for one in telling if one.may_quote][:QUOTES]
        silent = [one for one in telling if not one.may_quote]
        shown = []
        for one in quoted:
            is_shown = one.id not in choices.left_out
            shown += [one.id] if is_shown else []
            yield Candidate(
                key=one.id,
                part=part,
                text=one.text,
                is_shown=is_shown,
                is_quote=True,
                speaker=one.speaker,
                said_on=one.on,
                contact=one.contact,
                verbatim=one.id,
            )
        for one in silent[:OWN]:
            yield _own(OwnFact(one.id, part, one.text, verbatim=one.id), choices)
        besides = [one for one in newest if one.id not in shown]
        if besides:
            yield _counted(f"besides:{part}", part, _besides(besides, bool(shown)), choices)


def _besides(several: Sequence[SaidFact], has_quotes: bool) -> str:
    people = len({one.contact for one in several if one.contact})
    who = "one of your people" if people == 1 else f"{people} of your people" if people else "people of yours"
    n = "one sentence" if len(several) == 1 else f"{len(several)} sentences"
    return f"{'Besides, we' if has_quotes else 'We'} heard {n} from {who} about this."


def _changed(
    said: Sequence[SaidFact], since: datetime.date | None, as_of: datetime.date, choices: Choices
) -> Iterable[Candidate]:
    """Yield how often each thing was spoken of since the last report, against as many days before it."""
    if since is None:
        text = "This is the first report: from the next one on it says here what changed."
        yield _counted("changed:first", MirrorPart.CHANGED, text, choices)
        return
    before = since - (as_of - since)
    for part, words in _SPOKEN.items():
        now = sum(since < one.on <= as_of for one in said if one.part is part)
        then = sum(before < one.on <= since for one in said if one.part is part)
        if now or then:
            text = f"Of {words} we heard {_times(now)} since then, {_times(then)} in as many days before."
            yield _counted(f"changed:{part}", MirrorPart.CHANGED, text, choices)


def _differ(voices: Sequence[VoiceFact], people: Sequence[Somebody], choices: Choices) -> Iterable[Candidate]:
    """Yield the needs on which parts of the account speak with one voice, or with two."""
    by_need: dict[str, list[VoiceFact]] = defaultdict(list)
    for voice in voices:
        by_need[voice.need].append(voice)
    known = {one.id: one for one in people}
    for need, several in sorted(by_need.items()):
        yes = {voice.contact for voice in several if voice.stance is not Stance.CONTRADICTS}
        no = {voice.contact for voice in several if voice.stance is Stance.CONTRADICTS}
        speaking = [known[one] for one in sorted(yes | no) if one in known]
        if len({(one.function, one.level) for one in speaking}) < 2:
            continue
        # Within one part of the account it is the level that tells them apart.
        by_level = len({one.function for one in speaking}) == 1
        sides = ((yes - no, "say so"), (no - yes, "see it differently"), (yes & no, "say both"))
        told = [_say_who([one for one in speaking if one.id in side], does, by_level) for side, does in sides]
        fact = "; ".join(filter(None, told))
        yield _own(OwnFact(f"differ:{need}", MirrorPart.DIFFER, several[0].statement, fact), choices)


_OF_ONE = {"say so": "says so", "see it differently": "sees it differently", "say both": "says both"}


def _say_who(several: Sequence[Somebody], does: str, by_level: bool) -> str:
    if not several:
        return ""
    named, others = name_groups(several, by_level=by_level)
    parts = [*named, *([f"{others} {'other' if others == 1 else 'others'}"] if others and named else [])]
    if not named:
        parts = ["one person" if others == 1 else f"{others} people"]
    said = does if len(several) > 1 else _OF_ONE[does]
    return f"{_and(parts)} {said}"


def name_groups(several: Sequence[Somebody], *, by_level: bool = False) -> tuple[list[str], int]:
    """Return the parts of the account that can be named, each with how many of these people, and how many others there are.

    With `by_level` the parts are levels. A part is named where at least two of these people are in it, or where each of them agrees to
    be named.
    """
    groups: dict[str, list[Somebody]] = defaultdict(list)
    for one in several:
        groups[one.level if by_level else one.function].append(one)
    named, others = [], 0
    for function, there in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if function and (len(there) >= LEAST_NAMED or all(one.agrees for one in there)):
            named.append(f"{len(there)} {'among ' if by_level else 'in '}{function}")
        else:
            others += len(there)
    return named, others


def _heard(
    said: Sequence[SaidFact], people: Sequence[Somebody], as_of: datetime.date, choices: Choices
) -> Iterable[Candidate]:
    """Yield who was heard within a year, and whose voice is missing."""
    since = as_of - datetime.timedelta(HEARD_DAYS)
    spoke = {one.contact for one in said if one.on > since}
    heard = [one for one in people if one.id in spoke]
    if not people:
        return
    named, others = name_groups(heard)
    where = f": {', '.join(named)}" + (f", {others} elsewhere" if others and named else "") if named else ""
    text = f"In the last twelve months we heard {len(heard)} of the {len(people)} people whom we know with you{where}."
    yield _counted("heard:people", MirrorPart.HEARD, text, choices)
    silent = Counter(one.function for one in people if one.function)
    missing = sorted(function for function in silent if not any(one.function == function for one in heard))
    if missing:
        text = f"We have not heard from {_and(missing)}. Who should we listen to there?"
        yield _counted("heard:missing", MirrorPart.HEARD, text, choices)
    levels = {one.level for one in people if one.level}
    quiet = sorted(levels - {one.level for one in heard})
    if quiet:
        text = (
            f"Nor from anybody at the level of {_and(quiet)}." if missing else f"We have not heard from {_and(quiet)}."
        )
        yield _counted("heard:levels", MirrorPart.HEARD, text, choices)


def _questions(choices: Choices) -> Iterable[Candidate]:
    for number, question in enumerate(choices.questions, start=1):
        key = f"question:{number}"
        yield Candidate(key, MirrorPart.QUESTIONS, question, is_shown=key not in choices.left_out)


def _counted(key: str, part: MirrorPart, text: str, choices: Choices) -> Candidate:
    return Candidate(key, part, text, is_shown=key not in choices.left_out)


def _times(n: int) -> str:
    return "once" if n == 1 else "nothing" if n == 0 else f"{n} times"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
