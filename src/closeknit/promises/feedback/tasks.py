"""Background work of feedback: the words of answers are heard as feedback once they are cut."""

from datetime import datetime

from closeknit.identity.events import MemberLeft
from closeknit.kit import clock, mail, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.viewer import Viewer
from closeknit.promises.feedback import operations, sending
from closeknit.promises.models import AskedFeedback
from closeknit.verbatims.events import VerbatimsHeard


@tasks.background()
def mark_feedback(work: tasks.Work) -> None:
    """Lay the signal on the words of answers that wait for it."""
    with work.chunk():
        operations.mark_answers(viewer=viewers.house("hearing feedback that was asked for"), at=clock.now())


def subscribe() -> None:
    """Hear of words that were heard; let the outbox ask whether a mail still stands for something."""
    subscribe_to(VerbatimsHeard, _mark_heard)
    subscribe_to(MemberLeft, operations.pass_drafts_on)
    mail.hold_back(sending.find_reason_against)


def _mark_heard(event: VerbatimsHeard, viewer: Viewer, at: datetime) -> None:
    waiting = AskedFeedback.objects.visible_to(viewer).filter(is_marked=False, answer__isnull=False)
    if waiting.exists():
        tasks.enqueue(mark_feedback, viewer=viewers.house("hearing feedback that was asked for"), key="feedback:mark")
