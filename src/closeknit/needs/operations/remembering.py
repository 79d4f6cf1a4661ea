"""What the stream remembers, read; and made anew from the words themselves where it cannot be read any more."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from closeknit.analysis.needs import decisions
from closeknit.analysis.needs.likeness import DIMENSIONS, Floats
from closeknit.analysis.needs.records import Batch
from closeknit.analysis.needs.sketch import YOUTH, State
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence, Need, StreamState
from closeknit.verbatims import tasks
from closeknit.verbatims.models import Vector

# More words than this say no more about a need.
MOST_OF_A_NEED = 512


def read_state(row: StreamState | None) -> State:
    """Return the state at the house's granularity; a new one where nothing is remembered. Or raise ValueError: another version."""
    if row is None or not row.data:
        return State() if row is None else State(granularity=row.granularity)
    state = State.from_bytes(bytes(row.data))
    state.granularity = row.granularity
    return state


def read_tag(viewer: Viewer) -> str:
    """Return the model and kernel that made the newest vector, "" where there is none."""
    newest = Vector.objects.visible_to(viewer).order_by("-number").values_list("tag", flat=True).first()
    return newest or ""


def recall_state(row: StreamState, n_seen: int, viewer: Viewer) -> State:
    """Return a state made from the evidence as it stands: every need keeps its identity, and what no need has is let go."""
    state = State(granularity=row.granularity, n_seen=n_seen, round_end=n_seen + 1, last_tend=n_seen)
    state.next_tend = max(int(n_seen * 1.6), 24)
    links = Evidence.objects.visible_to(viewer).order_by("need_id", "-said_at", "verbatim_id")
    names = _list_names(viewer)
    state.next_number = 1 + max((_number(name) for name in names.values()), default=0)
    words: dict[str, list[tuple[str, str]]] = {}
    for need, verbatim, account in links.values_list("need_id", "verbatim_id", "account_id"):
        kept = words.setdefault(names[need], [])
        if len(kept) < MOST_OF_A_NEED:
            kept.append((verbatim, account or ""))
    for name in sorted(words):
        said = words[name]
        vectors = read_vectors([verbatim for verbatim, _ in said], viewer)
        known = [(verbatim, account) for verbatim, account in said if verbatim in vectors]
        rows = np.array([vectors[verbatim] for verbatim, _ in known], dtype=np.float32).reshape(-1, DIMENSIONS)
        batch = Batch([verbatim for verbatim, _ in known], rows, [account for _, account in known])
        if known:
            state = decisions.recall(state, name, batch, keep_all=n_seen <= YOUTH)
    return state


def read_vectors(verbatims: Iterable[str], viewer: Viewer) -> dict[str, Floats]:
    """Return the vectors of these verbatims as they are stored, at the length of one."""
    rows = Vector.objects.visible_to(viewer).filter(pk__in=list(verbatims)).values_list("pk", "data")
    return {pk: np.frombuffer(bytes(data), dtype="<f2").astype(np.float32) for pk, data in rows}


@lru_cache(maxsize=4096)
def read_statement(statement: str) -> Floats:
    """Return the vector of a person's statement."""
    vector: Floats = tasks.hearer().embed([statement])[0]
    return vector


def _list_names(viewer: Viewer) -> dict[str, str]:
    """Return what the stream calls each need, or the one that it was merged into."""
    rows = list(Need.objects.visible_to(viewer).values_list("pk", "stream_name", "merged_into_id"))
    own = {pk: name or pk for pk, name, _ in rows}
    return {pk: own[into or pk] for pk, _, into in rows}


def _number(name: str) -> int:
    last = name.rpartition("_")[2]
    return int(last) if last.isdecimal() else 0
