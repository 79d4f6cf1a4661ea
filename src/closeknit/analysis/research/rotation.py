"""Which standing questions to ask next: few at a time, the longest unanswered first, and none that this person heard a short while ago."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.analysis import periods

# The house's rules. Three open questions are a talk; six are a questionnaire.
MOST_A_CALL = 3
# Whoever answered in spring is not asked the same before autumn comes.
PERSON_REST_DAYS = 120
# What a colleague of theirs answered this month is known already.
ACCOUNT_REST_DAYS = 30
# What somebody was asked within a month counts against what they are asked now.
LATELY_DAYS = 30

_NEVER = datetime.date.min


@dataclass(frozen=True, slots=True)
class Put:
    """When a question was last put, and when it last got an answer in words; None where it never was."""

    asked_on: datetime.date | None = None
    answered_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question of the bank with its place there, as it was put to this person and to anybody at the account."""

    id: str
    place: int
    person: Put = Put()
    account: Put = Put()


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with the reasons for asking it now, or for leaving it."""

    id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rotation:
    """What to ask now, in order; what could be asked as well but is too much for one call; and what rests. Each stands in one of them."""

    ask: tuple[Choice, ...]
    later: tuple[Choice, ...]
    resting: tuple[Choice, ...]


def plan_rotation(
    questions: Iterable[QuestionFacts],
    *,
    as_of: datetime.date,
    person: str = "",
    account: str = "",
    most: int = MOST_A_CALL,
) -> Rotation:
    """Return which questions to ask `person` at `account` next, at most `most` of them; the same facts in any order give the same.

    First comes what this person answered longest ago, or never; then what the account did; then the order of the bank. A question rests
    for 120 days after this person was asked it, and for 30 after anybody there answered it. What they were asked within 30 days counts
    against `most`. Days after `as_of` count as today.
    """
    known = sorted(questions, key=_urgency)
    resting = {one.id: reason for one in known if (reason := _rest(one, as_of, person, account))}
    lately = sum(_within(one.person.asked_on, LATELY_DAYS, as_of) for one in known)
    awake = [Choice(one.id, _reasons(one, as_of, person, account)) for one in known if one.id not in resting]
    room = max(0, most - lately)
    return Rotation(
        ask=tuple(awake[:room]),
        later=tuple(awake[room:]),
        resting=tuple(Choice(one.id, (resting[one.id],)) for one in known if one.id in resting),
    )


def _urgency(one: QuestionFacts) -> tuple[datetime.date, datetime.date, int, str]:
    return one.person.answered_on or _NEVER, one.account.answered_on or _NEVER, one.place, one.id


def _rest(one: QuestionFacts, as_of: datetime.date, person: str, account: str) -> str:
    if one.person.asked_on and _within(one.person.asked_on, PERSON_REST_DAYS, as_of):
        return f"{person or 'They'} heard it {_when(one.person.asked_on, as_of)}"
    if one.account.answered_on and _within(one.account.answered_on, ACCOUNT_REST_DAYS, as_of):
        return f"{account or 'Their side'} answered it {_when(one.account.answered_on, as_of)}"
    return ""


def _reasons(one: QuestionFacts, as_of: datetime.date, person: str, account: str) -> tuple[str, ...]:
    there = f"at {account}" if account else "there"
    if one.account.answered_on is None:
        asked = one.account.asked_on is not None
        return (f"Somebody {there} was asked and did not answer" if asked else f"Nobody {there} has ever answered it",)
    reasons = [f"{person} never answered it"] if person and one.person.answered_on is None else []
    if one.person.answered_on is not None:
        reasons.append(f"{person or 'They'} answered it {_when(one.person.answered_on, as_of)}")
    if one.account.answered_on != one.person.answered_on:
        reasons.append(f"{account or 'their side'} last answered it {_when(one.account.answered_on, as_of)}")
    return tuple(reasons)


def _within(day: datetime.date | None, days: int, as_of: datetime.date) -> bool:
    return day is not None and (as_of - day).days < days


def _when(day: datetime.date, as_of: datetime.date) -> str:
    return periods.say_distance(min(day, as_of), as_of=as_of).text
