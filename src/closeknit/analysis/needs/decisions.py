"""What people decide about needs, as it bears on discovery: held for ever, never overridden by the machine.

Each function returns a new state and leaves the one given as it was; all raise UnknownNeedError for a need that the
state does not know. A need that is not in the sketch (written by a person, without words) is added with `add_need`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import records, sketch, tending
from closeknit.analysis.needs.sketch import Row, Sketch, State

Floats = npt.NDArray[np.float32]


class UnknownNeedError(LookupError):
    """The state has no such need."""


def hold(state: State, need: str) -> State:
    """Return the state in which the machine only proposes to change `need` (renamed, opened, confirmed by a person)."""
    state = state.copy()
    _find(state, need).touched = True
    return state


def dismiss(state: State, need: str) -> State:
    """Return the state in which `need` is dismissed: it goes on taking up what belongs to it, so it is never reborn."""
    state = state.copy()
    _find(state, need).dismissed = True
    return state


def restore(state: State, need: str) -> State:
    """Return the state in which `need` is no longer dismissed."""
    state = state.copy()
    found = _find(state, need)
    found.dismissed, found.touched = False, True
    return state


def part(state: State, need: str, verbatims: Sequence[str]) -> State:
    """Return the state in which these verbatims are not of `need`, and never come to it again ("not this one")."""
    state = state.copy()
    found = _find(state, need)
    gone = set(verbatims)
    state.cannot |= {(verbatim, found.need) for verbatim in gone}
    keep = [row for row, member in enumerate(found.members) if member not in gone]
    found.members, found.sample = [found.members[row] for row in keep], found.sample[keep]
    found.total = found.sample.sum(axis=0) * np.float32(max(found.count, 1) / max(len(keep), 1))
    found.count = max(found.count - len(gone), len(found.members))
    found.rows = [left for row in found.rows if (left := _without(row, gone)) is not None]
    found.touched = True
    sketch.measure(found)
    return state


def allow(state: State, need: str, verbatims: Sequence[str]) -> State:
    """Return the state in which these verbatims may come to `need` again: the undoing of `part`."""
    state = state.copy()
    found = _find(state, need)
    state.cannot -= {(verbatim, found.need) for verbatim in verbatims}
    return state


def join(state: State, need: str, batch: records.Batch) -> State:
    """Return the state in which a person has laid these verbatims to `need`, wherever they were before."""
    state = state.copy()
    found = _find(state, need)
    moved = set(batch.verbatims)
    state.cannot -= {(verbatim, found.need) for verbatim in moved}
    state.pool = [left for row in state.pool if (left := _without(row, moved)) is not None]
    vectors = batch.vectors.astype(np.float16).astype(np.float32)
    for verbatim, vector, account in zip(batch.verbatims, vectors, batch.accounts, strict=True):
        sketch.add_member(found, verbatim, vector)
        if state.is_young:
            found.rows.append(Row(vector, [verbatim], [account]))
    found.touched = True
    sketch.measure(found)
    return state


def merge(state: State, kept: str, gone: str) -> State:
    """Return the state in which `gone` has gone into `kept`; what was said to be of `gone` is found at `kept`."""
    state = state.copy()
    first, second = _find(state, kept), _find(state, gone)
    inner = min(first.likeness, second.likeness)
    across = sketch.cross_likeness(second.sample, first.sample)
    tending.merge(state, records.Merge(first.need, second.need, across, inner))
    _find(state, kept).touched = True
    return state


def add_need(state: State, need: str, batch: records.Batch) -> State:
    """Return the state with a need that a person made of these verbatims (there may be none yet, or only a statement's
    vector under the id of the need itself)."""
    state = state.copy()
    state.sketches.append(Sketch(need, touched=True))
    return join(state, need, batch)


def _find(state: State, need: str) -> Sketch:
    found = state.find(need)
    if found is None:
        raise UnknownNeedError(f"there is no need {need}")
    return found


def _without(row: Row, gone: set[str]) -> Row | None:
    voices = [(v, a) for v, a in zip(row.verbatims, row.accounts, strict=True) if v not in gone]
    return replace(row, verbatims=[v for v, _ in voices], accounts=[a for _, a in voices]) if voices else None
