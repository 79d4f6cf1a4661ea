"""The way of a promise, of either side."""

import enum

from closeknit.analysis.lifecycles.table import Lifecycle, Move


class PromiseStep(enum.StrEnum):
    """The way of a promise: its settlement, then told, then confirmed."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"
    TOLD = "told"
    CONFIRMED = "confirmed"


PROMISE = Lifecycle(
    noun="promise",
    states=tuple(PromiseStep),
    starts=(PromiseStep.OPEN,),
    moves=(
        Move(PromiseStep.OPEN, PromiseStep.KEPT, "done"),
        Move(PromiseStep.OPEN, PromiseStep.MISSED, "not done"),
        Move(PromiseStep.OPEN, PromiseStep.WITHDRAWN, "taken back with a reason"),
        Move(PromiseStep.MISSED, PromiseStep.KEPT, "mended late"),
        Move(PromiseStep.KEPT, PromiseStep.TOLD, "told"),
        Move(PromiseStep.MISSED, PromiseStep.TOLD, "told"),
        Move(PromiseStep.WITHDRAWN, PromiseStep.TOLD, "told"),
        Move(PromiseStep.TOLD, PromiseStep.CONFIRMED, "it settled it"),
        Move(PromiseStep.TOLD, PromiseStep.OPEN, "not quite"),
    ),
)
