"""Founding needs: groups among what waits, and, while a house is young, among everything that was said."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import clusters, placing, sketch
from closeknit.analysis.needs.records import Absorption, Birth, Log, Merge, NewId, Placement
from closeknit.analysis.needs.sketch import Row, Sketch, State

LEAST_LIKENESS = 0.42
# What waited longest is let go first; it can still be found by its words, and laid to a need by hand.
MOST_WAITING = 4000
MOST_VOICES_OF_A_ROW = 3
# Groups whose middles are this near (cosine) are compared row by row, and are one from this share of the inner likeness.
WORTH_COMPARING, TOGETHER = 0.8, 0.92

Floats = npt.NDArray[np.float32]


def discover(state: State, log: Log, new_id: NewId) -> None:
    """Look for groups in the pool; each becomes a need or joins the one that it is too near to stand beside."""
    state.n_waiting = 0
    born, taken = len(state.sketches), set()
    for rows in found_groups(state, state.pool):
        members = [state.pool[row] for row in rows]
        taken.update(rows)
        if (host := _find_host(state.sketches, members)) is not None:
            _absorb(state, host, members, log)
        else:
            _bear(state, members, log, new_id)
    state.pool = [row for place, row in enumerate(state.pool) if place not in taken]
    if born < len(state.sketches):
        _retry(state, born, log)
    del state.pool[: max(len(state.pool) - MOST_WAITING, 0)]


def found_again(state: State, log: Log, new_id: NewId) -> None:
    """Find the needs of a young house among all rows; a need keeps its identity where most of its words stay together.

    Needs that a person has touched or dismissed are left as they are, and take up what is near to them.
    """
    free = [need for need in state.sketches if not need.is_held]
    held = [need for need in state.sketches if need.is_held]
    rows = [row for need in free for row in need.rows] + state.pool
    owners: list[Sketch | None] = [need for need in free for _ in need.rows]
    owners += [None] * len(state.pool)
    groups = found_groups(state, rows)
    claims = _match(groups, rows, owners)
    homes: list[Sketch | None] = [None] * len(rows)
    newborn: list[Sketch] = []
    for number, group in enumerate(groups):
        members = [rows[row] for row in group]
        need = claims.get(number)
        if need is None and (host := _find_host(held, members)) is not None:
            need = held[host]
        if need is None:
            need = Sketch(new_id(state.next_number))
            state.next_number += 1
            newborn.append(need)
        for row in group:
            if not any((verbatim, need.need) in state.cannot for verbatim in rows[row].verbatims):
                homes[row] = need
    _rebuild(state, [*free, *newborn], rows, owners, homes, log)
    _tell(state, newborn, rows, owners, homes, log)


def found_groups(state: State, rows: list[Row]) -> list[list[int]]:
    """Return the groups of row numbers that are large, alike and widely said enough to found needs."""
    if len(rows) < 2:
        return []
    vectors = np.array([row.vector for row in rows])
    groups = join_alike(vectors, [_tighten(vectors, group) for group in clusters.group_vectors(vectors)])
    return [[int(row) for row in group] for group in groups if _is_founded(state, rows, vectors, group)]


def join_alike(vectors: Floats, groups: list[npt.NDArray[np.int64]]) -> list[npt.NDArray[np.int64]]:
    """Return the groups with those joined that are as near to each other as each is within (Leiden parts a few dozen
    rows even where nothing parts them)."""
    groups = [group for group in groups if len(group)]
    inner = [float(sketch.inner_likeness(vectors[group]).mean()) for group in groups]
    middles = [vectors[group].sum(axis=0) for group in groups]
    at = 0
    while at < len(groups):
        toward = middles[at] / np.linalg.norm(middles[at])
        near = [
            (sketch.cross_likeness(vectors[groups[other]], vectors[groups[at]]), -other)
            for other in range(at + 1, len(groups))
            if float(middles[other] @ toward) >= WORTH_COMPARING * float(np.linalg.norm(middles[other]))
        ]
        fitting = [(c, other) for c, other in near if c >= TOGETHER * min(inner[at], inner[-other])]
        if not fitting:
            at += 1
            continue
        other = -max(fitting)[1]
        groups[at] = np.sort(np.concatenate([groups[at], groups.pop(other)]))
        inner.pop(other)
        middles[at] = middles[at] + middles.pop(other)
        inner[at] = float(sketch.inner_likeness(vectors[groups[at]]).mean())
    return groups


def _tighten(vectors: Floats, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the rows of a group without those that are not like the others."""
    while len(rows) > 2:
        keep = sketch.inner_likeness(vectors[rows], most=3) >= clusters.LEAST_ALIKE + 0.03
        if keep.all():
            break
        rows = rows[keep]
    return rows


def _is_founded(state: State, rows: list[Row], vectors: Floats, group: npt.NDArray[np.int64]) -> bool:
    """Accounts count, not noise: a row that many say is worth three at most, and one account alone needs one more."""
    voices = sum(min(len(set(rows[row].accounts)), MOST_VOICES_OF_A_ROW) for row in group)
    accounts = {account for row in group for account in rows[row].accounts}
    if len(group) < 2 or voices < _fewest_voices(state.n_seen) + (len(accounts) == 1):
        return False
    known = [need.likeness for need in state.sketches if len(need.members) >= 8]
    least = max(LEAST_LIKENESS, 0.8 * float(np.median(known)) if known else 0.0)
    return float(sketch.inner_likeness(vectors[group]).mean()) >= least


def _fewest_voices(n_seen: int) -> int:
    """Return how many voices found a need: 3 in a small house, 8 from about 4,000 sentences on."""
    return min(max(int(2 * float(n_seen / 250) ** 0.5 + 0.5), 3), 8)


def _find_host(needs: list[Sketch], members: list[Row]) -> int | None:
    """Return the need that a group is as near to as its own members are to each other (nine tenths), or None."""
    vectors = np.array([row.vector for row in members])
    own = float(sketch.inner_likeness(vectors).mean())
    best, host = 0.0, None
    for place, need in enumerate(needs):
        across = sketch.cross_likeness(vectors, need.sample)
        if across >= 0.9 * min(own, need.likeness) and across > best:
            best, host = across, place
    return host


def _absorb(state: State, host: int, members: list[Row], log: Log) -> None:
    need = state.sketches[host]
    likeness = float(np.mean([placing.likeness_to(need, row.vector) for row in members]))
    joined: list[str] = []
    for row in members:
        if any((verbatim, need.need) in state.cannot for verbatim in row.verbatims):
            continue
        _join(state, need, row)
        joined.extend(row.verbatims)
    log.absorb(Absorption(need.need, tuple(joined), likeness))


def _join(state: State, need: Sketch, row: Row) -> None:
    for verbatim in row.verbatims:
        sketch.add_member(need, verbatim, row.vector)
    if state.is_young:
        need.rows.append(row)


def _bear(state: State, members: list[Row], log: Log, new_id: NewId) -> None:
    need = Sketch(new_id(state.next_number))
    state.next_number += 1
    sketch.rebuild(need, list(members))
    if not state.is_young:
        need.rows = []
    state.sketches.append(need)
    _tell_birth(need, members, log)


def _tell_birth(need: Sketch, members: list[Row], log: Log) -> None:
    verbatims = tuple(verbatim for row in members for verbatim in row.verbatims)
    accounts = {account for row in members for account in row.accounts}
    log.bear(Birth(need.need, verbatims, need.likeness, len(accounts)))


def _retry(state: State, born: int, log: Log) -> None:
    """Lay what still waits beside the needs that were just born."""
    index, left = placing.Index(state), []
    for row in state.pool:
        found = index.place(row.verbatims[0], row.vector)
        if found is None or found[0] < born:
            left.append(row)
            continue
        _join(state, state.sketches[found[0]], row)
        index.refresh(found[0])
        for verbatim in row.verbatims:
            log.place(Placement(verbatim, state.sketches[found[0]].need, found[1], found[2]))
    state.pool = left


def _match(groups: list[list[int]], rows: list[Row], owners: list[Sketch | None]) -> dict[int, Sketch]:
    """Return which group goes on as which need: the largest overlaps first, each need and group once."""
    overlaps: list[tuple[int, int, str, Sketch]] = []
    for number, group in enumerate(groups):
        shares: Counter[str] = Counter()
        named: dict[str, Sketch] = {}
        for row in group:
            if (owner := owners[row]) is not None:
                shares[owner.need] += len(rows[row].verbatims)
                named[owner.need] = owner
        overlaps.extend((-count, number, name, named[name]) for name, count in shares.items())
    claims: dict[int, Sketch] = {}
    used: set[str] = set()
    for _, number, name, need in sorted(overlaps, key=lambda overlap: overlap[:3]):
        if number not in claims and name not in used:
            claims[number] = need
            used.add(name)
    return claims


def _rebuild(
    state: State,
    needs: list[Sketch],
    rows: list[Row],
    owners: list[Sketch | None],
    homes: list[Sketch | None],
    log: Log,
) -> None:
    """Give each need its rows, let needs without any go into the one that took their words, re-place what is left."""
    grouped: dict[str, list[Row]] = {need.need: [] for need in needs}
    for row, home in zip(rows, homes, strict=True):
        if home is not None:
            if home.need in grouped:
                grouped[home.need].append(row)
            else:
                _join(state, home, row)
    standing = [need for need in needs if grouped[need.need] or _keeps_to_itself(need, owners, homes)]
    for need in standing:
        if grouped[need.need]:
            sketch.rebuild(need, grouped[need.need])
    gone = [need for need in needs if need not in standing]
    state.sketches = [need for need in state.sketches if need.is_held] + standing
    for need in gone:
        _end(state, need, owners, homes, log)
    _place_left(state, rows, owners, homes, standing)


def _keeps_to_itself(need: Sketch, owners: list[Sketch | None], homes: list[Sketch | None]) -> bool:
    return bool(need.rows) and all(h is None for o, h in zip(owners, homes, strict=True) if o is need)


def _end(state: State, need: Sketch, owners: list[Sketch | None], homes: list[Sketch | None], log: Log) -> None:
    heirs = Counter(h.need for o, h in zip(owners, homes, strict=True) if o is need and h is not None)
    heir = state.find(min(heirs, key=lambda name: (-heirs[name], name)))
    if heir is not None:
        across = sketch.cross_likeness(need.sample, heir.sample)
        state.aliases[need.need] = heir.need
        log.merges.append(Merge(heir.need, need.need, across, min(need.likeness, heir.likeness)))


def _place_left(
    state: State, rows: list[Row], owners: list[Sketch | None], homes: list[Sketch | None], standing: list[Sketch]
) -> None:
    """Lay rows of no group beside the new sketches; those of a need that kept to itself stay."""
    index, pool = placing.Index(state), []
    for number, (row, owner) in enumerate(zip(rows, owners, strict=True)):
        if homes[number] is not None:
            continue
        if owner in standing and any(row is own for own in owner.rows):
            homes[number] = owner
        elif (found := index.place(row.verbatims[0], row.vector)) is not None:
            homes[number] = state.sketches[found[0]]
            _join(state, state.sketches[found[0]], row)
            index.refresh(found[0])
        else:
            pool.append(row)
    state.pool = pool


def _tell(
    state: State,
    newborn: list[Sketch],
    rows: list[Row],
    owners: list[Sketch | None],
    homes: list[Sketch | None],
    log: Log,
) -> None:
    for need in newborn:
        if need in state.sketches:
            _tell_birth(need, [row for row, home in zip(rows, homes, strict=True) if home is need], log)
    for row, owner, home in zip(rows, owners, homes, strict=True):
        if home is None and owner is not None:
            log.withdraw(row.verbatims)
        elif home is not None and home is not owner and home not in newborn:
            likeness, bar = placing.likeness_to(home, row.vector), placing.bar_of(home)
            for verbatim in row.verbatims:
                log.place(Placement(verbatim, home.need, likeness, bar))
