"""Keeping what was answered, saying what came of it, and finding answers in words that were there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from closeknit.accounts import asks
from closeknit.accounts.models import Contact
from closeknit.analysis.kinds import AnswerOutcome, AskKind
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.research import checks, events, marking
from closeknit.research.models import Answer, QuestionVersion
from closeknit.touchpoints import checks as touchpoint_checks
from closeknit.touchpoints.drafts import TALKS
from closeknit.touchpoints.models import Touchpoint, Turn
from closeknit.verbatims.models import Verbatim

_HAD_BEEN_ASKED = "A standing question had been put to them when it was written down."


@dataclass(frozen=True)
class Given:
    """One question as it was put in a conversation: the version that was asked, to whom, and what came of it.

    `position` is the place of the turn that answers it, None where it was asked and not answered.
    """

    version: str
    contact: str | None = None
    position: int | None = None
    outcome: str = ""
    outcome_text: str = ""
    signal: str = ""


@operation(Capability.HAND_IN)
def record_answers(*, touchpoint: str, answers: Sequence[Given], viewer: Viewer, at: datetime) -> list[str]:
    """Keep which questions were put in a conversation and which of its turns answer them; return the answers' ids.

    Raises NotFound or BadOutcome. A question that was retired or reworded meanwhile keeps the words in which it was asked. Who was asked
    otherwise than in a talk, which counts by itself, is counted as asked for their time.
    """
    row = touchpoint_checks.get_touchpoint(touchpoint, viewer=viewer)
    if row.account_id is None:
        raise NotFound("Say first whose conversation this is.")
    asked = {one.version for one in answers}
    versions = dict(QuestionVersion.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", "question_id"))
    if asked - set(versions):
        raise NotFound("One of these questions is not in the bank any more. Load the page anew and tick it again.")
    turns = dict(Turn.objects.visible_to(viewer).filter(touchpoint=row).values_list("position", "pk"))
    kept = [_keep(one, row, versions[one.version], turns, viewer, at) for one in answers]
    undo.keep_new(*kept, subject=row.pk)
    _count_asks(row, kept, viewer, at)
    n_answered = sum(one.turn_id is not None for one in kept)
    asked_event = events.QuestionsAsked(
        subject=row.pk, account=row.account_id, n_asked=len(kept), n_answered=n_answered
    )
    record(asked_event, viewer=viewer, at=at)
    return [one.pk for one in kept]


@operation(Capability.HAND_IN)
def link_answer(*, question: str, verbatim: str, viewer: Viewer, at: datetime) -> str:
    """Say that words which were there answer a question and return the answer's id; or raise NotFound or AnsweredAlready.

    The whole turn is the answer; it is taken as an answer to the newest wording that was in use on that day.
    """
    row = checks.get_question(question, viewer=viewer)
    words = Verbatim.objects.visible_to(viewer).select_related("touchpoint").filter(pk=verbatim).first()
    if words is None or words.account_id is None:
        raise NotFound("There are no words of a known account by that name.")
    if Answer.objects.visible_to(viewer).filter(question=row, turn=words.turn_id).exists():
        raise checks.AnsweredAlready("These words answer that question already.")
    versions = QuestionVersion.objects.visible_to(viewer).filter(question=row)
    version = (
        versions.filter(written_at__lte=words.said_at).order_by("-number").first() or versions.order_by("number")[0]
    )
    answer = Answer.objects.add(
        Answer(
            id=ids.new("answer", words.account_id),
            question=row,
            version=version,
            account_id=words.account_id,
            contact_id=words.contact_id,
            touchpoint=words.touchpoint,
            turn_id=words.turn_id,
            asked_at=words.said_at,
            asked_by_id=words.touchpoint.member_id,
            is_linked=True,
            linked_by_id=viewer.member,
        )
    )
    undo.keep_new(answer)
    linked = events.AnswerLinked(subject=answer.pk, account=words.account_id, question=row.pk, verbatim=words.pk)
    record(linked, viewer=viewer, at=at)
    return answer.pk


@operation(Capability.HAND_IN)
def settle_answer(*, answer: str, outcome: str, viewer: Viewer, at: datetime, text: str = "", signal: str = "") -> None:
    """Say what an answer led to; or raise NotFound or BadOutcome. A signal is laid on the words that speak of it."""
    row = checks.get_answer(answer, viewer=viewer)
    checks.check_outcome(outcome, text, signal)
    undo.keep(row)
    is_signal = outcome == AnswerOutcome.SIGNAL
    row.change(
        outcome=outcome,
        outcome_text="" if outcome == AnswerOutcome.NOTHING or is_signal else text.strip(),
        signal=signal if is_signal else "",
        is_marked=False,
        outcome_by_id=viewer.member,
        outcome_at=at,
    )
    if is_signal:
        marking.mark(row, viewer=viewer, at=at)
    settled = events.AnswerSettled(subject=row.pk, account=row.account_id, outcome=outcome, signal=row.signal)
    record(settled, viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def remove_answer(*, answer: str, viewer: Viewer, at: datetime) -> None:
    """Take back that a question was put, or that words answer it; the words stay. Or raise NotFound."""
    row = checks.get_answer(answer, viewer=viewer)
    undo.keep(row)
    record(events.AnswerRemoved(subject=row.pk, account=row.account_id, question=row.question_id), viewer=viewer, at=at)
    row.delete()


@operation(Capability.HAND_IN)
def mark_answers(*, viewer: Viewer, at: datetime, most: int = 100) -> int:
    """Lay the signals that people took answers for on their words, which are cut by now, and return how many answers were marked."""
    waiting = Answer.objects.visible_to(viewer).filter(outcome=AnswerOutcome.SIGNAL, is_marked=False)
    n_marked = 0
    for row in waiting.order_by("pk")[:most]:
        decider = identity_queries.find_viewer(row.outcome_by_id) if row.outcome_by_id else None
        n_marked += marking.mark(row, viewer=decider or viewer, at=at)
    record(events.AnswersMarked(subject="answers", n_marked=n_marked), viewer=viewer, at=at)
    return n_marked


def _count_asks(touchpoint: Touchpoint, kept: Sequence[Answer], viewer: Viewer, at: datetime) -> None:
    """Count one ask of each person to whom questions were put. It has taken place: above the limit it is kept too, and says so."""
    if touchpoint.medium in TALKS:
        return
    on = identity_queries.today_at(touchpoint.started_at)
    for contact in sorted({one.contact_id for one in kept if one.contact_id}):
        asks.record_ask(
            contact=contact,
            kind=AskKind.QUESTION,
            on=on,
            about=touchpoint.pk,
            despite=_HAD_BEEN_ASKED,
            viewer=viewer,
            at=at,
        )


def _keep(
    given: Given, touchpoint: Touchpoint, question: str, turns: dict[int, int], viewer: Viewer, at: datetime
) -> Answer:
    checks.check_outcome(given.outcome, given.outcome_text, given.signal)
    contact = None
    if given.contact and Contact.objects.visible_to(viewer).filter(pk=given.contact).exists():
        contact = given.contact
    account = touchpoint.account_id or ""
    has_line = given.outcome not in ("", AnswerOutcome.NOTHING, AnswerOutcome.SIGNAL)
    return Answer.objects.add(
        Answer(
            id=ids.new("answer", account),
            question_id=question,
            version_id=given.version,
            account_id=account,
            contact_id=contact,
            touchpoint=touchpoint,
            turn_id=turns[given.position] if given.position is not None else None,
            asked_at=touchpoint.started_at,
            asked_by_id=touchpoint.member_id or viewer.member,
            outcome=given.outcome,
            outcome_text=given.outcome_text.strip() if has_line else "",
            signal=given.signal if given.outcome == AnswerOutcome.SIGNAL else "",
            outcome_by_id=viewer.member if given.outcome else None,
            outcome_at=at if given.outcome else None,
        )
    )
