"""What people decided, told to the stream in their order: it may propose, never undo."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import decisions
from closeknit.analysis.needs.likeness import to_grid
from closeknit.analysis.needs.records import Batch
from closeknit.analysis.needs.sketch import State

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Decided:
    """A person said that a verbatim belongs to a need (by its name in the stream), or that it does not."""

    verbatim: str
    need: str
    belongs: bool
    account: str


def hold(state: State, *, touched: Collection[str], dismissed: Collection[str]) -> State:
    """Return the state that knows which needs people have touched and dismissed, by their names in the stream."""
    for need in list(state.sketches):
        if need.need in dismissed and not need.dismissed:
            state = decisions.dismiss(state, need.need)
        elif need.dismissed and need.need not in dismissed:
            state = decisions.restore(state, need.need)
        elif need.need in touched and not need.touched:
            state = decisions.hold(state, need.need)
    return state


def word(state: State, statements: Mapping[str, Floats]) -> State:
    """Return the state that knows what people said each need is: the vector of the statement by its name in the stream."""
    for name, statement in statements.items():
        known = state.find(name)
        if known is not None and known.need == name and not np.array_equal(known.stated, to_grid(statement[None, :])):
            state = decisions.word(state, name, statement)
    return state


def follow(state: State, decided: Iterable[Decided], vectors: Mapping[str, Floats]) -> State:
    """Return the state that has learnt what people decided. A need stated by hand is added with its first words."""
    for one in decided:
        known = state.find(one.need)
        if not one.belongs:
            state = decisions.part(state, one.need, [one.verbatim]) if known is not None else state
        elif one.verbatim in vectors:
            words = Batch([one.verbatim], vectors[one.verbatim][None, :], [one.account])
            if known is None:
                state = decisions.add_need(state, one.need, words)
            elif one.verbatim not in known.members:
                state = decisions.join(state, one.need, words)
    return state
