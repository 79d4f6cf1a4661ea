"""What Today needs to know of an account: plain facts, gathered by whoever can see all rooms."""

import datetime
import enum
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
    """A promise of either side. `told_on` is the day on which they heard how it ended, `no_on` on which they said “not settled”."""

    id: str
    text: str
    direction: PromiseDirection
    due_on: datetime.date | None
    settlement: Settlement | None = None
    settled_on: datetime.date | None = None
    told_on: datetime.date | None = None
    who: str | None = None
    verbatim_ids: tuple[str, ...] = ()
    no_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class HeardAlarm:
    """Words in which leaving, a competitor or cutting cost was heard; `handled_on` when somebody saw to it."""

    verbatim_id: str
    on: datetime.date
    signal: SignalCode
    who: str | None = None
    handled_on: datetime.date | None = None


class AskedKind(enum.StrEnum):
    """What they wrote on the shared site that waits for our answer."""

    PROMISE = "promise"
    OBJECTION = "objection"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something of theirs that binds nobody, or stays wrong, until one of us answers; `id` is what it is answered at."""

    kind: AskedKind
    id: str
    text: str
    on: datetime.date
    who: str | None = None


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
    """A person who left the account; `handled_on` when a successor was found or the matter closed, `now_at` where they turned up."""

    contact_id: str
    who: str
    on: datetime.date
    handled_on: datetime.date | None = None
    now_at: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody whom we know from elsewhere, `came_from`, has a place here now; `handled_on` when one of us saw to it or spoke with them."""

    contact_id: str
    who: str
    on: datetime.date
    came_from: str
    handled_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PartChange:
    """A person does something else at the account: what they were and are there now; `handled_on` as for an arrival."""

    contact_id: str
    who: str
    on: datetime.date
    before: str
    now: str
    handled_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """A call that `by_who` asked `to_who` to make, by a day. `is_asked_here`: the list is that of whoever was asked, or of everybody."""

    id: str
    by_who: str
    to_who: str
    why: str
    since: datetime.date
    by_on: datetime.date
    is_asked_here: bool


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
class ProfileDue:
    """What we wrote of where they are heading, to be looked at again on a day."""

    version: int
    due_on: datetime.date


@dataclass(frozen=True, slots=True)
class PlanReview:
    """What we work on together, to be reviewed with them on a day."""

    plan_id: str
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
    """All that can put one account on Today. `worth` is a year's revenue in one unit for all, or None.

    `own_day` is what the calendar shows where they are, None where that is the house's own zone: their dated events go by it.
    """

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
    asked: tuple[Asked, ...] = ()
    promises: tuple[PromiseFact, ...] = ()
    alarms: tuple[HeardAlarm, ...] = ()
    calls: tuple[PlannedCall, ...] = ()
    events: tuple[DatedEvent, ...] = ()
    review: StageReview | None = None
    departures: tuple[Departure, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    part_changes: tuple[PartChange, ...] = ()
    referrals: tuple[Referral, ...] = ()
    own_day: datetime.date | None = None
    answered_needs: tuple[AnsweredNeed, ...] = ()
    questions_never_asked: tuple[str, ...] = ()
    forecasts: tuple[OpenMatter, ...] = ()
    revisits: tuple[ProfileDue, ...] = ()
    ideas: tuple[OpenMatter, ...] = ()
    plan_reviews: tuple[PlanReview, ...] = ()
    worries: tuple[RaisedWorry, ...] = ()
    put_off: PutOff | None = None
