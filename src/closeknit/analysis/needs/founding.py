"""Founding needs among what waits in the pool."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import clusters, likeness, members, placing
from closeknit.analysis.needs.records import Absorption, Birth, Log, NewId, Placement
from closeknit.analysis.needs.sketch import Row, Sketch, State

LEAST_LIKENESS = 0.42
# What waited longest is let go first; it can still be found by its words, and laid to a need by hand.
MOST_WAITING = 4000
MOST_VOICES_OF_A_ROW = 3
# A group this near to a need, held against how alike each is within, joins it.
TOGETHER = 0.9
# So many needs, the nearest by their middles, are looked at sentence by sentence.
HOSTS = 24

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def discover(state: State, log: Log, new_id: NewId) -> None:
    """Look for groups in the pool; each becomes a need or joins the one that it is too near to stand beside."""
    state.n_waiting = 0
    born, taken = [], set[int]()
    for rows in found_groups(state, state.pool):
        together = [state.pool[row] for row in rows]
        taken.update(rows)
        if (host := _find_host(state.sketches, together)) is not None:
            _absorb(state, host, together, log)
        else:
            born.append(bear(state, together, log, new_id))
    state.pool = [row for place, row in enumerate(state.pool) if place not in taken]
    if born:
        retry(state, born, log)
    trim(state)


def found_groups(state: State, rows: list[Row]) -> list[list[int]]:
    """Return the groups of row numbers that are large, alike and widely said enough to found needs."""
    if len(rows) < 2:
        return []
    vectors = likeness.stack([row.vector for row in rows])
    groups = clusters.group_vectors(vectors, level=state.fineness)
    return [tight for group in groups if (tight := found_group(state, rows, vectors, group))]


def found_group(state: State, rows: list[Row], vectors: Floats, group: Ints) -> list[int]:
    """Return the rows of a group that found a need, or none of them.

    Accounts count, not noise: a row that many say is worth three at most, and one account alone needs one more.
    """
    group = _tighten(vectors, group)
    voices = sum(min(len(set(rows[row].accounts)), MOST_VOICES_OF_A_ROW) for row in group)
    accounts = {account for row in group for account in rows[row].accounts}
    if len(group) < 2 or voices < fewest_voices(state.n_seen) + (len(accounts) == 1):
        return []
    alike = float(likeness.inner_likeness(vectors[group]).mean())
    return [int(row) for row in group] if alike >= LEAST_LIKENESS else []


def fewest_voices(n_seen: int) -> int:
    """Return how many voices found a need: 3 in a small house, 8 from about 4,000 sentences on."""
    return min(max(int(2 * float(n_seen / 250) ** 0.5 + 0.5), 3), 8)


def bear(state: State, rows: list[Row], log: Log, new_id: NewId) -> str:
    """Make a need of these rows and return its name."""
    need = Sketch(new_id(state.next_number))
    state.next_number += 1
    members.rebuild(need, rows, keep_all=state.is_young)
    state.sketches.append(need)
    verbatims = tuple(verbatim for row in rows for verbatim in row.verbatims)
    accounts = {account for row in rows for account in row.accounts}
    log.bear(Birth(need.need, verbatims, need.likeness, len(accounts)))
    return need.need


def retry(state: State, names: list[str], log: Log) -> None:
    """Lay what waits beside needs that are new or changed."""
    known = {need.need: need for need in state.sketches}
    index = placing.Index([known[name] for name in names if name in known])
    vectors = likeness.stack([row.vector for row in state.pool])
    left, grouped = list[Row](), dict[str, list[Row]]()
    found = index.place(vectors, [row.verbatims[0] for row in state.pool], state.cannot)
    for row, one in zip(state.pool, found, strict=True):
        if one is None:
            left.append(row)
            continue
        grouped.setdefault(one.need, []).append(row)
        for verbatim in row.verbatims:
            log.place(Placement(verbatim, one.need, one.likeness, one.bar))
    for name, rows in grouped.items():
        members.add_rows(known[name], rows, keep_all=state.is_young)
    state.pool = left


def trim(state: State) -> None:
    """Let go what waited longest."""
    del state.pool[: max(len(state.pool) - MOST_WAITING, 0)]


def may_join(state: State, row: Row, need: str) -> bool:
    """Return whether nobody has taken this row and this need apart."""
    return not state.cannot or not any((verbatim, need) in state.cannot for verbatim in row.verbatims)


def _tighten(vectors: Floats, rows: Ints) -> Ints:
    """Return the rows of a group without those that are not like the others."""
    while len(rows) > 2:
        keep = likeness.inner_likeness(vectors[rows], most=3) >= clusters.LEAST_ALIKE + 0.03
        if keep.all():
            break
        rows = rows[keep]
    return rows


def _find_host(needs: list[Sketch], rows: list[Row]) -> Sketch | None:
    """Return the need that a group is as near to as its own members are to each other (nine tenths), or None."""
    vectors = likeness.stack([row.vector for row in rows])
    own = float(likeness.inner_likeness(vectors).mean())
    best, host = 0.0, None
    for need in _nearest(needs, vectors):
        if len(need.stated):
            # What was stated takes sentences one by one, never a group whole.
            continue
        across = likeness.cross_likeness(vectors, need.sample)
        if across >= TOGETHER * min(own, need.likeness) and across > best:
            best, host = across, need
    return host


def _nearest(needs: list[Sketch], vectors: Floats) -> list[Sketch]:
    """Return the needs whose middles are nearest to that of these vectors, in their own order."""
    if len(needs) <= HOSTS:
        return needs
    totals = np.array([need.total for need in needs])
    near = totals @ vectors.sum(axis=0) / np.maximum(np.linalg.norm(totals, axis=1), 1e-9)
    return [needs[place] for place in np.sort(np.argsort(-near, kind="stable")[:HOSTS])]


def _absorb(state: State, need: Sketch, rows: list[Row], log: Log) -> None:
    rows = [row for row in rows if may_join(state, row, need.need)]
    if not rows:
        return
    vectors = likeness.stack([row.vector for row in rows])
    across = likeness.cross_likeness(vectors, need.sample)
    members.add_rows(need, rows, keep_all=state.is_young)
    log.absorb(Absorption(need.need, tuple(verbatim for row in rows for verbatim in row.verbatims), across))
