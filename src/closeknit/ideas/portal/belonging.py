"""Who has taken part in the open portal: they belong there, whatever became of their places at accounts."""

from closeknit.analysis.ideas.portal import SubmissionState
from closeknit.analysis.kinds import Audience
from closeknit.discussions.models import Comment
from closeknit.ideas.models import ChallengeAnswer, Submission, Vote
from closeknit.ideas.portal import rules
from closeknit.kit import viewer as viewers


def belongs(person: str) -> bool:
    """Return whether somebody has given, wanted, answered or said something on the open portal.

    A portal that is closed may be opened again: what they did there stays theirs.
    """
    ours = viewers.house("who belongs to the open portal")
    given = Submission.objects.visible_to(ours).filter(person=person).exclude(state=SubmissionState.WITHDRAWN)
    votes = Vote.objects.visible_to(ours).filter(person=person, withdrawn_at__isnull=True, recorded_by__isnull=True)
    wanted = votes.filter(idea__audience__in=rules.SHOWN, idea__posting__isnull=False)
    wide = (Audience.PORTAL, Audience.PUBLIC)
    answered = ChallengeAnswer.objects.visible_to(ours).filter(person=person, challenge__audience__in=wide)
    said = Comment.objects.visible_to(ours).filter(person=person, thread__audience__in=wide, taken_back_at__isnull=True)
    return given.exists() or wanted.exists() or answered.exists() or said.exists()
