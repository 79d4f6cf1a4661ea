"""What a lifecycle is: a table of moves, the question whether one is allowed, and its picture."""

from dataclasses import dataclass


class MoveRefused(ValueError):
    """A move that the lifecycle does not know. `sentence` is written for the person who tried it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


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
