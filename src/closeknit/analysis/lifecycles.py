"""Lifecycles as tables: which state may follow which, and the sentence for whoever tries another.

The documentation draws its diagrams from these tables (`as_mermaid`), so that the two cannot drift apart.
Undo does not pass through here: it puts rows back as they were.
"""

import enum
import itertools
from dataclasses import dataclass

from closeknit.analysis import kinds


class MoveRefused(ValueError):
    """A move that the lifecycle does not know. `sentence` is written for the person who tried it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class PromiseStep(enum.StrEnum):
    """The way of a promise: its settlement, then told, then confirmed."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"
    TOLD = "told"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed move, with the words for its arrow."""

    source: str
    target: str
    words: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A thing, the states that it can be in, those that it may begin in, and the moves between them."""

    noun: str
    states: tuple[str, ...]
    starts: tuple[str, ...]
    moves: tuple[Move, ...]

    def targets(self, source: str) -> tuple[str, ...]:
        """Return the states that may follow `source`, in the order of `states`."""
        allowed = {move.target for move in self.moves if move.source == source}
        return tuple(state for state in self.states if state in allowed)


def can_move(lifecycle: Lifecycle, source: str, target: str) -> bool:
    """Return whether `target` may follow `source`: the question that a button asks before it is drawn."""
    return target in lifecycle.targets(source)


def check_move(lifecycle: Lifecycle, source: str, target: str) -> None:
    """Return nothing, or raise `MoveRefused` with a sentence that says what is possible instead.

    Raises `ValueError` for a state that the lifecycle does not have: that is a mistake in code, not of a person.
    """
    for state in (source, target):
        if state not in lifecycle.states:
            raise ValueError(f"{lifecycle.noun} has no state {state!r}")
    if can_move(lifecycle, source, target):
        return
    raise MoveRefused(_refusal(lifecycle, source, target))


def as_mermaid(lifecycle: Lifecycle) -> str:
    """Return the lifecycle as a Mermaid state diagram, ending in a newline; equal tables give equal text."""
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state}" for state in lifecycle.starts]
    lines += [f"    {move.source} --> {move.target}: {move.words}" for move in lifecycle.moves]
    lines += [f"    {state} --> [*]" for state in lifecycle.states if not lifecycle.targets(state)]
    return "\n".join(lines) + "\n"


def _refusal(lifecycle: Lifecycle, source: str, target: str) -> str:
    if source == target:
        return f"This {lifecycle.noun} is {_say(source)} already; nothing was changed."
    ways = [_say(state) for state in lifecycle.targets(source)]
    instead = f"From here it can become {_either(ways)}." if ways else "That is where its way ends."
    return f"This {lifecycle.noun} is {_say(source)} and cannot become {_say(target)}. {instead}"


def _say(state: str) -> str:
    return state.replace("_", " ")


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


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

APPOINTMENT = Lifecycle(
    noun="appointment",
    states=tuple(kinds.AppointmentState),
    starts=(kinds.AppointmentState.PLANNED,),
    moves=(
        Move(kinds.AppointmentState.PLANNED, kinds.AppointmentState.LOGGED, "took place"),
        Move(kinds.AppointmentState.PLANNED, kinds.AppointmentState.CALLED_OFF, "called off"),
        Move(kinds.AppointmentState.CALLED_OFF, kinds.AppointmentState.PLANNED, "planned again"),
    ),
)

IMPORT = Lifecycle(
    noun="import",
    states=tuple(kinds.ImportState),
    starts=(kinds.ImportState.PREVIEWED,),
    moves=(
        Move(kinds.ImportState.PREVIEWED, kinds.ImportState.RUNNING, "read it"),
        Move(kinds.ImportState.PREVIEWED, kinds.ImportState.CANCELLED, "cancel"),
        Move(kinds.ImportState.RUNNING, kinds.ImportState.DONE, "last chunk"),
        Move(kinds.ImportState.RUNNING, kinds.ImportState.CANCELLED, "cancel"),
        Move(kinds.ImportState.RUNNING, kinds.ImportState.FAILED, "cannot go on"),
        Move(kinds.ImportState.FAILED, kinds.ImportState.RUNNING, "go on"),
        Move(kinds.ImportState.CANCELLED, kinds.ImportState.RUNNING, "go on"),
        Move(kinds.ImportState.DONE, kinds.ImportState.TAKEN_BACK, "take back"),
        Move(kinds.ImportState.CANCELLED, kinds.ImportState.TAKEN_BACK, "take back"),
        Move(kinds.ImportState.FAILED, kinds.ImportState.TAKEN_BACK, "take back"),
    ),
)

ALL = (STAGE, PROMISE, NEED, APPOINTMENT, IMPORT)
