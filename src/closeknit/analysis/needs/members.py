"""Members of a need: taken up, counted, sampled."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from closeknit.analysis.needs import likeness, sketch
from closeknit.analysis.needs.sketch import Row, Sketch, State

NEAR_DUPLICATE = 0.97


def take_fresh(state: State) -> set[str]:
    """Let the needs take up what was placed beside them in this round; return which needs that were."""
    grouped: dict[str, list[Row]] = {}
    for name, row in state.fresh:
        need = state.find(name)
        if need is not None:
            grouped.setdefault(need.need, []).append(row)
    places = {one.need: one for one in state.sketches}
    for name, rows in grouped.items():
        add_rows(places[name], rows, keep_all=state.is_young)
    state.fresh = []
    return set(grouped)


def add_rows(need: Sketch, rows: Sequence[Row], *, keep_all: bool) -> None:
    """Add members: Algorithm R (Vitter 1985) keeps the sample fair; its chance depends on need and count alone.

    A near-duplicate of a sample member is counted and not sampled, so that repetition cannot capture a need.
    """
    fresh = likeness.stack([row.vector for row in rows])
    alike = fresh @ np.concatenate([need.sample, fresh]).T
    columns = list(range(len(need.sample)))
    changed = False
    for number, row in enumerate(rows):
        need.count += len(row.verbatims)
        if columns and (near := alike[number, columns]).max() >= NEAR_DUPLICATE:
            twin = int(near.argmax())
            need.rows[twin] = need.rows[twin].join(row)
            continue
        need.total = need.total + row.vector
        column = len(need.sample) + number
        if len(columns) < sketch.RESERVOIR:
            columns.append(column)
            need.rows.append(row)
        elif (place := _draw(need.need, need.count)) < sketch.RESERVOIR:
            if keep_all:
                need.rows.append(need.rows[place])
            need.rows[place], columns[place] = row, column
        else:
            if keep_all:
                need.rows.append(row)
            continue
        changed = True
    if changed:
        need.measure()


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


def _draw(need: str, count: int) -> int:
    """Return a number in 0 … count-1 that looks random and is the same in every replay (SplitMix64, Steele 2014)."""
    mask = (1 << 64) - 1
    mixed = (zlib.crc32(need.encode()) << 32 ^ count) * 0x9E3779B97F4A7C15 & mask
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & mask
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & mask
    return (mixed ^ mixed >> 31) % count
