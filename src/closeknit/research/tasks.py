"""Background work of research: what people said of answers is laid on their words once these are cut."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from closeknit.analysis.kinds import AnswerOutcome
from closeknit.kit import clock, tasks, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.viewer import Viewer
from closeknit.research import operations
from closeknit.research.models import Answer
from closeknit.touchpoints.holds import Held
from closeknit.verbatims.events import VerbatimsHeard


@tasks.background()
def mark_waiting(work: tasks.Work) -> None:
    """Lay signals on the words of answers that wait for them."""
    with work.chunk():
        operations.mark_answers(viewer=viewers.house("marking answers"), at=clock.now())


def mark_heard(event: VerbatimsHeard, viewer: Viewer, at: datetime) -> None:
    """Look after answers that wait for their words, now that some were heard."""
    waiting = Answer.objects.visible_to(viewer).filter(outcome=AnswerOutcome.SIGNAL, is_marked=False)
    if waiting.exists():
        tasks.enqueue(mark_waiting, viewer=viewers.house("marking answers"), key="research:mark")


def keep_before_removal(touchpoints: Sequence[str]) -> None:
    """Remember the answers that go with their conversations, so that undo brings them back as well."""
    if undo.is_remembering():
        viewer = viewers.house("removing conversations")
        undo.keep(*Answer.objects.visible_to(viewer).filter(touchpoint__in=list(touchpoints)).order_by("pk"))


def find_held(touchpoints: Sequence[str], viewer: Viewer) -> Mapping[str, Held]:
    """Return the conversations in which somebody found an answer afterwards: taking back an import leaves them in place."""
    linked = Answer.objects.visible_to(viewer).filter(touchpoint__in=list(touchpoints), is_linked=True)
    found = linked.order_by("pk").values_list("touchpoint_id", "linked_by__name")
    return {
        touchpoint: Held(who or "Somebody", "found an answer to a standing question in it") for touchpoint, who in found
    }
