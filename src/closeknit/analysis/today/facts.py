"""What Today needs to know of an account: plain facts, gathered by whoever can see all rooms."""

import datetime
from dataclasses import dataclass

from closeknit.analysis.circle.cadence import Lateness
from closeknit.analysis.circle.keeping import PersonLateness
from closeknit.analysis.kinds import Medium, PromiseDirection, Settlement, SignalCode, Stage, TodayClass


@dataclass(frozen=True, slots=True)
class OwedMessage:
    """A conversation that ends on their side: since when, who wrote (None: unknown), how, and the messages and words."""

    since: datetime.date
    touchpoint_ids: tuple[str, ...]
    who: str | None = None
    medium: Medium | None = None
    verbatim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """A promise of either side. `told_on` is the day on which they heard how it ended."""

    id: str
    text: str
    direction: PromiseDirection
    due_on: datetime.date | None
    settlement: Settlement | None = None
    settled_on: datetime.date | None = None
    told_on: datetime.date | None = None
    who: str | None = None
    verbatim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeardAlarm:
    """Words in which leaving, a competitor or cutting cost was heard; `handled_on` when somebody saw to it."""

    verbatim_id: str
    on: datetime.date
    signal: SignalCode
    who: str | None = None
    handled_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """An appointment that is neither logged nor called off."""

    id: str
    on: datetime.date
    medium: Medium
    purpose: str
    who: str | None = None


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A day that matters to them, in words that follow "their": "renewal", "board meeting"."""

    on: datetime.date
    what: str


@dataclass(frozen=True, slots=True)
class Departure:
    """A person who left the account, or changed place; `handled_on` when a successor was found or the matter closed."""

    contact_id: str
    who: str
    on: datetime.date
    handled_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class StageReview:
    """The day on which we said we would look again at where an account stands, and where we want it (None: not said)."""

    on: datetime.date
    aim: Stage | None = None


@dataclass(frozen=True, slots=True)
class AnsweredNeed:
    """A need of theirs that was answered, and whether they were told."""

    need_id: str
    statement: str
    answered_on: datetime.date
    verbatim_ids: tuple[str, ...] = ()
    told_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A forecast to be resolved or an idea of theirs past the day on which we owed an answer."""

    id: str
    text: str
    due_on: datetime.date


@dataclass(frozen=True, slots=True)
class RaisedWorry:
    """What the readings of the account raised that no other reason says: a sentence, the question that settles it, since when."""

    says: str
    question: str
    since: datetime.date


@dataclass(frozen=True, slots=True)
class PutOff:
    """A member's decision to leave the account until a day, and the class that it stood in when it was taken."""

    until: datetime.date
    decided_on: datetime.date
    class_code: TodayClass


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """All that can put one account on Today. `worth` is a year's revenue in one unit for all, or None."""

    id: str
    name: str
    stage: Stage
    owner_id: str | None = None
    worth: float | None = None
    last_contact_on: datetime.date | None = None
    lateness: Lateness | None = None
    people_late: tuple[PersonLateness, ...] = ()
    last_tried_on: datetime.date | None = None
    owed: tuple[OwedMessage, ...] = ()
    promises: tuple[PromiseFact, ...] = ()
    alarms: tuple[HeardAlarm, ...] = ()
    calls: tuple[PlannedCall, ...] = ()
    events: tuple[DatedEvent, ...] = ()
    review: StageReview | None = None
    departures: tuple[Departure, ...] = ()
    answered_needs: tuple[AnsweredNeed, ...] = ()
    questions_never_asked: tuple[str, ...] = ()
    forecasts: tuple[OpenMatter, ...] = ()
    ideas: tuple[OpenMatter, ...] = ()
    worries: tuple[RaisedWorry, ...] = ()
    put_off: PutOff | None = None
