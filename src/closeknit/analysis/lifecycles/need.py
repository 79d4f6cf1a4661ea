"""The way of a need."""

from closeknit.analysis import kinds
from closeknit.analysis.lifecycles.table import Lifecycle, Move

NEED = Lifecycle(
    noun="need",
    states=tuple(kinds.NeedState),
    starts=(kinds.NeedState.OPEN,),
    moves=(
        Move(kinds.NeedState.OPEN, kinds.NeedState.ANSWERED, "settled"),
        Move(kinds.NeedState.OPEN, kinds.NeedState.MERGED, "merged into another"),
        Move(kinds.NeedState.OPEN, kinds.NeedState.DISMISSED, "dismissed"),
        Move(kinds.NeedState.ANSWERED, kinds.NeedState.OPEN, "voiced again"),
        Move(kinds.NeedState.ANSWERED, kinds.NeedState.MERGED, "merged into another"),
        Move(kinds.NeedState.MERGED, kinds.NeedState.OPEN, "taken apart"),
        Move(kinds.NeedState.DISMISSED, kinds.NeedState.OPEN, "brought back"),
    ),
)
