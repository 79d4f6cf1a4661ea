"""Needs found in an ordered stream: each sentence is laid beside the known needs, else it waits until a group forms.

Own method ("re-cluster the sketch, never the data"): assign by the five nearest sample members; found new needs by
grouping the pool; tend by grouping all kept rows, on a geometric schedule. While no more than 12,000 sentences are known,
all distinct rows are kept. Sentences come in rounds that begin and end at fixed places of the stream; similarities are
exact and all chance comes from need and count, so the state does not depend on how the stream was cut into batches.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import founding, lanes, likeness, members, placing, sketch, tending
from closeknit.analysis.needs.records import Batch, Log, NewId, Placement, Step
from closeknit.analysis.needs.sketch import Row, State

# So many of the newest rows of the pool are searched for a near-duplicate.
TWINS_WITHIN = 512
# Rounds grow with what is known: what one sentence more could change becomes less.
LONG_ROUND, LONGEST_ROUND = 512, 2048
# Needs are found again when so many times more is known than at the last time: sooner while that costs little.
GROWTH, GROWTH_OF_MANY, MANY = 1.6, 2.4, 1000
# At the end of a file they are found again unless little has come since; a grown house keeps only samples, which tell little new.
GROWTH_AT_END, GROWTH_AT_END_OF_MANY = 1.2, 1.6
# Of so many it costs little to ask once more how fine they are.
CHEAP = 4000

Floats = npt.NDArray[np.float32]


def advance(state: State, batch: Batch, *, new_id: NewId = "need_{}".format) -> Step:
    """Return the state after `batch` and what happened. `new_id` turns 1, 2, 3 … into the ids of new needs.

    Pure: `state` stays as it was. The same sentences give the same state however they are cut into batches.
    """
    state, log = state.fork(), Log()
    with lanes.keep_apart():
        _follow(state, batch, log, new_id)
    return log.close(state)


def settle(state: State, *, new_id: NewId = "need_{}".format) -> Step:
    """Return the state after looking through everything now, as at the end of a file."""
    state, log = state.copy(), Log()
    with lanes.keep_apart():
        _look_through(state, log, new_id)
        _begin_round(state, set())
    return log.close(state)


def wait(state: State, batch: Batch) -> State:
    """Return the state in whose pool these wait besides, in their order: as when they had come and no need had taken them."""
    state = state.copy()
    vectors = likeness.to_grid(batch.vectors)
    for first in range(0, len(vectors), LONG_ROUND):
        last = min(first + LONG_ROUND, len(vectors))
        _wait(state, [Row(vectors[i], (batch.verbatims[i],), (batch.accounts[i],)) for i in range(first, last)])
        state.pool_mark = len(state.pool)
    return state


def _follow(state: State, batch: Batch, log: Log, new_id: NewId) -> None:
    thawed = False
    vectors = likeness.to_grid(batch.vectors)
    first, n = 0, len(batch.verbatims)
    while first < n:
        last = min(n, first + state.round_end - state.n_seen)
        rows = [Row(vectors[i], (batch.verbatims[i],), (batch.accounts[i],)) for i in range(first, last)]
        _take(state, rows, vectors[first:last], log)
        if state.n_seen >= state.round_end:
            if not thawed:
                index = state.index
                state.thaw()
                state.index, thawed = index, True
            _end_round(state, log, new_id)
        first = last


def _take(state: State, rows: list[Row], vectors: Floats, log: Log) -> None:
    """Lay the rows beside the needs as these were when the round began; what no need accepts waits."""
    if state.index is None:
        state.index = placing.Index(state.sketches)
    state.n_seen += len(rows)
    found = state.index.place(vectors, [row.verbatims[0] for row in rows], state.cannot)
    waiting = []
    for row, one in zip(rows, found, strict=True):
        if one is None:
            waiting.append(row)
            continue
        state.fresh.append((one.need, row))
        log.place(Placement(row.verbatims[0], one.need, one.likeness, one.bar))
    if waiting:
        _wait(state, waiting)


def _wait(state: State, rows: list[Row]) -> None:
    """Put rows into the pool: as another voice of a near-duplicate, else as a row of its own."""
    pool = state.pool
    first = max(state.pool_mark - TWINS_WITHIN, 0)
    vectors = likeness.stack([row.vector for row in rows])
    known = likeness.stack([row.vector for row in pool[first:]])
    alike = np.hstack([vectors @ known.T, np.tril(vectors @ vectors.T, -1)])
    has_twin = alike.max(axis=1) >= members.NEAR_DUPLICATE
    places = list(range(first, len(pool)))
    columns = list(range(len(places)))
    for number, row in enumerate(rows):
        if has_twin[number] and (near := alike[number, columns]).max(initial=-1) >= members.NEAR_DUPLICATE:
            twin = places[int(near.argmax())]
            state.n_waiting += row.accounts[0] not in pool[twin].accounts
            pool[twin] = pool[twin].join(row)
            continue
        places.append(len(pool))
        columns.append(len(known) + number)
        pool.append(row)
        state.n_waiting += 1


def _end_round(state: State, log: Log, new_id: NewId) -> None:
    changed = members.take_fresh(state)
    if state.n_seen >= state.next_tend:
        _tend(state, log, new_id)
        state.index = None
    elif state.n_waiting >= _patience(len(state.pool)):
        founding.discover(state, log, new_id)
        state.index = None
    _begin_round(state, changed)


def _look_through(state: State, log: Log, new_id: NewId) -> None:
    members.take_fresh(state)
    if state.n_seen >= (GROWTH_AT_END if state.is_young else GROWTH_AT_END_OF_MANY) * state.last_tend:
        _tend(state, log, new_id, anew=state.n_seen < CHEAP or state.n_seen >= GROWTH_OF_MANY * state.last_tend)
    else:
        founding.discover(state, log, new_id)


def _begin_round(state: State, changed: set[str]) -> None:
    state.index = placing.Index(state.sketches, state.index, changed)
    state.pool_mark = len(state.pool)
    # Rounds end on multiples of their length, so that they do not depend on what a person did in between.
    length = min(_round_down(state.n_seen // 32), max(LONG_ROUND, _round_down(state.n_seen // 64)), LONGEST_ROUND)
    state.round_end = (state.n_seen // length + 1) * length


def _round_down(n: int) -> int:
    """Return the power of two at or below n, at least 1."""
    return 1 << max(int(n), 1).bit_length() - 1


def _patience(n: int) -> int:
    """Return after how many new rows the pool (of n) is looked through: soon when small, since looking costs n²."""
    return min(max(n * n // 4000, 4), 1500)


def _tend(state: State, log: Log, new_id: NewId, *, anew: bool = True) -> None:
    tending.tend(state, log, new_id, anew=anew)
    growth = GROWTH if state.n_seen < MANY else GROWTH_OF_MANY
    state.next_tend = int(state.n_seen * growth)
    if state.n_seen < sketch.YOUTH:
        state.next_tend = min(state.next_tend, sketch.YOUTH)
    else:
        for need in state.sketches:
            need.rows = need.rows[: sketch.RESERVOIR]
