"""What people decided, told to the stream: it may propose, never undo. Plain values in, the state changed in place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import sketch
from closeknit.analysis.needs.sketch import Row, Sketch, State

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Decided:
    """A person said that a verbatim belongs to a need (by its name in the stream), or that it does not."""

    verbatim: str
    need: str
    belongs: bool
    account: str


def hold(state: State, *, touched: Iterable[str], dismissed: Iterable[str]) -> None:
    """Say which needs people have touched and dismissed, by their names in the stream; all others are the machine's own."""
    held, gone = set(touched), set(dismissed)
    for need in state.sketches:
        need.touched, need.dismissed = need.need in held, need.need in gone


def follow(state: State, decisions: Iterable[Decided], vectors: Mapping[str, Floats]) -> None:
    """Let the state learn what people decided, in their order. A need stated by hand gets a sketch from its first words."""
    for one in decisions:
        known = state.find(one.need)
        if one.belongs:
            state.cannot.discard((one.verbatim, one.need))
            if one.verbatim in vectors:
                _add(state, known, one, vectors[one.verbatim])
        else:
            state.cannot.add((one.verbatim, one.need))
            if known is not None:
                _take_out(known, one.verbatim)


def _add(state: State, known: Sketch | None, one: Decided, vector: Floats) -> None:
    need = known
    if need is None:
        need = Sketch(one.need, touched=True)
        state.sketches.append(need)
    if one.verbatim in need.members:
        return
    sketch.add_member(need, one.verbatim, vector)
    sketch.measure(need)
    if state.is_young:
        need.rows.append(Row(vector, [one.verbatim], [one.account]))


def _take_out(need: Sketch, verbatim: str) -> None:
    for row in need.rows:
        if verbatim in row.verbatims:
            place = row.verbatims.index(verbatim)
            del row.verbatims[place], row.accounts[place]
    need.rows = [row for row in need.rows if row.verbatims]
    if verbatim not in need.members:
        return
    place = need.members.index(verbatim)
    need.members.pop(place)
    need.total = need.total - need.sample[place]
    need.sample = np.delete(need.sample, place, axis=0)
    need.count = max(need.count - 1, len(need.members))
    sketch.measure(need)
