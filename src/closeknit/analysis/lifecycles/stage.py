"""The way of an account between the rings of the circle."""

import itertools

from closeknit.analysis import kinds
from closeknit.analysis.lifecycles.table import Lifecycle, Move


def _stage_moves() -> tuple[Move, ...]:
    """Inward and outward by any number of rings; who was let go comes back at the rim, not as a partner."""
    rings = [stage for stage in kinds.Stage if stage is not kinds.Stage.LET_GO]
    between = [
        Move(source, target, "inward" if target.nearness > source.nearness else "outward")
        for source, target in itertools.permutations(rings, 2)
    ]
    gone = [Move(stage, kinds.Stage.LET_GO, "let go") for stage in rings]
    back = [Move(kinds.Stage.LET_GO, kinds.Stage(stage), "back") for stage in ("outside", "acquainted", "engaged")]
    return tuple(between + gone + back)


STAGE = Lifecycle(
    noun="account",
    states=tuple(kinds.Stage),
    starts=tuple(kinds.Stage),
    moves=_stage_moves(),
)
