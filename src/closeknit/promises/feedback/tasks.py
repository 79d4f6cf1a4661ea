"""Background work of feedback: the words of answers are heard as feedback once they are cut."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from closeknit.identity.events import MemberLeft
from closeknit.kit import clock, mail, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.viewer import Viewer
from closeknit.promises.feedback import operations, sending
from closeknit.promises.models import AskedFeedback, GivenFeedback
from closeknit.touchpoints import holds
from closeknit.touchpoints.holds import Held
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
    holds.register(find_held)


def find_held(touchpoints: Sequence[str], viewer: Viewer) -> Mapping[str, Held]:
    """Return the conversations in which feedback was got or given: taking one back leaves them in place and says so."""
    several = list(touchpoints)
    got = AskedFeedback.objects.visible_to(viewer).filter(answer__in=several)
    given = GivenFeedback.objects.visible_to(viewer).filter(Q(giving__in=several) | Q(answer__in=several))
    held = {
        pk: Held(who or "Somebody", "got feedback in it") for pk, who in got.values_list("answer_id", "asked_by__name")
    }
    for giving, answer, who in given.values_list("giving_id", "answer_id", "author__name"):
        held |= {pk: Held(who, "gave feedback in it, or was answered") for pk in (giving, answer) if pk in several}
    return held


def _mark_heard(event: VerbatimsHeard, viewer: Viewer, at: datetime) -> None:
    waiting = AskedFeedback.objects.visible_to(viewer).filter(is_marked=False, answer__isnull=False)
    if waiting.exists():
        tasks.enqueue(mark_feedback, viewer=viewers.house("hearing feedback that was asked for"), key="feedback:mark")
