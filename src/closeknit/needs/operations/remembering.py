"""What the stream remembers, read; and made anew from the words themselves where it cannot be read any more."""

from functools import lru_cache

from django.db.models import QuerySet

from closeknit.analysis.needs import decisions, stream
from closeknit.analysis.needs.founding import MOST_WAITING
from closeknit.analysis.needs.likeness import Floats
from closeknit.analysis.needs.records import Batch
from closeknit.analysis.needs.sketch import YOUTH, State
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence, Need, StreamState
from closeknit.needs.operations import words
from closeknit.needs.operations.words import Word
from closeknit.verbatims import tasks
from closeknit.verbatims.models import Vector, Verbatim

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


def recall_state(row: StreamState, viewer: Viewer) -> State:
    """Return a state made from the rows as they stand: every need keeps its identity and its words, and what no need has
    waits again, the newest 4,000 of it.
    """
    reached = Verbatim.objects.visible_to(viewer).filter(position__lte=row.position)
    n_seen = words.select_speaking(reached, viewer).count()
    state = State(granularity=row.granularity, n_seen=n_seen, round_end=n_seen + 1, last_tend=n_seen)
    state.next_tend = max(int(n_seen * 1.6), 24)
    names = _list_names(viewer)
    state.next_number = 1 + max((_number(name) for name in names.values()), default=0)
    said: dict[str, list[Word]] = {}
    links = Evidence.objects.visible_to(viewer).order_by("need_id", "-said_at", "verbatim_id")
    for need, verbatim, account, said_at in links.values_list("need_id", "verbatim_id", "account_id", "said_at"):
        kept = said.setdefault(names[need], [])
        if len(kept) < MOST_OF_A_NEED:
            kept.append(Word(verbatim, account, said_at))
    for name in sorted(said):
        batch, known = words.make_batch(said[name], viewer)
        if known:
            state = decisions.recall(state, name, batch, keep_all=n_seen <= YOUTH)
    return stream.wait(state, _batch_waiting(reached, viewer))


def _batch_waiting(reached: QuerySet[Verbatim], viewer: Viewer) -> Batch:
    """Return the newest words that speak of a need and stand for none, oldest first."""
    placed = Evidence.objects.visible_to(viewer).values("verbatim_id")
    waiting = words.select_speaking(reached, viewer).exclude(pk__in=placed).order_by("-position")
    newest = list(waiting.values_list("pk", flat=True)[:MOST_WAITING])
    return words.make_batch(words.list_words(reached.filter(pk__in=newest), viewer), viewer)[0]


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
