"""Two-way contact: when we last spoke *with* them, whom we owe an answer, and where we only tried.

Works on plain facts of one account; give it the facts of one person and it answers for that person.
"""

import collections
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis.kinds import Direction, Medium

# The house's rule (docs: how the numbers are made): a reply after a month is a new beginning, not an answer.
ANSWER_WITHIN_DAYS = 30

# An imported year of mail ends hundreds of conversations on their side; after a quarter no one waits for those.
OWED_FOR_DAYS = 90

# Words that reach us this way expect to be read, not answered one by one.
# Nobody waits at a keyboard for the answer to a survey, a review or a post in somebody else's forum.
MEDIA_WITHOUT_ANSWER = frozenset(
    {Medium.SURVEY, Medium.NOTE, Medium.OBSERVATION, Medium.FOCUS_GROUP, Medium.REVIEW, Medium.FORUM}
)

_Moment = tuple[datetime.date, int, bool, str]


@dataclass(frozen=True, slots=True)
class TouchpointFact:
    """What is needed of a touchpoint. `on` is the day it took place, never the day it was entered.

    `position` orders touchpoints within a day (minutes since midnight will do). `conversation` holds the messages of
    one thread together; without it a message stands alone. `contact_ids` are their people: who wrote, or to whom.
    """

    id: str
    on: datetime.date
    direction: Direction
    medium: Medium | None = None
    conversation: str | None = None
    contact_ids: tuple[str, ...] = ()
    position: int = 0
    needs_answer: bool = True


@dataclass(frozen=True, slots=True)
class TwoWayContact:
    """The day of a two-way contact and the one or two touchpoints that make it one (message, then answer)."""

    on: datetime.date
    touchpoint_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwedAnswer:
    """A conversation that ends on their side: since when, their unanswered messages oldest first, and who wrote."""

    since: datetime.date
    touchpoint_ids: tuple[str, ...]
    contact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """Messages of ours since the last two-way contact that nobody answered: "we tried"."""

    last_on: datetime.date
    touchpoint_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactTrace:
    """What the touchpoints say: the newest two-way contact, the answers that we owe (oldest first), our attempts."""

    last: TwoWayContact | None
    owed: tuple[OwedAnswer, ...]
    attempt: Attempt | None


def trace_contact(facts: Iterable[TouchpointFact], *, as_of: datetime.date) -> ContactTrace:
    """Return the two-way contact, owed answers and attempts of these touchpoints, in whatever order they come.

    Two-way is a touchpoint of direction *both*, or an answer: the later of one message each way in the same
    conversation within 30 days. An answer of ours, or talking with the writer since, ends what we owe. What lies after
    `as_of` is planned and does not count.
    """
    past = sorted((fact for fact in facts if fact.on <= as_of), key=moment_of)
    newest: tuple[_Moment, TwoWayContact] | None = None
    for found in _two_way(past):
        newest = found
    last = newest[1] if newest else None
    return ContactTrace(last, _owed(past, as_of), _attempt(past, newest[0] if newest else None))


def list_two_way_days(facts: Iterable[TouchpointFact], *, as_of: datetime.date) -> tuple[datetime.date, ...]:
    """Return every day of two-way contact in these touchpoints up to `as_of`, each once, oldest first."""
    past = sorted((fact for fact in facts if fact.on <= as_of), key=moment_of)
    return tuple(sorted({found.on for _, found in _two_way(past)}))


def trace_each_contact(facts: Iterable[TouchpointFact], *, as_of: datetime.date) -> Mapping[str, ContactTrace]:
    """Return the trace of each person who took part, by contact id, from the touchpoints that name the person."""
    by_contact: dict[str, list[TouchpointFact]] = collections.defaultdict(list)
    for fact in facts:
        for contact_id in set(fact.contact_ids):
            by_contact[contact_id].append(fact)
    return {contact_id: trace_contact(own, as_of=as_of) for contact_id, own in sorted(by_contact.items())}


def count_turns(facts: Iterable[TouchpointFact], *, as_of: datetime.date, days: int = 180) -> tuple[int, int]:
    """Return how many conversations of the last `days` days they began, and how many there were.

    A conversation begins with its oldest message; a *both* counts as begun by them only if their message led to it.
    A touchpoint without a conversation is one of its own.
    """
    since = as_of - datetime.timedelta(days)
    openings: dict[str, Direction] = {}
    for fact in sorted((fact for fact in facts if since < fact.on <= as_of), key=moment_of):
        openings.setdefault(_thread(fact), fact.direction)
    return sum(direction is Direction.THEIRS for direction in openings.values()), len(openings)


def moment_of(fact: TouchpointFact) -> _Moment:
    """Return what orders touchpoints in time; where nothing tells two apart, theirs comes first: better no nag than a false one."""
    return fact.on, fact.position, fact.direction is not Direction.THEIRS, fact.id


def _thread(fact: TouchpointFact) -> str:
    return f"conversation {fact.conversation}" if fact.conversation else f"alone {fact.id}"


def _two_way(past: Sequence[TouchpointFact]) -> Iterator[tuple[_Moment, TwoWayContact]]:
    """Yield each two-way contact in the order of time. The nearest message the other way decides, so one pass does."""
    latest: dict[tuple[str, Direction], TouchpointFact] = {}
    for fact in past:
        if fact.direction is Direction.BOTH:
            yield moment_of(fact), TwoWayContact(fact.on, (fact.id,))
            continue
        other = Direction.OURS if fact.direction is Direction.THEIRS else Direction.THEIRS
        before = latest.get((_thread(fact), other))
        if before and (fact.on - before.on).days <= ANSWER_WITHIN_DAYS:
            yield moment_of(fact), TwoWayContact(fact.on, (before.id, fact.id))
        latest[_thread(fact), fact.direction] = fact


def _owed(past: Sequence[TouchpointFact], as_of: datetime.date) -> tuple[OwedAnswer, ...]:
    waiting: dict[str, list[TouchpointFact]] = {}
    for fact in past:
        if fact.direction is Direction.OURS:
            waiting.pop(_thread(fact), None)
        elif fact.needs_answer and fact.direction is Direction.THEIRS and fact.medium not in MEDIA_WITHOUT_ANSWER:
            waiting.setdefault(_thread(fact), []).append(fact)
    talks = [fact for fact in past if fact.direction is Direction.BOTH]
    oldest = as_of - datetime.timedelta(OWED_FOR_DAYS)
    left = (
        [fact for fact in messages if fact.on >= oldest and not any(_settles(talk, fact) for talk in talks)]
        for messages in waiting.values()
    )
    owed = (
        OwedAnswer(
            since=messages[0].on,
            touchpoint_ids=tuple(fact.id for fact in messages),
            contact_ids=tuple(dict.fromkeys(contact for fact in messages for contact in fact.contact_ids)),
        )
        for messages in left
        if messages
    )
    return tuple(sorted(owed, key=lambda answer: (answer.since, answer.touchpoint_ids)))


def _settles(talk: TouchpointFact, message: TouchpointFact) -> bool:
    """Talking with somebody on the day of their message or later answers it, unless the order of that day is known."""
    if (talk.on, talk.position) < (message.on, message.position) and (talk.on < message.on or talk.position):
        return False
    if talk.conversation and talk.conversation == message.conversation:
        return True
    return not (talk.contact_ids and message.contact_ids) or bool(set(talk.contact_ids) & set(message.contact_ids))


def _attempt(past: Sequence[TouchpointFact], since: _Moment | None) -> Attempt | None:
    tries = [fact for fact in past if fact.direction is Direction.OURS and (since is None or moment_of(fact) > since)]
    return Attempt(tries[-1].on, tuple(fact.id for fact in tries)) if tries else None
