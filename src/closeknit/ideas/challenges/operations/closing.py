"""The day by which a challenge is answered: moved, passed, and opened again."""

from datetime import date, datetime

from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.challenges import checks, events
from closeknit.ideas.models import Challenge, ChallengeAnswer
from closeknit.identity import queries as identity_queries
from closeknit.identity.events import MemberLeft
from closeknit.kit import undo
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@operation(Capability.ANSWER_IDEAS)
def move_closing(*, challenge: str, closes_on: date, viewer: Viewer, at: datetime) -> None:
    """Move the closing day of an open challenge; or raise NotFound, BadMove, TooLate or BadChallenge."""
    row, today = checks.get_challenge(challenge, viewer=viewer), identity_queries.today_at(at)
    checks.check_answerable(row, today=today)
    before, after = row.closes_on, checks.check_closing(closes_on, today=today)
    undo.keep(row)
    row.change(closes_on=after)
    record(events.ClosingMoved(subject=row.pk, from_on=before, to_on=after), viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def close_challenge(*, challenge: str, viewer: Viewer, at: datetime) -> None:
    """Let no more answers in, before its day; or raise NotFound or BadMove."""
    row = checks.get_challenge(challenge, viewer=viewer)
    checks.check_move(row, ChallengeState.CLOSED, today=identity_queries.today_at(at))
    _close(row, viewer, at)


@operation(Capability.ANSWER_IDEAS)
def close_due(*, viewer: Viewer, at: datetime) -> int:
    """Close the challenges whose day has passed and return how many; they let no answer in since then anyway."""
    passed = Challenge.objects.visible_to(viewer).filter(
        state=ChallengeState.OPEN, closes_on__lt=identity_queries.today_at(at)
    )
    due = list(passed.order_by("closes_on", "pk"))
    for row in due:
        _close(row, viewer, at)
    return len(due)


@operation(Capability.ANSWER_IDEAS)
def reopen_challenge(*, challenge: str, closes_on: date, viewer: Viewer, at: datetime) -> None:
    """Let answers in again until another day; what was decided stays to be read. Raises NotFound, BadMove or BadChallenge."""
    row, today = checks.get_challenge(challenge, viewer=viewer), identity_queries.today_at(at)
    before = checks.stand(row, today=today)
    if before is ChallengeState.DRAFT:
        raise checks.BadMove("It has not gone out yet. Send it first; nothing was changed.")
    checks.check_move(row, ChallengeState.OPEN, today=today)
    until = checks.check_closing(closes_on, today=today)
    undo.keep(row)
    row.change(state=ChallengeState.OPEN, closes_on=until, closed_at=None)
    reopened = events.ChallengeReopened(subject=row.pk, from_state=before, closes_on=until)
    record(reopened, viewer=viewer, at=at)


def has_due(*, at: datetime) -> bool:
    """Return whether there is an open challenge whose day has passed."""
    passed = Challenge.objects.visible_to(viewers.house("closing challenges"))
    return passed.filter(state=ChallengeState.OPEN, closes_on__lt=identity_queries.today_at(at)).exists()


def pass_challenges_on(left: MemberLeft, viewer: Viewer, at: datetime) -> None:
    """Give the challenges of a member who leaves to the successor, in the same act."""
    for row in Challenge.objects.visible_to(viewer).filter(owner_id=left.subject).order_by("pk"):
        undo.keep(row)
        row.change(owner_id=left.successor)
        record(events.ChallengePassedOn(subject=row.pk, owner=left.successor), viewer=viewer, at=at)


def _close(row: Challenge, viewer: Viewer, at: datetime) -> None:
    undo.keep(row)
    row.change(state=ChallengeState.CLOSED, closed_at=at)
    n_answers = ChallengeAnswer.objects.visible_to(viewer).filter(challenge=row).count()
    record(events.ChallengeClosed(subject=row.pk, n_answers=n_answers), viewer=viewer, at=at)
