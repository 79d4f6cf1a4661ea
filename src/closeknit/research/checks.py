"""May this happen now, to a question or an answer?"""

from closeknit.analysis.kinds import AnswerOutcome, Certainty, SignalCode
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.research.models import Answer, Question, QuestionVersion

LONGEST_QUESTION = 300
LONGEST_OUTCOME = 500
# More than these nobody asks again and again.
MOST_QUESTIONS = 30
_NEEDS_WORDS = {
    AnswerOutcome.PROMISE: "Say what is promised, in a line.",
    AnswerOutcome.HASSLE: "Say what the hassle is, in a line.",
    AnswerOutcome.IDEA: "Say what the idea is, in a line.",
}


class BadQuestion(Refused):
    """Words that are no question of the bank."""


class WrongState(Refused):
    """The question is retired already, or is not."""


class BadOutcome(Refused):
    """An outcome without what it needs."""


class AnsweredAlready(Refused):
    """These words answer that question already."""


def check_text(text: str, *, viewer: Viewer, but: str = "") -> str:
    """Return the question without blanks around it, or raise BadQuestion where it is empty, too long, or asked already."""
    said = " ".join(text.split())
    if not any(char.isalpha() for char in said):
        raise BadQuestion("Write the question as you would ask it.")
    if len(said) > LONGEST_QUESTION:
        raise BadQuestion(f"That is {len(said)} letters. A question that one can ask has at most {LONGEST_QUESTION}.")
    others = Question.objects.visible_to(viewer).filter(retired_at__isnull=True).exclude(pk=but)
    versions = QuestionVersion.objects.visible_to(viewer).filter(question__in=others).order_by("question", "number")
    newest = dict(versions.values_list("question_id", "text"))
    if said.casefold() in {one.casefold() for one in newest.values()}:
        raise BadQuestion("That question stands in the bank already.")
    if not but and len(newest) >= MOST_QUESTIONS:
        raise BadQuestion(
            f"The bank has {MOST_QUESTIONS} questions. Retire one first; nobody asks more again and again."
        )
    return said


def check_certainty(code: str) -> str:
    """Return the code of a certainty, or "" for none; or raise BadQuestion."""
    if code and code not in set(Certainty):
        raise BadQuestion("Choose cost, competitors, or neither.")
    return code


def check_outcome(outcome: str, text: str, signal: str) -> None:
    """Raise BadOutcome where an outcome is not known, or lacks the words or the signal that it needs."""
    if outcome and outcome not in set(AnswerOutcome):
        raise BadOutcome("Choose what came of the answer: nothing to do, a promise, a hassle, an idea or a signal.")
    if outcome in _NEEDS_WORDS and not text.strip():
        raise BadOutcome(_NEEDS_WORDS[AnswerOutcome(outcome)])
    if len(text.strip()) > LONGEST_OUTCOME:
        raise BadOutcome(f"That line has {len(text.strip())} letters; {LONGEST_OUTCOME} are kept at most. Shorten it.")
    if outcome == AnswerOutcome.SIGNAL and signal not in set(SignalCode):
        raise BadOutcome("Choose what the answer is a sign of.")


def get_question(question: str, *, viewer: Viewer) -> Question:
    """Return the question, or raise NotFound."""
    row = Question.objects.visible_to(viewer).filter(pk=question).first()
    if row is None:
        raise NotFound("There is no question by that name.")
    return row


def get_answer(answer: str, *, viewer: Viewer) -> Answer:
    """Return the answer that `viewer` may see, or raise NotFound."""
    row = Answer.objects.visible_to(viewer).select_related("question").filter(pk=answer).first()
    if row is None:
        raise NotFound("There is no answer by that name.")
    return row
