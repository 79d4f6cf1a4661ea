"""Ally marks: facts that speak for or against an ally, each with the evidence it rests on. They are counted, never made a score.

What makes a partner is what they do: they talk with us of their own accord, cooperate, keep their word and do not look for another (Morgan
and Hunt 1994, "The Commitment-Trust Theory of Relationship Marketing"); and a relationship that rests on one person goes when that person
goes (Bendapudi and Leone 2002). The thresholds are the house's own. Where too little is known a mark says so; unknown is never against.
"""

import datetime
import enum
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis.circle import contact
from closeknit.analysis.circle.contact import ANSWER_WITHIN_DAYS, MEDIA_WITHOUT_ANSWER, TouchpointFact
from closeknit.analysis.kinds import Direction, Medium, SignalCode

CONVERSATIONS_DAYS = 180
WORDS_DAYS = 365
PROMISES_DAYS = 730

FEWEST_CONVERSATIONS = 5
BEGUN_FOR, BEGUN_AGAINST = 0.4, 0.1
FEWEST_ANSWERS = 3
SOON_DAYS, SLOW_DAYS = 3, 10
UNANSWERED_AGAINST = 0.5
FEWEST_PROMISES = 3
KEPT_FOR, KEPT_AGAINST = 0.8, 0.5
PLANS_FOR = 2
FEEDBACK_FOR = 2
PEOPLE_FOR = 2
# With fewer sentences than this heard in a year, not having heard something says nothing about them.
FEWEST_WORDS = 20

# So many pieces of evidence are named; the count says how many there are.
_MOST_NAMED = 12
_RIVALS = frozenset({SignalCode.LEAVING, SignalCode.COMPETITOR})
_FEEDBACK = frozenset({SignalCode.SUGGESTION, SignalCode.FEEDBACK})
_WRITTEN = frozenset({Medium.EMAIL, Medium.TICKET, None})


class Verdict(enum.StrEnum):
    """Which way a mark speaks. `neither` was looked at and says nothing either way; `unknown` could not be looked at."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence of theirs in which something was heard."""

    verbatim_id: str
    on: datetime.date
    signal: SignalCode


@dataclass(frozen=True, slots=True)
class TheirPromise:
    """A promise of theirs that has ended: on which day, and whether it was kept."""

    id: str
    on: datetime.date
    kept: bool


@dataclass(frozen=True, slots=True)
class MetNeed:
    """Words of theirs that say a need of theirs is met."""

    verbatim_id: str
    need_id: str
    on: datetime.date


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """What is known of one account: its touchpoints, what was heard, and promises of theirs that ended.

    `met` are words that settle needs of theirs, `n_needs` the needs that they voiced. `n_words` are the sentences of theirs in the
    last 365 days, whatever was heard in them; `n_people` whom we know there now.
    """

    touchpoints: Sequence[TouchpointFact] = ()
    heard: Sequence[Heard] = ()
    promises: Sequence[TheirPromise] = ()
    met: Sequence[MetNeed] = ()
    n_needs: int = 0
    n_words: int = 0
    n_people: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """One fact: what it claims, the figures that prove it, which way it speaks, and the ids behind it, newest first."""

    code: str
    claim: str
    fact: str
    verdict: Verdict
    n: int = 0
    touchpoint_ids: tuple[str, ...] = ()
    verbatim_ids: tuple[str, ...] = ()
    promise_ids: tuple[str, ...] = ()
    contact_ids: tuple[str, ...] = ()


def read_marks(facts: MarkFacts, *, as_of: datetime.date) -> tuple[Mark, ...]:
    """Return every mark of an account as of a day, in a fixed order; each says which way it speaks and why."""
    past = sorted((one for one in facts.touchpoints if one.on <= as_of), key=contact.moment_of)
    lately = [one for one in past if (as_of - one.on).days < CONVERSATIONS_DAYS]
    heard = sorted(
        (one for one in facts.heard if 0 <= (as_of - one.on).days < WORDS_DAYS),
        key=lambda one: (one.on, one.verbatim_id),
        reverse=True,
    )
    return (
        _starts_conversations(lately),
        _tells_plans(heard, facts.n_words),
        _keeps_promises(facts.promises, as_of),
        _known_through_several(lately, as_of, facts.n_people),
        _answers_soon(lately, as_of),
        _says_what_to_better(heard, facts.n_words),
        _looks_nowhere_else(heard, facts.n_words, as_of),
        _needs_are_met(facts, as_of),
    )


def _starts_conversations(lately: Sequence[TouchpointFact]) -> Mark:
    openings: dict[str, TouchpointFact] = {}
    for one in lately:
        # Whoever answers a survey was asked, and a post in somebody's forum speaks to everybody.
        if one.medium not in MEDIA_WITHOUT_ANSWER:
            openings.setdefault(one.conversation or one.id, one)
    begun = [one for one in openings.values() if one.direction is Direction.THEIRS]
    n = len(openings)
    share = len(begun) / n if n else 0.0
    fact = f"{len(begun)} of the last {n} conversations began with them" if n else "no conversation in half a year"
    verdict = _by_share(share, n, FEWEST_CONVERSATIONS, BEGUN_FOR, BEGUN_AGAINST)
    ids = tuple(one.id for one in reversed(begun))[:_MOST_NAMED]
    return Mark("starts_conversations", "They start conversations", fact, verdict, len(begun), touchpoint_ids=ids)


def _tells_plans(heard: Sequence[Heard], n_words: int) -> Mark:
    plans = [one.verbatim_id for one in heard if one.signal is SignalCode.PLAN]
    verdict = Verdict.FOR if len(plans) >= PLANS_FOR else Verdict.NEITHER
    if not plans:
        verdict = Verdict.AGAINST if n_words >= FEWEST_WORDS else Verdict.UNKNOWN
    said = f"{_times(len(plans))} in a year" if plans else f"not once in {n_words} sentences of a year"
    fact = said if plans or n_words >= FEWEST_WORDS else _too_few(n_words)
    return Mark("tells_plans", "They tell us their plans", fact, verdict, len(plans), verbatim_ids=_some(plans))


def _keeps_promises(promises: Sequence[TheirPromise], as_of: datetime.date) -> Mark:
    ended = sorted(
        (one for one in promises if 0 <= (as_of - one.on).days < PROMISES_DAYS), key=lambda one: (one.on, one.id)
    )
    n, n_kept = len(ended), sum(one.kept for one in ended)
    verdict = _by_share(n_kept / n if n else 0.0, n, FEWEST_PROMISES, KEPT_FOR, KEPT_AGAINST)
    fact = f"{n_kept} of {n} in two years" if n else "none of theirs has ended yet"
    ids = _some([one.id for one in reversed(ended)])
    return Mark("keeps_promises", "They keep their promises", fact, verdict, n, promise_ids=ids)


def _known_through_several(lately: Sequence[TouchpointFact], as_of: datetime.date, n_people: int) -> Mark:
    traces = contact.trace_each_contact(lately, as_of=as_of)
    spoke = sorted(((trace.last.on, who) for who, trace in traces.items() if trace.last), reverse=True)
    n = len(spoke)
    if n == 0:
        verdict, fact = Verdict.UNKNOWN, "nobody there was spoken with in half a year"
    else:
        verdict = Verdict.FOR if n >= PEOPLE_FOR else Verdict.AGAINST
        of = f" of {n_people} whom we know" if n_people >= n else ""
        fact = f"{n}{of} in half a year" if n > 1 else f"one person{of} in half a year"
    ids = _some([who for _, who in spoke])
    return Mark("known_through_several", "They know us through more than one person", fact, verdict, n, contact_ids=ids)


def _answers_soon(lately: Sequence[TouchpointFact], as_of: datetime.date) -> Mark:
    asked: dict[str, list[TouchpointFact]] = {}
    waits: list[tuple[int, str]] = []
    n_unanswered = 0
    for one in lately:
        if one.medium not in _WRITTEN or not one.conversation:
            continue
        ours = asked.setdefault(one.conversation, [])
        if one.direction is Direction.OURS:
            ours.append(one)
        elif ours:
            # They answer what we wrote first since they wrote last: a reminder does not make them quicker.
            waits.append(((one.on - ours[0].on).days, one.id))
            ours.clear()
    for ours in asked.values():
        n_unanswered += bool(ours) and (as_of - ours[0].on).days > ANSWER_WITHIN_DAYS
    n = len(waits) + n_unanswered
    ids = _some([answer for _, answer in reversed(waits)])
    claim = "They answer when we ask"
    if n < FEWEST_ANSWERS:
        known = f"only {n} of our messages to judge by" if n else "none of our messages in half a year to judge by"
        return Mark("answers_soon", claim, known, Verdict.UNKNOWN, n, touchpoint_ids=ids)
    median = statistics.median(days for days, _ in waits) if waits else None
    verdict = Verdict.NEITHER
    if median is None or n_unanswered / n > UNANSWERED_AGAINST or median > SLOW_DAYS:
        verdict = Verdict.AGAINST
    elif median <= SOON_DAYS:
        verdict = Verdict.FOR
    took = "never" if median is None else "the same day" if median < 1 else f"after {_days(median)}"
    open_ones = f", {n_unanswered} not at all" if n_unanswered else ""
    return Mark("answers_soon", claim, f"mostly {took}{open_ones}; {n} messages", verdict, n, touchpoint_ids=ids)


def _says_what_to_better(heard: Sequence[Heard], n_words: int) -> Mark:
    said = list(dict.fromkeys(one.verbatim_id for one in heard if one.signal in _FEEDBACK))
    verdict = Verdict.FOR if len(said) >= FEEDBACK_FOR else Verdict.NEITHER
    if not said and n_words < FEWEST_WORDS:
        verdict = Verdict.UNKNOWN
    fact = (
        f"{_times(len(said))} in a year" if said else _too_few(n_words) if n_words < FEWEST_WORDS else "not in a year"
    )
    claim = "They tell us what to do better"
    return Mark("says_what_to_better", claim, fact, verdict, len(said), verbatim_ids=_some(said))


def _looks_nowhere_else(heard: Sequence[Heard], n_words: int, as_of: datetime.date) -> Mark:
    rivals = [one for one in heard if one.signal in _RIVALS and (as_of - one.on).days < CONVERSATIONS_DAYS]
    claim = "They look nowhere else"
    ids = _some(list(dict.fromkeys(one.verbatim_id for one in rivals)))
    if rivals:
        counted = (
            ("spoke of leaving", sum(one.signal is SignalCode.LEAVING for one in rivals)),
            ("named a competitor", sum(one.signal is SignalCode.COMPETITOR for one in rivals)),
        )
        fact = f"{', '.join(f'{what} {_times(n)}' for what, n in counted if n)} in half a year"
        return Mark("looks_nowhere_else", claim, fact, Verdict.AGAINST, len(ids), verbatim_ids=ids)
    if n_words < FEWEST_WORDS:
        return Mark("looks_nowhere_else", claim, _too_few(n_words), Verdict.UNKNOWN)
    return Mark("looks_nowhere_else", claim, f"no word of it among {n_words} sentences of a year", Verdict.FOR)


def _needs_are_met(facts: MarkFacts, as_of: datetime.date) -> Mark:
    met = sorted(
        (one for one in facts.met if 0 <= (as_of - one.on).days < WORDS_DAYS),
        key=lambda one: (one.on, one.verbatim_id),
        reverse=True,
    )
    n = len({one.need_id for one in met})
    claim = "We meet needs of theirs"
    if not facts.n_needs:
        return Mark("needs_are_met", claim, "they have voiced no need yet", Verdict.UNKNOWN)
    fact = f"{n} of {facts.n_needs} that they voiced, by their words of a year"
    verdict = Verdict.FOR if n else Verdict.NEITHER
    return Mark("needs_are_met", claim, fact, verdict, n, verbatim_ids=_some([one.verbatim_id for one in met]))


def _by_share(share: float, n: int, fewest: int, enough: float, too_little: float) -> Verdict:
    if n < fewest:
        return Verdict.UNKNOWN
    if share >= enough:
        return Verdict.FOR
    return Verdict.AGAINST if share <= too_little else Verdict.NEITHER


def _some(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(ids)[:_MOST_NAMED]


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def _days(days: float) -> str:
    return "a day" if days == 1 else f"{days:g} days"


def _too_few(n_words: int) -> str:
    return f"only {n_words} sentences heard in a year" if n_words else "nothing heard from them in a year"
