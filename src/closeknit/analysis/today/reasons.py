"""The reasons for which an account stands on Today. Each has a stable code, a class, and what it rests on.

`since` is the day on which it became a reason (a message came, a limit was passed); None for what was always so.
"""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from closeknit.analysis.kinds import LatenessState, Medium, PromiseDirection, SignalCode, Stage, TodayClass
from closeknit.analysis.today.facts import AskedKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What every reason has: its day, and the ids of the words, promises and touchpoints behind it."""

    code: ClassVar[str]
    class_code: ClassVar[TodayClass]
    since: datetime.date | None
    verbatim_ids: tuple[str, ...] = ()
    promise_ids: tuple[str, ...] = ()
    touchpoint_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageUnanswered(Reason):
    """They wrote and nobody answered."""

    code: ClassVar[str] = "message_unanswered"
    class_code: ClassVar[TodayClass] = TodayClass.OWED
    on: datetime.date
    who: str | None
    medium: Medium | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken(Reason):
    """A promise of ours was missed, or is past its day (`settled` False), and they have not been told."""

    code: ClassVar[str] = "promise_broken"
    class_code: ClassVar[TodayClass] = TodayClass.OWED
    text: str
    due_on: datetime.date | None
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseNotSettled(Reason):
    """They were told of a promise of ours that ended, and said that it is not settled."""

    code: ClassVar[str] = "promise_not_settled"
    class_code: ClassVar[TodayClass] = TodayClass.OWED
    text: str
    on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAsked(Reason):
    """They proposed a promise or a line of the ledger, or say that a promise is not right, and nobody has answered."""

    code: ClassVar[str] = "answer_asked"
    class_code: ClassVar[TodayClass] = TodayClass.OWED
    on: datetime.date
    kind: AskedKind
    subject: str
    text: str
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmHeard(Reason):
    """Somebody there spoke of leaving, named a competitor, or must cut cost."""

    code: ClassVar[str] = "alarm_heard"
    class_code: ClassVar[TodayClass] = TodayClass.ALARM
    on: datetime.date
    signal: SignalCode
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsDisagree(Reason):
    """The readings of the relationship disagree, in a way that no other reason says."""

    code: ClassVar[str] = "readings_disagree"
    class_code: ClassVar[TodayClass] = TodayClass.ALARM
    says: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPlanned(Reason):
    """A call, visit or meeting is planned for today, or was planned and never logged."""

    code: ClassVar[str] = "call_planned"
    class_code: ClassVar[TodayClass] = TodayClass.DUE
    on: datetime.date
    appointment_id: str
    medium: Medium
    purpose: str
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDue(Reason):
    """A promise is due today or in the next days; one of theirs may also be past its day."""

    code: ClassVar[str] = "promise_due"
    class_code: ClassVar[TodayClass] = TodayClass.DUE
    on: datetime.date
    text: str
    direction: PromiseDirection
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNear(Reason):
    """A renewal or another dated event comes within a month."""

    code: ClassVar[str] = "event_near"
    class_code: ClassVar[TodayClass] = TodayClass.DUE
    on: datetime.date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReviewDue(Reason):
    """The day has come on which we said we would look again at where the account stands."""

    code: ClassVar[str] = "stage_review_due"
    class_code: ClassVar[TodayClass] = TodayClass.DUE
    on: datetime.date
    stage: Stage
    aim: Stage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft(Reason):
    """Somebody whom we knew there has left."""

    code: ClassVar[str] = "person_left"
    class_code: ClassVar[TodayClass] = TodayClass.DUE
    on: datetime.date
    contact_id: str
    who: str
    now_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonArrived(Reason):
    """Somebody who knows us from elsewhere has a place there now."""

    code: ClassVar[str] = "person_arrived"
    class_code: ClassVar[TodayClass] = TodayClass.DUE
    on: datetime.date
    contact_id: str
    who: str
    came_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChanged(Reason):
    """Somebody does something else there than before."""

    code: ClassVar[str] = "part_changed"
    class_code: ClassVar[TodayClass] = TodayClass.DUE
    on: datetime.date
    contact_id: str
    who: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReferred(Reason):
    """A colleague asked for this call: `why`, and by which day."""

    code: ClassVar[str] = "call_referred"
    class_code: ClassVar[TodayClass] = TodayClass.DUE
    referral_id: str
    by_who: str
    to_who: str
    why: str
    by_on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralLate(Reason):
    """A call that was handed to a colleague is past its day and nobody has made it."""

    code: ClassVar[str] = "referral_late"
    class_code: ClassVar[TodayClass] = TodayClass.LATE
    referral_id: str
    to_who: str
    why: str
    by_on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLate(Reason):
    """The latest limit for two-way contact has passed; `who` is None for the account as a whole."""

    code: ClassVar[str] = "contact_late"
    class_code: ClassVar[TodayClass] = TodayClass.LATE
    state: LatenessState
    days: int
    latest_days: int
    contact_id: str | None
    who: str | None
    last_tried_on: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAnswered(Reason):
    """A need that they voiced is answered and nobody has told them."""

    code: ClassVar[str] = "need_answered"
    class_code: ClassVar[TodayClass] = TodayClass.GOOD_NEWS
    on: datetime.date
    need_id: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept(Reason):
    """A promise of ours is kept and nobody has told them."""

    code: ClassVar[str] = "promise_kept"
    class_code: ClassVar[TodayClass] = TodayClass.GOOD_NEWS
    on: datetime.date | None
    text: str
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastDue(Reason):
    """A forecast about them has reached its day."""

    code: ClassVar[str] = "forecast_due"
    class_code: ClassVar[TodayClass] = TodayClass.ASK
    on: datetime.date
    forecast_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRevisit(Reason):
    """What we wrote of where they are heading is to be looked at again."""

    code: ClassVar[str] = "profile_revisit"
    class_code: ClassVar[TodayClass] = TodayClass.ASK
    on: datetime.date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReviewDue(Reason):
    """The day has come on which we review with them what we work on together."""

    code: ClassVar[str] = "plan_review_due"
    class_code: ClassVar[TodayClass] = TodayClass.ASK
    on: datetime.date
    plan_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaUnanswered(Reason):
    """An idea of theirs is past the day by which we said we would answer."""

    code: ClassVar[str] = "idea_unanswered"
    class_code: ClassVar[TodayClass] = TodayClass.ASK
    on: datetime.date
    idea_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverInTouch(Reason):
    """An account inside the circle with whom no two-way contact is on record."""

    code: ClassVar[str] = "never_in_touch"
    class_code: ClassVar[TodayClass] = TodayClass.ASK


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsNeverAsked(Reason):
    """Standing questions that nobody there was ever asked."""

    code: ClassVar[str] = "questions_never_asked"
    class_code: ClassVar[TodayClass] = TodayClass.ASK
    questions: tuple[str, ...]
