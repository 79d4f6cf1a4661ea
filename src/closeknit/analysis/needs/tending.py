"""Tending: all kept rows are grouped anew, and needs follow where it is clear that they grew together or apart.

A need keeps its identity where most of its rows stay together. It is done only when much has come since the last time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import (
    agreement,
    clusters,
    founding,
    lanes,
    likeness,
    members,
    neighbours,
    placing,
    refinding,
    sketch,
)
from closeknit.analysis.needs.records import Log, Merge, NewId, Placement, Split
from closeknit.analysis.needs.sketch import Row, Sketch, State

# A need goes where so much of it goes.
MAJORITY = 0.8
# In a grown house so many rows of each need are looked at at least, however many needs there are.
FEWEST_ROWS = 12

Ints = npt.NDArray[np.int64]


@dataclass
class _Laid:
    """All kept rows with the need that each was in (its place, -1: none) and the group that each is in now (-1: none)."""

    needs: list[Sketch]
    rows: list[Row]
    owners: Ints
    groups: list[Ints]
    group_of: Ints
    shares: npt.NDArray[np.int64]  # [needs, groups]: how many rows of a need are in a group
    sizes: npt.NDArray[np.int64]  # how many rows of a need there are
    homeless: npt.NDArray[np.bool_]  # whether no group is this need any more
    emptied: npt.NDArray[np.bool_]  # whether all that was ever said of a need has moved


def tend(state: State, log: Log, new_id: NewId, *, anew: bool = True) -> None:
    """Let needs be born, merge and split as all kept rows suggest; of those that a person has touched, only propose it.

    With `anew` it is also read off the rows how fine needs are.
    """
    laid = _lay(state, anew=anew)
    homes = _find_homes(state, laid, log)
    whole = _any(laid.shares >= MAJORITY * np.maximum(laid.sizes, 1)[:, None])
    laid.homeless[:] = [need.need not in homes and not gone for need, gone in zip(state.sketches, whole, strict=True)]
    moves: dict[str, list[int]] = {}
    for number, home in enumerate(homes):
        if home is None:
            continue
        for row in _list_movers(state, laid, number, home):
            moves.setdefault(home, []).append(row)
    newborn = [number for number, home in enumerate(homes) if home is None]
    parted = [part for number in newborn if (part := _part(state, laid, number, log)) is not None]
    _move(state, laid, moves, parted, log, new_id)
    _end_remnants(state, laid, homes, log)
    _merge(state, log)
    founding.retry(state, [need.need for need in state.sketches], log)
    founding.trim(state)
    state.n_waiting, state.last_tend = 0, state.n_seen


def _lay(state: State, *, anew: bool) -> _Laid:
    most = _count_rows(state)
    rows = [row for need in state.sketches for row in need.rows[:most]] + state.pool
    places = np.repeat(np.arange(len(state.sketches)), [min(len(need.rows), most) for need in state.sketches])
    owners = np.concatenate([places, np.full(len(state.pool), -1)]).astype(np.int64)
    vectors = likeness.stack([row.vector for row in rows])
    found = _group(state, vectors, owners, anew=anew)
    groups = [
        np.array(tight, dtype=np.int64) for group in found if (tight := _found(state, rows, vectors, owners, group))
    ]
    group_of = np.full(len(rows), -1, dtype=np.int64)
    for number, group in enumerate(groups):
        group_of[group] = number
    shares = np.zeros((len(state.sketches), len(groups)), dtype=np.int64)
    owned = (owners >= 0) & (group_of >= 0)
    np.add.at(shares, (owners[owned], group_of[owned]), 1)
    sizes = np.bincount(places, minlength=len(state.sketches))
    return _Laid(
        list(state.sketches),
        rows,
        owners,
        groups,
        group_of,
        shares,
        sizes,
        homeless=np.zeros(len(state.sketches), dtype=np.bool_),
        emptied=np.zeros(len(state.sketches), dtype=np.bool_),
    )


def _count_rows(state: State) -> int:
    """Return how many rows of each need are looked at: all in a young house, later no more than a young house would have."""
    if state.is_young:
        return sketch.YOUTH
    return max((sketch.YOUTH - len(state.pool)) // max(len(state.sketches), 1), FEWEST_ROWS)


def _group(state: State, vectors: npt.NDArray[np.float32], owners: Ints, *, anew: bool) -> list[Ints]:
    vectors = neighbours.turn_to_main(vectors)
    if len(vectors) < agreement.FEWEST:
        return clusters.group_vectors(vectors, owners, level=state.fineness)

    def halve() -> agreement.Halves:
        halves = agreement.halve(vectors)
        if (anew and state.is_young) or not state.level:
            state.level = agreement.find_level(halves, state.level or None)
        return halves

    halves, parted = lanes.run_both(halve, lambda: clusters.part_finely(vectors, owners))
    return clusters.list_groups(parted.smooth, refinding.choose_groups(parted, halves, state.fineness, owners))


def _found(state: State, rows: list[Row], vectors: npt.NDArray[np.float32], owners: Ints, group: Ints) -> list[int]:
    """Return the rows of a group that may found a need, or be one that is known already."""
    founded = founding.found_group(state, rows, vectors, group)
    known = owners[group]
    if not founded and (known >= 0).mean() >= MAJORITY:
        return [int(row) for row in group]
    return founded


def _find_homes(state: State, laid: _Laid, log: Log) -> list[str | None]:
    """Return for each group the need that it is, or None for a new one; needs that went whole into one group are merged.

    A group to which no need went whole is the one that most of its known rows come from, unless that has a group already.
    """
    whole = laid.shares >= MAJORITY * np.maximum(laid.sizes, 1)[:, None]
    homes: list[str | None] = []
    for number in range(len(laid.groups)):
        coming = [state.sketches[place] for place in np.flatnonzero(whole[:, number])]
        coming.sort(key=lambda need: (need.dismissed, not need.touched, -need.count, need.need))
        for other in coming[1:]:
            merge = _tell_merge(coming[0], other)
            if _may_merge(state, merge):
                (log.proposals if other.is_held or coming[0].is_held else log.merges).append(merge)
        homes.append(coming[0].need if coming else None)
    settled = _any(whole)
    order = np.argsort(-laid.shares, axis=None, kind="stable")
    for place, number in zip(*np.unravel_index(order, laid.shares.shape), strict=True):
        if laid.shares[place, number] == 0:
            break
        # Few words of many shapes may stand for what a person stated: a group is such a need only where most of it is.
        if state.sketches[place].is_held and 2 * laid.shares[place, number] < len(laid.groups[number]):
            continue
        if homes[number] is None and not settled[place]:
            homes[number], settled[place] = state.sketches[place].need, True
    return homes


def _any(table: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    return np.array([row.any() for row in table], dtype=np.bool_)


def _tell_merge(kept: Sketch, gone: Sketch) -> Merge:
    across = likeness.cross_likeness(gone.sample, kept.sample)
    return Merge(kept.need, gone.need, across, min(kept.likeness, gone.likeness))


def _may_merge(state: State, merge: Merge) -> bool:
    """Return whether two needs that came into one group are one: in a grown house, where only samples of equal size are
    left of them, only if they are as near to each other as a group must be that joins a need."""
    return state.is_young or merge.likeness >= founding.TOGETHER * merge.inner


def _list_movers(state: State, laid: _Laid, number: int, home: str) -> list[int]:
    """Return the rows of a group that go to its need: those that waited, and large parts of other needs."""
    movers = []
    host = next(need for need in state.sketches if need.need == home)
    index = placing.Index([host]) if len(host.stated) else None
    for row in laid.groups[number].tolist():
        owner = int(laid.owners[row])
        if owner >= 0 and (state.sketches[owner].need == home or not _leaves(state, laid, owner, number)):
            continue
        if index is not None and index.place(laid.rows[row].vector[None, :], [""])[0] is None:
            continue
        if founding.may_join(state, laid.rows[row], home):
            movers.append(row)
    return movers


def _leaves(state: State, laid: _Laid, owner: int, number: int) -> bool:
    """Return whether the rows of a need in a group that is not its own go there: never all at once, that is a merge."""
    return not state.sketches[owner].is_held and laid.shares[owner, number] < MAJORITY * laid.sizes[owner]


def _part(state: State, laid: _Laid, number: int, log: Log) -> tuple[int | None, list[int]] | None:
    """Return the rows of a new need, and the place of the need that most of them leave (None: they waited)."""
    group = laid.groups[number]
    free = [row for row in group.tolist() if laid.owners[row] < 0 or not state.sketches[int(laid.owners[row])].is_held]
    largest = int(laid.shares[:, number].argmax()) if len(laid.shares) else -1
    leaves = largest >= 0 and laid.shares[largest, number] * 2 >= len(group)
    if leaves and (need := state.sketches[largest]).is_held:
        leaving = [row for row in group.tolist() if laid.owners[row] == largest]
        log.proposals.append(_tell_split(need, "", laid, leaving))
        return None
    if len(free) < len(group) and not _may_stand_alone(state, [laid.rows[row] for row in free]):
        return None
    return (largest if leaves else None), free


def _may_stand_alone(state: State, rows: list[Row]) -> bool:
    vectors = likeness.stack([row.vector for row in rows])
    return bool(founding.found_group(state, rows, vectors, np.arange(len(rows))))


def _tell_split(need: Sketch, child: str, laid: _Laid, leaving: list[int]) -> Split:
    gone = {id(laid.rows[row]) for row in leaving}
    staying = likeness.stack([row.vector for row in need.rows if id(row) not in gone])
    vectors = likeness.stack([laid.rows[row].vector for row in leaving])
    across = likeness.cross_likeness(vectors[: 4 * clusters.MOST_NEIGHBOURS], staying)
    inner = float(likeness.inner_likeness(vectors[: 4 * clusters.MOST_NEIGHBOURS]).mean())
    verbatims = tuple(verbatim for row in leaving for verbatim in laid.rows[row].verbatims)
    return Split(need.need, child, verbatims, across, inner)


def _move(
    state: State,
    laid: _Laid,
    moves: dict[str, list[int]],
    parted: list[tuple[int | None, list[int]]],
    log: Log,
    new_id: NewId,
) -> None:
    """Take the moving rows out of where they were, put them where they go, and tell of it."""
    splits = {
        number: _tell_split(state.sketches[parent], "", laid, [r for r in rows if laid.owners[r] == parent])
        for number, (parent, rows) in enumerate(parted)
        if parent is not None
    }
    moving = {row for rows in moves.values() for row in rows} | {row for _, rows in parted for row in rows}
    gone = {id(laid.rows[row]) for row in moving}
    for place in sorted({int(laid.owners[row]) for row in moving} - {-1}):
        need = state.sketches[place]
        if left := [row for row in need.rows if id(row) not in gone]:
            members.rebuild(need, left, keep_all=state.is_young)
        else:
            laid.emptied[place] = need.count <= sum(len(row.verbatims) for row in need.rows)
    state.pool = [row for row in state.pool if id(row) not in gone]
    known = {need.need: need for need in state.sketches}
    for home, rows in moves.items():
        members.add_rows(known[home], [laid.rows[row] for row in rows], keep_all=state.is_young)
        for row in rows:
            for verbatim in laid.rows[row].verbatims:
                log.place(Placement(verbatim, home, known[home].likeness, 0.0))
    for number, (_, rows) in enumerate(parted):
        child = founding.bear(state, [laid.rows[row] for row in rows], log, new_id)
        if number in splits:
            log.part(splits[number], child)


def _end_remnants(state: State, laid: _Laid, homes: list[str | None], log: Log) -> None:
    """Let what is left of a need that has no group any more go where most of it went."""
    for place in np.flatnonzero(laid.homeless & (laid.shares.sum(axis=1) > 0)):
        need, home = laid.needs[place], homes[int(laid.shares[place].argmax())]
        heir = state.find(home) if home is not None else None
        if heir is None or need.is_held or heir.is_held:
            continue
        merge = _tell_merge(heir, need)
        # Of some every word has moved, though to several: nothing of it is apart any more.
        if _may_merge(state, merge) or laid.emptied[place]:
            log.merges.append(merge)


def _merge(state: State, log: Log) -> None:
    for merge in log.merges:
        kept, gone = state.find(merge.kept), state.find(merge.gone)
        if kept is not None and gone is not None and kept is not gone:
            members.merge(state, kept, gone)
