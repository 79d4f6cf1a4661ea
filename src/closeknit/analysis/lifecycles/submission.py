"""The way of something that was handed in outside: moderated, on the waiting list before that where the readers are full."""

from closeknit.analysis.ideas.portal import SubmissionState
from closeknit.analysis.lifecycles.table import Lifecycle, Move

_S = SubmissionState
SUBMISSION = Lifecycle(
    noun="submission",
    states=tuple(_S),
    starts=(_S.LISTED, _S.WAITING, _S.ACCEPTED),
    moves=(
        Move(_S.LISTED, _S.WAITING, "its turn has come"),
        Move(_S.LISTED, _S.ACCEPTED, "its turn has come, and nobody moderates"),
        Move(_S.LISTED, _S.DECLINED, "turned down, with the reason"),
        Move(_S.LISTED, _S.WITHDRAWN, "taken back by whoever gave it"),
        Move(_S.WAITING, _S.ACCEPTED, "shown"),
        Move(_S.WAITING, _S.DECLINED, "turned down, with the reason"),
        Move(_S.WAITING, _S.WITHDRAWN, "taken back by whoever gave it"),
    ),
)
