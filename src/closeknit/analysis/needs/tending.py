"""Tending: which needs have grown together or apart, seen by clustering all samples anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import clusters, sketch
from closeknit.analysis.needs.records import Merge, Split
from closeknit.analysis.needs.sketch import Sketch, State

# Parts of a need, each at least this share of it, that are farther apart than this times the inner likeness.
LEAST_PART, APART = 0.25, 0.93
FEWEST_IN_PART = 4
# Needs whose majorities fall into one group and that are as near as this times the inner likeness.
MAJORITY, TOGETHER = 0.6, 0.97


def plan_changes(state: State) -> list[Merge | Split]:
    """Return merges and splits that the samples suggest, each need in at most one of them."""
    places = [place for place, need in enumerate(state.sketches) if len(need.members) >= 2]
    if len(places) < 2:
        return []
    vectors = np.concatenate([state.sketches[place].sample for place in places])
    owner = np.repeat(places, [len(state.sketches[place].members) for place in places])
    group_of = np.full(len(vectors), -1)
    for number, rows in enumerate(clusters.group_vectors(vectors)):
        group_of[rows] = number
    changes: list[Merge | Split] = []
    busy: set[str] = set()
    planned: list[Merge | Split] = [*_plan_merges(state, owner, group_of), *_plan_splits(state, owner, group_of)]
    for change in planned:
        names = {change.kept, change.gone} if isinstance(change, Merge) else {change.parent}
        if not names & busy:
            busy |= names
            changes.append(change)
    return changes


def is_held(state: State, change: Merge | Split) -> bool:
    """Return whether a person has had a hand in a need that the change is about: then it is only a proposal."""
    names = (change.kept, change.gone) if isinstance(change, Merge) else (change.parent,)
    found = [state.find(name) for name in names]
    return any(need is not None and need.is_held for need in found)


def merge(state: State, change: Merge) -> None:
    """Let one need go into the other, and remember the alias."""
    kept, gone = state.find(change.kept), state.find(change.gone)
    if kept is None or gone is None or kept is gone:
        raise ValueError(f"cannot merge {change.gone} into {change.kept}")
    members, sample = [*kept.members, *gone.members], np.vstack([kept.sample, gone.sample])
    if len(members) > sketch.RESERVOIR:
        chosen = np.linspace(0, len(members) - 1, sketch.RESERVOIR).round().astype(int)
        members, sample = [members[i] for i in chosen], sample[chosen]
    kept.members, kept.sample = members, sample
    kept.count, kept.total = kept.count + gone.count, kept.total + gone.total
    kept.touched = kept.touched or gone.touched
    kept.rows = [*kept.rows, *gone.rows]
    sketch.measure(kept)
    state.sketches.remove(gone)
    state.aliases[gone.need] = kept.need


def split(state: State, change: Split, child: str) -> Split:
    """Part a need; the part named in `change` gets the id `child`. Counts are shared by the sample's shares."""
    parent = state.find(change.parent)
    if parent is None:
        raise ValueError(f"there is no need {change.parent} to split")
    leaving = np.array([member in set(change.verbatims) for member in parent.members])
    young = Sketch(child, members=[m for m, goes in zip(parent.members, leaving, strict=True) if goes])
    young.sample, young.total = parent.sample[leaving], parent.sample[leaving].sum(axis=0)
    young.count = max(round(parent.count * float(leaving.mean())), len(young.members))
    parent.members = [m for m, goes in zip(parent.members, leaving, strict=True) if not goes]
    parent.sample = parent.sample[~leaving]
    parent.total = parent.sample.sum(axis=0)
    parent.count = max(parent.count - young.count, len(parent.members))
    sketch.measure(parent)
    sketch.measure(young)
    state.sketches.append(young)
    return replace(change, child=child)


def _plan_merges(state: State, owner: npt.NDArray[np.int_], group_of: npt.NDArray[np.int_]) -> list[Merge]:
    homes: dict[int, list[int]] = {}
    for place in dict.fromkeys(owner.tolist()):
        groups = Counter(group_of[owner == place].tolist())
        group, count = groups.most_common(1)[0]
        if group >= 0 and count >= MAJORITY * sum(groups.values()):
            homes.setdefault(group, []).append(place)
    merges = []
    for places in homes.values():
        ordered = sorted(places, key=lambda place: (-state.sketches[place].count, place))
        for other in ordered[1:]:
            kept, gone = state.sketches[ordered[0]], state.sketches[other]
            inner = min(kept.likeness, gone.likeness)
            across = sketch.cross_likeness(gone.sample, kept.sample)
            if across >= TOGETHER * inner:
                merges.append(Merge(kept.need, gone.need, across, inner))
    return sorted(merges, key=lambda change: (-change.likeness, change.gone))


def _plan_splits(state: State, owner: npt.NDArray[np.int_], group_of: npt.NDArray[np.int_]) -> list[Split]:
    splits = []
    for place in dict.fromkeys(owner.tolist()):
        need = state.sketches[place]
        groups = group_of[owner == place]
        parts = [
            rows
            for group in sorted(set(groups.tolist()) - {-1})
            if len(rows := np.flatnonzero(groups == group)) >= max(LEAST_PART * len(groups), FEWEST_IN_PART)
        ]
        if len(parts) < 2:
            continue
        first, second = sorted(parts, key=lambda rows: (-len(rows), int(rows[0])))[:2]
        across = sketch.cross_likeness(need.sample[second], need.sample[first])
        inner = min(float(sketch.inner_likeness(need.sample[rows]).mean()) for rows in (first, second))
        if across < APART * inner:
            leaving = tuple(need.members[row] for row in second)
            splits.append(Split(need.need, "", leaving, across, inner))
    return splits
