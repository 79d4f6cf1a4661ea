"""Which questions to put to somebody next, each with what they said the last time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from closeknit.accounts.queries import AccountRow, ContactRow
from closeknit.analysis.research.rotation import Put, QuestionFacts, Rotation, plan_rotation
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.research.models import Answer, Question, QuestionVersion
from closeknit.research.queries.answers import AnswerRow, list_answers
from closeknit.research.queries.bank import BankRow, list_bank

# So many answers of one account are looked through; with six questions that is many years.
MOST_READ = 400


@dataclass(frozen=True)
class Offer:
    """One question with the reasons for asking it, or for leaving it, and the newest words of this person, else of their account."""

    question: BankRow
    reasons: tuple[str, ...]
    last: AnswerRow | None
    is_their_own: bool


@dataclass(frozen=True)
class OfferedQuestions:
    """The bank for one talk: what to ask now, what could be asked as well, and what rests."""

    ask: tuple[Offer, ...]
    later: tuple[Offer, ...]
    resting: tuple[Offer, ...]

    @property
    def all(self) -> tuple[Offer, ...]:
        """Every question of the bank, those to ask now first."""
        return self.ask + self.later + self.resting


@dataclass(frozen=True)
class Reached:
    """How far the bank has come at one account: the day of each question's newest answer in words, and what to ask next and why."""

    answered: Mapping[str, date | None]
    next: str
    why: str


def measure_reach(account: AccountRow, *, viewer: Viewer, at: datetime, zone: str) -> Reached:
    """Return how far the questions have come at `account`, and which to put to anybody there next: one statement."""
    answers = Answer.objects.visible_to(viewer).filter(account=account.id, question=OuterRef("pk"), turn__isnull=False)
    newest = QuestionVersion.objects.visible_to(viewer).filter(question=OuterRef("pk")).order_by("-number")
    bank = Question.objects.visible_to(viewer).filter(retired_at__isnull=True).order_by("place", "pk")
    rows = bank.annotate(
        text=Subquery(newest.values("text")[:1]),
        answered_at=Subquery(answers.order_by("-asked_at").values("asked_at")[:1]),
    )
    answered: dict[str, date | None] = {}
    facts, texts = [], {}
    for pk, place, text, answered_at in rows.values_list("pk", "place", "text", "answered_at"):
        texts[pk], answered[pk] = text, clock.local_date(answered_at, zone) if answered_at else None
        facts.append(QuestionFacts(pk, place, account=Put(answered_on=answered[pk])))
    plan = plan_rotation(facts, as_of=clock.local_date(at, zone), person="", account=account.name)
    first = plan.ask[0] if plan.ask else None
    return Reached(answered, texts[first.id] if first else "", first.reasons[0] if first else "")


def offer_questions(
    account: AccountRow, contact: ContactRow | None, *, viewer: Viewer, at: datetime, zone: str
) -> OfferedQuestions:
    """Return which questions to put to `contact` (to anybody there, for None) at `account` now: two statements."""
    questions = list_bank(viewer=viewer)
    answers = list_answers(viewer=viewer, account=account.id, most=MOST_READ)
    theirs = [one for one in answers if contact is not None and one.contact_id == contact.id]
    facts = [QuestionFacts(one.id, one.place, _put(one.id, theirs), _put(one.id, answers)) for one in questions]
    as_of = clock.local_date(at, zone)
    plan = plan_rotation(facts, as_of=as_of, person=contact.name if contact else "", account=account.name)
    return _offered(plan, {one.id: one for one in questions}, theirs, answers)


def _put(question: str, answers: list[AnswerRow]) -> Put:
    """`answers` stand newest first."""
    asked = [one for one in answers if one.question_id == question]
    worded = next((one.asked_on for one in asked if one.words), None)
    return Put(asked[0].asked_on if asked else None, worded)


def _offered(
    plan: Rotation, questions: dict[str, BankRow], theirs: list[AnswerRow], answers: list[AnswerRow]
) -> OfferedQuestions:
    def offer(question: str, reasons: tuple[str, ...]) -> Offer:
        own = next((one for one in theirs if one.question_id == question and one.words), None)
        last = own or next((one for one in answers if one.question_id == question and one.words), None)
        return Offer(questions[question], reasons, last, own is not None)

    parts = [tuple(offer(one.id, one.reasons) for one in part) for part in (plan.ask, plan.later, plan.resting)]
    return OfferedQuestions(*parts)
