"""May this happen now, to a challenge?"""

from collections.abc import Sequence, Sized
from datetime import date

from closeknit.analysis import lifecycles
from closeknit.analysis.ideas.challenges import MOST_POINTS, AnsweredBy
from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.models import BriefLine, Challenge, ChallengeAnswer, Criterion
from closeknit.kit import typed
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer

LONGEST_TITLE, LONGEST_LINE, LONGEST = 140, 300, 10_000
MOST_GUESTS = 500


class BadChallenge(Refused):
    """A challenge that asks nothing, by no day, or says too much."""


class BadMove(Refused):
    """The challenge cannot go from where it is to where it was asked to."""


class TooLate(Refused):
    """Its day has passed: no answer comes in without opening it again."""


class BadCriterion(Refused):
    """A criterion that says nothing, weighs nothing, or stands there already."""


class BadBrief(Refused):
    """Words that may not go out, and nothing to say in their place."""


class BadAnswer(Refused):
    """An answer without words, or of nobody."""


class BadScore(Refused):
    """Points that are none."""


class BadDecision(Refused):
    """A decision without a reason, or for an answer to something else."""


def get_challenge(challenge: str, *, viewer: Viewer) -> Challenge:
    """Return the challenge that `viewer` may see, held until the transaction ends; or raise NotFound."""
    row = Challenge.objects.visible_to(viewer).select_for_update().filter(pk=challenge).first()
    if row is None:
        raise NotFound("There is no challenge by that name.")
    return row


def get_answer(answer: str, *, viewer: Viewer) -> ChallengeAnswer:
    """Return the answer that `viewer` may see, with its challenge; or raise NotFound."""
    row = ChallengeAnswer.objects.visible_to(viewer).select_related("challenge").filter(pk=answer).first()
    if row is None:
        raise NotFound("There is no answer by that name.")
    return row


def get_criterion(criterion: str, *, viewer: Viewer) -> Criterion:
    """Return the criterion that `viewer` may see, with its challenge; or raise NotFound."""
    row = Criterion.objects.visible_to(viewer).select_related("challenge").filter(pk=criterion).first()
    if row is None:
        raise NotFound("There is no criterion by that name.")
    return row


def get_line(line: str, *, viewer: Viewer) -> BriefLine:
    """Return the line of a brief that `viewer` may see, with its challenge; or raise NotFound."""
    row = BriefLine.objects.visible_to(viewer).select_related("challenge").filter(pk=line).first()
    if row is None:
        raise NotFound("There is no such line.")
    return row


def stand(row: Challenge, *, today: date) -> ChallengeState:
    """Return where a challenge stands on a day: one whose day has passed is closed, whether or not anybody closed it."""
    if row.state == ChallengeState.OPEN and row.closes_on is not None and row.closes_on < today:
        return ChallengeState.CLOSED
    return ChallengeState(row.state)


def check_move(row: Challenge, target: ChallengeState, *, today: date) -> None:
    """Raise BadMove where the lifecycle does not lead from where it stands to `target`."""
    try:
        lifecycles.check_move(lifecycles.CHALLENGE, stand(row, today=today), target)
    except lifecycles.MoveRefused as refused:
        raise BadMove(refused.sentence) from None


def check_draft(row: Challenge) -> None:
    """Raise BadMove where it has gone out: what people answer to is not changed under their hands."""
    if row.state != ChallengeState.DRAFT:
        raise BadMove("It has gone out, so what it says stays as people read it. Its day can still be moved.")


def check_undecided(row: Challenge) -> None:
    """Raise BadMove once it is decided: what it was decided by stays as it was."""
    if row.state in (ChallengeState.DECIDED, ChallengeState.TOLD):
        raise BadMove("It is decided. Open it again first; nothing was changed.")


def check_title(title: str) -> str:
    """Return the title in one line, or raise BadChallenge."""
    said = " ".join(title.split())
    if not said:
        raise BadChallenge("What is it about? A challenge wants a title. Nothing was kept yet.")
    if len(said) > LONGEST_TITLE:
        raise BadChallenge(f"The title is {len(said)} letters long; it has at most {LONGEST_TITLE}.")
    return said


def check_text(text: str, *, most: int = LONGEST) -> str:
    """Return the text without blanks around it, or raise BadChallenge where it is too long."""
    said = text.replace("\r\n", "\n").strip()
    if len(said) > most:
        raise BadChallenge(f"This is {len(said):,} letters long; at most {most:,} are read. Nothing was kept.")
    return said


def check_newest(row: Challenge, base: int) -> None:
    """Raise ChangedMeanwhile where somebody changed it after the revision that was written on."""
    if base != row.revision:
        raise ChangedMeanwhile(
            "Somebody changed this challenge while you were writing. Nothing is lost: theirs stands above, yours is still in "
            "the form. Keep yours again to put it in place of theirs."
        )


def check_closing(closes_on: date | None, *, today: date) -> date:
    """Return the day, or raise BadChallenge where there is none or it has passed."""
    if closes_on is None:
        raise BadChallenge("Until when can they answer? Choose a closing day first.")
    if closes_on < today:
        raise BadChallenge("That closing day has passed. Choose today or a day that is still ahead.")
    return closes_on


def check_asks(row: Challenge, *, n_guests: int, today: date) -> None:
    """Raise BadChallenge where a challenge asks nothing, of nobody, or by no day."""
    if not row.wish and not row.way:
        raise BadChallenge("It asks nothing yet. Write one of the two questions, in words of your own.")
    check_closing(row.closes_on, today=today)
    if not n_guests and not row.is_for_members:
        raise BadChallenge("Nobody is asked yet. Choose accounts, or open it to our own people.")


def check_goes_out(held: Sized) -> None:
    """Raise BadBrief where words would go out that may not, and nothing is said in their place."""
    if n := len(held):
        which = "One line waits" if n == 1 else f"{n} lines wait"
        raise BadBrief(
            f"{which} for a sentence of ours: whoever said it has not allowed us to show their words. "
            "Ask them, say it in our words, or take it out. Nothing went out."
        )


def check_weight(weight: int) -> int:
    """Return the weight, or raise BadCriterion."""
    if not 1 <= weight <= MOST_POINTS:
        raise BadCriterion("A criterion weighs 1 (nice to have) to 10 (all depends on it). Nothing was changed.")
    return weight


def check_criterion(text: str, row: Challenge, *, viewer: Viewer, but: str = "") -> str:
    """Return the criterion in one line, or raise BadCriterion."""
    said = typed.check_note(text, most=200)
    if not any(letter.isalnum() for letter in said):
        raise BadCriterion("By what will they judge it? A criterion wants some words.")
    there = Criterion.objects.visible_to(viewer).filter(challenge=row, text__iexact=said).exclude(pk=but)
    if there.exists():
        raise BadCriterion(f"“{said}” is a criterion already. Change its weight instead.")
    return said


def check_answerable(row: Challenge, *, today: date) -> None:
    """Raise TooLate or BadMove where no answer can come in."""
    now = stand(row, today=today)
    if now is ChallengeState.DRAFT:
        raise BadMove("It has not gone out yet. Send it first; nothing was kept.")
    if now is not ChallengeState.OPEN:
        raise TooLate("Answers came in until its closing day. Open it again with another day first; nothing was kept.")


def check_answer(title: str, text: str) -> tuple[str, str]:
    """Return title and text of an answer, or raise BadAnswer; without a title its first line is one."""
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise BadAnswer("What is the answer? Write it as it came. Nothing was kept.")
    if len(said) > LONGEST:
        raise BadAnswer(f"This is {len(said):,} letters long; an answer has at most {LONGEST:,}. Shorten it here.")
    line = " ".join(title.split()) or " ".join(said.splitlines()[0].split())
    return line[:LONGEST_TITLE], said


def read_how(how: str) -> AnsweredBy:
    """Return how an answer came, or raise BadAnswer."""
    if how not in tuple(AnsweredBy):
        raise BadAnswer("How did it come: your own, by mail, or in a talk?")
    return AnsweredBy(how)


def check_points(points: int) -> int:
    """Return the points, or raise BadScore."""
    if not 0 <= points <= MOST_POINTS:
        raise BadScore(f"Points are whole numbers from 0 to {MOST_POINTS}. Nothing was kept.")
    return points


def check_scorable(row: Challenge, *, today: date) -> None:
    """Raise BadMove where nothing is to be scored: before it went out, and once it is decided."""
    if stand(row, today=today) not in (ChallengeState.OPEN, ChallengeState.CLOSED):
        raise BadMove("Answers are scored from when it is open until it is decided. Nothing was kept.")


def check_reason(reason: str) -> str:
    """Return the reason, or raise BadDecision."""
    said = check_text(reason)
    if not said:
        raise BadDecision("Why this? Everyone who took part will be told the reason. Nothing was decided yet.")
    return said


def check_chosen(answers: Sequence[str], row: Challenge, *, viewer: Viewer) -> list[str]:
    """Return the answers chosen, each once, or raise BadDecision where one does not belong here."""
    chosen = list(dict.fromkeys(answers))
    rows = ChallengeAnswer.objects.visible_to(viewer).filter(pk__in=chosen, challenge=row)
    if rows.count() < len(chosen):
        raise BadDecision("One of these is no answer to this challenge. Nothing was decided.")
    return chosen


def check_newest_decision(row: Challenge, base: int) -> None:
    """Raise ChangedMeanwhile where somebody decided after the decision that the viewer saw (0: there was none)."""
    if base != row.decision:
        raise ChangedMeanwhile(
            "Somebody decided this while you were writing. Nothing is lost: theirs stands above, yours is still in the form. "
            "Read theirs first; keep yours again to decide otherwise."
        )
