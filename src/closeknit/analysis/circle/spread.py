"""How far a relationship spreads: who of theirs and of ours is in touch, who has heard what from whom, and whether it came back."""

import collections
import datetime
import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis.circle.contact import TouchpointFact, trace_contact
from closeknit.analysis.kinds import ContactFunction, ContactLevel, Direction, Medium

IMPERSONAL = frozenset({Medium.SURVEY, Medium.REVIEW, Medium.FORUM})
# So many words shared with what we said make words of theirs an echo of it.
ECHO_SHARES = 2
_CONTENT = re.compile(r"[^\W\d_]{4,}")
# A word's first letters stand for all its forms: "charging" for "charge", "Kühlung" for "kühlen".
_STEM = 5
_COMMON = (
    "about above after again also always because been before being could does done down each even every find from give going have "
    "here into just know like look made make many more most much need never next only other over please same send should some soon "
    "such take tell than that their them then there these they thing this those time told until very want week well were what when "
    "where which while will with work would your yours dann dass eine einen haben nicht oder sich und voor naar niet zijn worden "
    "avec dans nous pour vous"
)
_EVERYWHERE = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conversation with who took part of theirs and of ours, as ids. `place` names the account where it is another one."""

    id: str
    on: datetime.date
    direction: Direction
    medium: Medium
    conversation: str
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    position: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Threads:
    """Who was in two-way contact within the latest limit, on either side. `is_single` where one side hangs on one person."""

    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    is_single: bool
    only_theirs: str | None
    only_ours: str | None


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """How often one of theirs and one of ours spoke or wrote, in conversations, and when last; the newest conversation's id."""

    n: int
    last_on: datetime.date
    meeting_id: str


class HeardHow(enum.StrEnum):
    """From what we know that somebody heard something, the surest first."""

    TOLD = "told"
    GIVEN = "given"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of theirs, to look for an echo in."""

    id: str
    speaker: str
    on: datetime.date
    text: str


@dataclass(frozen=True, slots=True)
class Echo:
    """A sentence that speaks of what we said, with the words that both share."""

    id: str
    on: datetime.date
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of theirs, as far as coverage asks: what they do there, and whether we are in touch."""

    id: str
    function: ContactFunction | None
    level: ContactLevel | None
    is_in_touch: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who is where: ids by function and level, functions with somebody in touch first; and the functions where we know nobody.

    `rows` hold the function (None: not known) and the people by level (None: not known).
    """

    rows: tuple[tuple[ContactFunction | None, Mapping[ContactLevel | None, tuple[str, ...]]], ...]
    unknown: tuple[ContactFunction, ...]


# Who decides on buying, and without whom little is decided: their absence is worth a line.
DECIDING = (
    ContactFunction.MANAGEMENT,
    ContactFunction.OPERATIONS,
    ContactFunction.PURCHASING,
    ContactFunction.FINANCE,
)


def count_threads(
    in_touch_on: Mapping[str, datetime.date | None],
    meetings: Iterable[Meeting],
    *,
    latest_days: int | None,
    as_of: datetime.date,
) -> Threads:
    """Return who of theirs (by the day of the newest two-way contact) and of ours is in two-way contact within the latest limit.

    One thread is one of theirs, or one of ours, while somebody is in touch at all; nobody at all is lateness, not a thread. Without a
    limit nobody is watched, and nothing is single.
    """
    if latest_days is None:
        return Threads((), (), False, None, None)
    since = as_of - datetime.timedelta(latest_days)
    theirs = tuple(sorted(one for one, on in in_touch_on.items() if on is not None and on >= since))
    ours = _ours_in_touch(meetings, since=since, as_of=as_of)
    only_theirs = theirs[0] if len(theirs) == 1 else None
    only_ours = ours[0] if len(ours) == 1 and theirs else None
    return Threads(theirs, ours, bool(only_theirs or only_ours), only_theirs, only_ours)


def meet(meetings: Iterable[Meeting]) -> dict[tuple[str, str], Acquaintance]:
    """Return by (theirs, ours) how many conversations the two shared and the newest; a mail and its answers are one.

    What reaches nobody in person makes nobody known: a survey, a review, a post in a forum.
    """
    threads: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    newest: dict[tuple[str, str], Meeting] = {}
    for one in meetings:
        if one.medium in IMPERSONAL:
            continue
        for pair in ((theirs, ours) for theirs in set(one.theirs) for ours in set(one.ours)):
            threads[pair].add(one.conversation or one.id)
            if pair not in newest or (one.on, one.position, one.id) > _when(newest[pair]):
                newest[pair] = one
    return {pair: Acquaintance(len(threads[pair]), one.on, one.id) for pair, one in newest.items()}


def cover(people: Sequence[Somebody]) -> Coverage:
    """Return the people by function and level, and the deciding functions where we know nobody."""
    by_function: dict[ContactFunction | None, list[Somebody]] = collections.defaultdict(list)
    for one in people:
        by_function[one.function].append(one)
    order = list(ContactFunction)
    functions = sorted(
        by_function,
        key=lambda function: (
            function is None,
            not any(one.is_in_touch for one in by_function[function]),
            order.index(function) if function else 0,
        ),
    )
    rows = tuple((function, _by_level(by_function[function])) for function in functions)
    return Coverage(rows, tuple(function for function in DECIDING if function not in by_function))


def find_echo(said_to_them: str, words: Iterable[Said], *, since: datetime.date) -> Echo | None:
    """Return the newest sentence of `since` or later that shares at least two content words with what we said, or None.

    A content word has four letters or more and does not stand everywhere; its first five letters stand for all its forms.
    """
    wanted = _stems(said_to_them)
    best: Echo | None = None
    for one in words:
        if one.on < since or (best is not None and (one.on, one.id) <= (best.on, best.id)):
            continue
        found = _stems(one.text)
        shared = tuple(found[stem] for stem in wanted if stem in found)
        if len(shared) >= ECHO_SHARES:
            best = Echo(one.id, one.on, shared)
    return best


def _ours_in_touch(meetings: Iterable[Meeting], *, since: datetime.date, as_of: datetime.date) -> tuple[str, ...]:
    facts: dict[str, list[TouchpointFact]] = collections.defaultdict(list)
    for one in meetings:
        fact = TouchpointFact(one.id, one.on, one.direction, one.medium, one.conversation or None, (), one.position)
        for member in set(one.ours):
            facts[member].append(fact)
    traces = {member: trace_contact(own, as_of=as_of).last for member, own in facts.items()}
    return tuple(sorted(member for member, last in traces.items() if last is not None and last.on >= since))


def _by_level(people: Sequence[Somebody]) -> dict[ContactLevel | None, tuple[str, ...]]:
    found: dict[ContactLevel | None, list[str]] = collections.defaultdict(list)
    for one in people:
        found[one.level].append(one.id)
    return {level: tuple(several) for level, several in found.items()}


def _when(one: Meeting) -> tuple[datetime.date, int, str]:
    return one.on, one.position, one.id


def _stems(text: str) -> dict[str, str]:
    words = (word.casefold() for word in _CONTENT.findall(text))
    return {word[:_STEM]: word for word in words if word not in _EVERYWHERE}
