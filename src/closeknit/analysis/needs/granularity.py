"""The knob of granularity: what needs would become at another setting, without changing anything."""

from __future__ import annotations

from dataclasses import dataclass, replace

from closeknit.analysis.needs import members, tending
from closeknit.analysis.needs.records import Log, Merge, Split
from closeknit.analysis.needs.sketch import State

COARSEST, FINEST = 0.3, 0.9


@dataclass(frozen=True)
class Preview:
    """At this setting there would be `n_needs`; `parts` would leave known needs, `joins` would go into one another.

    What concerns needs that a person has touched is among `parts` and `joins` too, but would only be proposed.
    """

    n_needs: int
    parts: tuple[Split, ...]
    joins: tuple[Merge, ...]


def preview(state: State, granularity: float) -> Preview:
    """Return what the needs would become if all were found again at this granularity (0.3–0.9, higher is finer)."""
    state = replace(state.copy(), granularity=granularity)
    members.take_fresh(state)
    log = Log()
    if state.sketches or state.pool:
        tending.tend(state, log, "preview_{}".format, anew=False)
    splits = [one for one in log.proposals if isinstance(one, Split)]
    merges = [one for one in log.proposals if isinstance(one, Merge)]
    n_needs = sum(not need.dismissed for need in state.sketches)
    return Preview(n_needs, (*log.splits, *splits), (*log.merges, *merges))
