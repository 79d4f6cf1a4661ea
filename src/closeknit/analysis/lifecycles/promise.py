"""The way of a promise, of either side."""

import enum

from closeknit.analysis.lifecycles.table import Lifecycle, Move


class PromiseStep(enum.StrEnum):
    """The way of a promise: its settlement, then told, then what they said to it."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"
    TOLD = "told"
    CONFIRMED = "confirmed"
    NOT_SETTLED = "not_settled"


ENDED = (PromiseStep.KEPT, PromiseStep.MISSED, PromiseStep.WITHDRAWN)

PROMISE = Lifecycle(
    noun="promise",
    states=tuple(PromiseStep),
    starts=(PromiseStep.OPEN,),
    moves=(
        Move(PromiseStep.OPEN, PromiseStep.KEPT, "done"),
        Move(PromiseStep.OPEN, PromiseStep.MISSED, "not done"),
        Move(PromiseStep.OPEN, PromiseStep.WITHDRAWN, "taken back with a reason"),
        Move(PromiseStep.MISSED, PromiseStep.KEPT, "mended late"),
        *(Move(end, PromiseStep.OPEN, "opened again") for end in ENDED),
        *(Move(end, PromiseStep.TOLD, "told") for end in ENDED),
        Move(PromiseStep.TOLD, PromiseStep.OPEN, "opened again"),
        Move(PromiseStep.TOLD, PromiseStep.KEPT, "mended after they heard that it was missed"),
        Move(PromiseStep.TOLD, PromiseStep.CONFIRMED, "it settled it"),
        Move(PromiseStep.TOLD, PromiseStep.NOT_SETTLED, "not quite"),
        Move(PromiseStep.CONFIRMED, PromiseStep.NOT_SETTLED, "not after all, or not for another"),
        Move(PromiseStep.CONFIRMED, PromiseStep.OPEN, "opened again"),
        Move(PromiseStep.NOT_SETTLED, PromiseStep.CONFIRMED, "it did after all"),
        Move(PromiseStep.NOT_SETTLED, PromiseStep.KEPT, "mended after they said no"),
        Move(PromiseStep.NOT_SETTLED, PromiseStep.OPEN, "taken up again"),
    ),
)
