"""What people decide about needs, as it bears on discovery: held for ever, never overridden by the machine.

Each function returns a new state and leaves the one given as it was; all raise UnknownNeedError for a need that the
state does not know. A need that is not in the sketch (written by a person, without words) is added with `add_need`.
"""

from __future__ import annotations

from collections.abc import Sequence

from closeknit.analysis.needs import likeness, members, records
from closeknit.analysis.needs.sketch import Row, Sketch, State


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
    state = _take_up(state)
    found = _find(state, need)
    gone = set(verbatims)
    state.cannot |= {(verbatim, found.need) for verbatim in gone}
    left = [row for one in found.rows if (row := one.without(gone)) is not None]
    count = max(found.count - len(gone), len(left))
    members.rebuild(found, left, keep_all=state.is_young)
    found.total = found.total * (count / max(found.count, 1))
    found.count, found.touched = count, True
    return state


def allow(state: State, need: str, verbatims: Sequence[str]) -> State:
    """Return the state in which these verbatims may come to `need` again: the undoing of `part`."""
    state = state.copy()
    found = _find(state, need)
    state.cannot -= {(verbatim, found.need) for verbatim in verbatims}
    return state


def join(state: State, need: str, batch: records.Batch) -> State:
    """Return the state in which a person has laid these verbatims to `need`, wherever they were before."""
    state = _take_up(state)
    found = _find(state, need)
    moved = set(batch.verbatims)
    state.cannot -= {(verbatim, found.need) for verbatim in moved}
    state.pool = [left for row in state.pool if (left := row.without(moved)) is not None]
    vectors = likeness.to_grid(batch.vectors)
    rows = [
        Row(vector, (verbatim,), (account,))
        for verbatim, vector, account in zip(batch.verbatims, vectors, batch.accounts, strict=True)
    ]
    if rows:
        members.add_rows(found, rows, keep_all=state.is_young)
    found.touched = True
    return state


def merge(state: State, kept: str, gone: str) -> State:
    """Return the state in which `gone` has gone into `kept`; what was said to be of `gone` is found at `kept`."""
    state = _take_up(state)
    first, second = _find(state, kept), _find(state, gone)
    if first is second:
        raise ValueError(f"cannot merge {gone} into {kept}")
    members.merge(state, first, second)
    first.touched = True
    return state


def add_need(state: State, need: str, batch: records.Batch) -> State:
    """Return the state with a need that a person made of these verbatims (there may be none yet, or only a statement's
    vector under the id of the need itself)."""
    state = state.copy()
    state.sketches.append(Sketch(need, touched=True))
    return join(state, need, batch)


def word(state: State, need: str, statement: likeness.Floats) -> State:
    """Return the state in which a person has said what `need` is: `statement` [384] is the vector of their sentence."""
    state = state.copy()
    found = _find(state, need)
    found.stated, found.touched = likeness.to_grid(statement[None, :]), True
    return state


def recall(state: State, need: str, batch: records.Batch, *, keep_all: bool) -> State:
    """Return the state with a need that stood before, made anew from its words; nobody's hand is in it yet."""
    state = state.copy()
    vectors = likeness.to_grid(batch.vectors)
    rows = [
        Row(vector, (verbatim,), (account,))
        for verbatim, vector, account in zip(batch.verbatims, vectors, batch.accounts, strict=True)
    ]
    found = Sketch(need)
    members.add_rows(found, rows, keep_all=keep_all)
    state.sketches.append(found)
    return state


def _find(state: State, need: str) -> Sketch:
    found = state.find(need)
    if found is None:
        raise UnknownNeedError(f"there is no need {need}")
    return found


def _take_up(state: State) -> State:
    """Return a copy in which what was placed in this round is in its need already."""
    state = state.copy()
    members.take_fresh(state)
    return state
