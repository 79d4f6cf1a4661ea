"""Needs found in an ordered stream: each sentence is laid beside the known needs, else it waits until a group forms.

Own method ("re-cluster the sketch, never the data"): assign by the five nearest sample members; found new needs by
shared-neighbour Leiden on the pool; tend by the same on all samples, on a geometric schedule. While fewer than 4,000
sentences are known, all rows are kept and needs are found among all of them. One sentence is taken at a time and all
chance comes from need and count, so the state does not depend on how the stream was cut into batches.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import founding, placing, sketch, tending
from closeknit.analysis.needs.records import Batch, Log, Merge, NewId, Placement, Step
from closeknit.analysis.needs.sketch import Row, State

# So many of the newest rows of the pool are searched for a near-duplicate.
TWINS_WITHIN = 512

Floats = npt.NDArray[np.float32]


def advance(state: State, batch: Batch, *, new_id: NewId = "need_{}".format) -> Step:
    """Return the state after `batch` and what happened. `new_id` turns 1, 2, 3 … into the ids of new needs.

    Pure: `state` stays as it was. The same sentences give the same state however they are cut into batches.
    """
    state, log = state.copy(), Log()
    now = _Now(state)
    vectors = batch.vectors.astype(np.float16).astype(np.float32)
    for verbatim, vector, account in zip(batch.verbatims, vectors, batch.accounts, strict=True):
        state.n_seen += 1
        if (found := now.index.place(verbatim, vector)) is not None:
            now.join(found[0], Row(vector, [verbatim], [account]))
            log.place(Placement(verbatim, state.sketches[found[0]].need, found[1], found[2]))
        else:
            now.wait(verbatim, vector, account)
        if state.n_seen >= state.next_tend:
            _tend(state, log, new_id)
            now = _Now(state)
        elif state.n_waiting >= _patience(len(state.pool)):
            founding.discover(state, log, new_id)
            now.look_again()
    return log.close(state)


def settle(state: State, *, new_id: NewId = "need_{}".format) -> Step:
    """Return the state after looking through everything now, as at the end of a file."""
    state, log = state.copy(), Log()
    if state.is_young:
        founding.found_again(state, log, new_id)
    else:
        founding.discover(state, log, new_id)
        _tend_samples(state, log, new_id)
    return log.close(state)


class _Now:
    """What is derived from the state for speed, and brought up to date with it."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.rows = {row.vector.tobytes(): row for need in state.sketches for row in need.rows}
        self.look_again()

    def look_again(self) -> None:
        """Follow needs that came or went, and a pool that shrank."""
        state = self.state
        self.index = placing.Index(state)
        self.twins = np.zeros((TWINS_WITHIN, sketch.DIMENSIONS), dtype=np.float32)
        for row in range(max(len(state.pool) - TWINS_WITHIN, 0), len(state.pool)):
            self.twins[row % TWINS_WITHIN] = state.pool[row].vector

    def join(self, place: int, row: Row) -> None:
        """Add a sentence to a need."""
        need = self.state.sketches[place]
        sketch.add_member(need, row.verbatims[0], row.vector)
        self.index.refresh(place)
        if not self.state.is_young:
            return
        if (twin := self.rows.get(row.vector.tobytes())) is not None and any(own is twin for own in need.rows):
            twin.add_voice(row.verbatims[0], row.accounts[0])
        else:
            need.rows.append(row)
            self.rows[row.vector.tobytes()] = row

    def wait(self, verbatim: str, vector: Floats, account: str) -> None:
        """Put a sentence into the pool: as another voice of a near-duplicate, else as a row of its own."""
        pool = self.state.pool
        if pool:
            near = np.einsum("nd,d->n", self.twins[: min(len(pool), TWINS_WITHIN)], vector)
            if near[slot := int(near.argmax())] >= sketch.NEAR_DUPLICATE:
                last = len(pool) - 1
                twin = pool[last - (last - slot) % TWINS_WITHIN]
                self.state.n_waiting += account not in twin.accounts
                twin.add_voice(verbatim, account)
                return
        self.twins[len(pool) % TWINS_WITHIN] = vector
        pool.append(Row(vector, [verbatim], [account]))
        self.state.n_waiting += 1


def _patience(n: int) -> int:
    """Return after how many new rows the pool (of n) is looked through: soon when small, since looking costs n²."""
    return min(max(n * n // 4000, 4), 1500)


def _tend(state: State, log: Log, new_id: NewId) -> None:
    if state.n_seen <= sketch.YOUTH:
        state.next_tend = min(int(state.n_seen * 1.5), sketch.YOUTH) if state.is_young else int(state.n_seen * 1.6)
        founding.found_again(state, log, new_id)
        state.n_waiting = 0
        if not state.is_young:
            for need in state.sketches:
                need.rows = []
    else:
        state.next_tend = int(state.n_seen * 1.6)
        founding.discover(state, log, new_id)
        _tend_samples(state, log, new_id)


def _tend_samples(state: State, log: Log, new_id: NewId) -> None:
    for change in tending.plan_changes(state):
        if tending.is_held(state, change):
            log.proposals.append(change)
        elif isinstance(change, Merge):
            tending.merge(state, change)
            log.merges.append(change)
        else:
            log.split(tending.split(state, change, new_id(state.next_number)))
            state.next_number += 1
