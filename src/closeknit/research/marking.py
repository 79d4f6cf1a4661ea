"""Laying the signal that a person took an answer for on the words of the answer."""

from datetime import datetime

from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.research.models import Answer
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.models import Signal, Verbatim


def mark(answer: Answer, *, viewer: Viewer, at: datetime) -> bool:
    """Lay an answer's signal on its words and return whether they were there to carry it; called inside an operation.

    Of several sentences those carry it in which the machine heard it, else the longest. Who may not say what words are heard as has said
    it of the answer alone.
    """
    if not viewer.can(Capability.CURATE_NEEDS) or answer.turn_id is None:
        answer.change(is_marked=True)
        return False
    words = list(Verbatim.objects.visible_to(viewer).filter(turn=answer.turn_id).order_by("start"))
    if not words:
        return False
    heard = set(
        Signal.objects.visible_to(viewer)
        .filter(verbatim__in=[one.pk for one in words], code=answer.signal, is_on=True)
        .values_list("verbatim_id", flat=True)
    )
    longest = max(words, key=lambda one: (one.end - one.start, -one.start))
    for one in words:
        if one.pk in heard or (not heard and one is longest):
            verbatim_operations.correct_signal(verbatim=one.pk, code=answer.signal, is_on=True, viewer=viewer, at=at)
    answer.change(is_marked=True)
    return True
