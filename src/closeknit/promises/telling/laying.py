"""What somebody said to "did that settle it?" becomes evidence of the need: a yes settles it there, a no speaks for it again."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.kinds import NeedState, Stance
from closeknit.analysis.promises.kinds import Word
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations as need_operations
from closeknit.needs.models import Need
from closeknit.promises.models import Confirmation, Unlaid
from closeknit.promises.telling.people import list_needs_behind
from closeknit.verbatims.models import Verbatim

# "No." alone says nothing of a need; what comes behind it does.
LEAST_WORDS = 4


def follow(confirmation: Confirmation, *, viewer: Viewer, at: datetime) -> None:
    """Let the needs behind the promise follow a word that was just kept; called inside an operation.

    Their words are laid now where they are cut, else as soon as they are. A need that was answered is brought back by a no.
    """
    needs = _needs(confirmation, viewer)
    if confirmation.answer == Word.NO:
        for need in needs:
            if need.state == NeedState.ANSWERED:
                need_operations.reopen_need(need=need.pk, viewer=viewer, at=at)
    if needs and not lay(confirmation, viewer=viewer, at=at):
        Unlaid.objects.add(Unlaid(confirmation=confirmation))


def lay(confirmation: Confirmation, *, viewer: Viewer, at: datetime) -> bool:
    """Make the words of a confirmation evidence of the needs and return whether they were there to be laid."""
    words = _choose(list(Verbatim.objects.visible_to(viewer).filter(turn=confirmation.turn_id).order_by("start")))
    if not words:
        return False
    stance = Stance.SETTLES if confirmation.answer == Word.YES else Stance.SUPPORTS
    for need in _needs(confirmation, viewer):
        need_operations.confirm_evidence(
            need=need.pk, verbatims=[one.pk for one in words], stance=stance, viewer=viewer, at=at
        )
    return True


def _needs(confirmation: Confirmation, viewer: Viewer) -> list[Need]:
    behind = list_needs_behind(confirmation.told.promise, viewer=viewer)
    rows = Need.objects.visible_to(viewer).filter(pk__in=behind).exclude(state=NeedState.DISMISSED)
    return list(rows.order_by("pk"))


def _choose(words: Sequence[Verbatim]) -> list[Verbatim]:
    long = [one for one in words if len(one.text.split()) >= LEAST_WORDS]
    return long or sorted(words, key=lambda one: (one.start - one.end, one.start))[:1]
