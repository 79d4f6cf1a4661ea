"""Members of a need: taken up, counted, sampled."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import likeness, sketch
from closeknit.analysis.needs.sketch import Row, Sketch, State

NEAR_DUPLICATE = 0.97
# So many needs are measured at a time.
_AT_ONCE = 64
_NOT_ALIKE = -2.0


def take_fresh(state: State) -> set[str]:
    """Let the needs take up what was placed beside them in this round; return which needs that were."""
    grouped: dict[str, list[Row]] = {}
    for name, row in state.fresh:
        grouped.setdefault(name, []).append(row)
    known = {one.need: one for one in state.sketches}
    taking: dict[str, list[Row]] = {}
    for name, rows in grouped.items():
        need = known.get(name) or state.find(name)
        if need is not None:
            taking.setdefault(need.need, []).extend(rows)
    state.fresh = []
    if taking:
        _take_all([(known[name], rows) for name, rows in taking.items()], keep_all=state.is_young)
    return set(taking)


def add_rows(need: Sketch, rows: Sequence[Row], *, keep_all: bool) -> None:
    """Add members: Algorithm R (Vitter 1985) keeps the sample fair; its chance depends on need and count alone.

    A near-duplicate of a sample member is counted and not sampled, so that repetition cannot capture a need.
    """
    if rows:
        _take_all([(need, rows)], keep_all=keep_all)


def _take_all(taking: Sequence[tuple[Sketch, Sequence[Row]]], *, keep_all: bool) -> None:
    """Add members to many needs at a time. Most of them change no sample: those are counted and summed in one go."""
    sizes = np.array([len(rows) for _, rows in taking])
    ends = np.cumsum(sizes)
    firsts = ends - sizes
    vectors = likeness.stack([row.vector for _, rows in taking for row in rows])
    said = np.array([len(row.verbatims) for _, rows in taking for row in rows])
    so_far = np.cumsum(said)
    counted = so_far + np.repeat([need.count for need, _ in taking] - so_far[firsts] + said[firsts], sizes)
    draws = _draw(np.repeat([zlib.crc32(need.need.encode()) for need, _ in taking], sizes), counted)
    alike = np.full((len(vectors), sketch.RESERVOIR), _NOT_ALIKE, dtype=np.float32)
    for (need, _), first, end in zip(taking, firsts.tolist(), ends.tolist(), strict=True):
        if len(need.sample) == sketch.RESERVOIR:
            np.matmul(vectors[first:end], need.sample.T, out=alike[first:end])
        else:
            alike[first:end, : len(need.sample)] = vectors[first:end] @ need.sample.T
    moves = (draws < sketch.RESERVOIR) | (alike.max(axis=1) >= NEAR_DUPLICATE)
    moves |= np.repeat([len(need.sample) < sketch.RESERVOIR for need, _ in taking], sizes)
    moving = np.logical_or.reduceat(moves, firsts)
    sums = np.add.reduceat(vectors, firsts, axis=0, dtype=np.float64)
    changed = []
    for place, (need, rows) in enumerate(taking):
        part = slice(int(firsts[place]), int(ends[place]))
        need.count = int(counted[part.stop - 1])
        if not moving[place]:
            need.total = need.total + sums[place]
            if keep_all:
                need.rows.extend(rows)
        elif _take_up(need, rows, _Beside(vectors[part], alike[part], draws[part].tolist()), keep_all=keep_all):
            changed.append(need)
    measure_all(changed)


@dataclass(frozen=True)
class _Beside:
    """Rows that come to a need: their vectors, how alike each is to the members of the sample, and the place that it drew."""

    vectors: likeness.Floats
    alike: likeness.Floats
    draws: list[int]


def _take_up(need: Sketch, rows: Sequence[Row], beside: _Beside, *, keep_all: bool) -> bool:
    """Add members one by one; return whether the sample changed. Its likeness is then still to be measured."""
    n_sampled, changed = len(need.sample), False
    sample = np.concatenate([need.sample, np.zeros((sketch.RESERVOIR - n_sampled, likeness.DIMENSIONS), np.float32)])
    nearest, told = beside.alike.max(axis=1), np.ones(len(rows), dtype=np.bool_)
    for number, (row, place) in enumerate(zip(rows, beside.draws, strict=True)):
        if nearest[number] >= NEAR_DUPLICATE:
            twin = int(beside.alike[number].argmax())
            need.rows[twin] = need.rows[twin].join(row)
            told[number] = False
            continue
        if n_sampled < sketch.RESERVOIR:
            place, n_sampled = n_sampled, n_sampled + 1
            need.rows.append(row)
        elif place < sketch.RESERVOIR:
            if keep_all:
                need.rows.append(need.rows[place])
            need.rows[place] = row
        else:
            if keep_all:
                need.rows.append(row)
            continue
        sample[place], changed = beside.vectors[number], True
        later = slice(number + 1, None)
        beside.alike[later, place] = beside.vectors[later] @ sample[place]
        nearest[later] = beside.alike[later].max(axis=1)
    need.total = need.total + beside.vectors[told].sum(axis=0, dtype=np.float64)
    if changed:
        need.sample = sample[:n_sampled]
    return changed


def measure_all(needs: Sequence[Sketch]) -> None:
    """Bring the likeness of these needs up to date with their samples."""
    full = [need for need in needs if len(need.sample) == sketch.RESERVOIR]
    for need in needs:
        if len(need.sample) != sketch.RESERVOIR:
            need.measure()
    for first in range(0, len(full), _AT_ONCE):
        some = full[first : first + _AT_ONCE]
        nearest = likeness.inner_likeness_of_many(np.stack([need.sample for need in some]))
        for need, mean, spread in zip(some, nearest.mean(axis=1).tolist(), nearest.std(axis=1).tolist(), strict=True):
            need.likeness, need.spread = mean, spread


def rebuild(need: Sketch, rows: list[Row], *, keep_all: bool) -> None:
    """Make the sketch anew from these rows: all that it has while the house is young, else what is left of its sample."""
    if keep_all or not need.rows:
        need.count = sum(len(row.verbatims) for row in rows)
    else:
        need.count = max(round(need.count * len(rows) / len(need.rows)), len(rows))
    sums = np.array([row.vector for row in rows], dtype=np.float64).sum(axis=0)
    need.total = sums if keep_all else sums * (need.count / max(len(rows), 1))
    chosen = np.arange(len(rows))
    if len(rows) > sketch.RESERVOIR:
        first = np.linspace(0, len(rows) - 1, sketch.RESERVOIR).round().astype(int)
        chosen = np.concatenate([first, np.setdiff1d(chosen, first)])
    need.rows = [rows[place] for place in (chosen if keep_all else chosen[: sketch.RESERVOIR])]
    need.measure()


def merge(state: State, kept: Sketch, gone: Sketch) -> None:
    """Let one need go into the other, and remember the alias."""
    count, total = kept.count + gone.count, kept.total + gone.total
    rebuild(kept, [*kept.rows, *gone.rows], keep_all=state.is_young)
    kept.count, kept.total = count, total
    kept.touched = kept.touched or gone.touched
    state.sketches.remove(gone)
    state.aliases[gone.need] = kept.need


def _draw(keys: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return for each count a number below it that looks random and is the same in every replay (SplitMix64, Steele 2014)."""
    counted = counts.astype(np.uint64)
    mixed = (keys.astype(np.uint64) << np.uint64(32) ^ counted) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ mixed >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ mixed >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ mixed >> np.uint64(31)) % counted).astype(np.int64)
