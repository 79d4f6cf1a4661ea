"""Reads of the thread: one whole path, or every step on any path."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.promises import thread
from closeknit.analysis.promises.thread import Graph, Path, Step
from closeknit.identity import queries as identity_queries
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Confirmation, Promise, SettlementRow, Told
from closeknit.today.thread import gathering, reading
from closeknit.today.thread.gathering import Found
from closeknit.verbatims.models import Verbatim

_TRIED = 12
_SHOWN_WORDS = 60
_EVERY_WORD = 1_000_000


@dataclass(frozen=True)
class Read:
    """A path and by what it is better than others."""

    path: Path
    rank: tuple[object, ...]


def get_thread(wanted: str, *, viewer: Viewer) -> Path:
    """Return the whole path that an id belongs to, oldest first, the same from whichever of its ids one starts; or raise NotFound.

    Where a step stands beside a more complete path, as one of many sentences of a need does, that path is returned.
    """
    best = _read(_start(wanted, viewer), viewer)
    tried: set[str] = set()
    while untried := [step.id for step in best.path if step.id not in tried]:
        tried.add(untried[0])
        other = _read(untried[0], viewer)
        if other.rank < best.rank:
            best = other
    return best.path


def get_path(wanted: str, *, viewer: Viewer) -> Path:
    """Return the most complete path that runs through the very step that an id means, oldest first; or raise NotFound."""
    return _read(_start(wanted, viewer), viewer).path


def list_steps(wanted: str, *, viewer: Viewer) -> tuple[Step, ...]:
    """Return every step on any path through an id, kind by kind, each kind oldest first; or raise NotFound."""
    found = gathering.gather(_start(wanted, viewer), viewer=viewer, n_words=_EVERY_WORD)
    return _ordered(reading.read_steps(found.of, viewer=viewer, zone=identity_queries.get_house().zone))


def get_path_and_beside(wanted: str, *, viewer: Viewer) -> tuple[Path, tuple[Step, ...]]:
    """Return the path through the very step that an id means and what else hangs on it, of a need its oldest words; or raise NotFound."""
    start = _start(wanted, viewer)
    graph = _graph(gathering.gather(start, viewer=viewer, n_words=_SHOWN_WORDS), viewer)
    path = thread.find_path(graph, start)
    on_it = {step.id for step in path}
    return path, _ordered({pk: step for pk, step in graph.steps.items() if pk not in on_it})


def find_any(*, viewer: Viewer) -> Path | None:
    """Return the most complete path of the house, looking at what is newest and furthest on its way; None in an empty house."""
    rows = (
        Confirmation.objects.visible_to(viewer).filter(answer="yes"),
        Confirmation.objects.visible_to(viewer).exclude(answer=""),
        Told.objects.visible_to(viewer),
        SettlementRow.objects.visible_to(viewer),
        Promise.objects.visible_to(viewer),
        Verbatim.objects.visible_to(viewer),
    )
    for several in rows:
        paths = [get_thread(pk, viewer=viewer) for pk in several.order_by("-pk").values_list("pk", flat=True)[:_TRIED]]
        if paths:
            return max(paths, key=lambda path: (len(path), path[0].at, path[0].id))
    return None


def _start(wanted: str, viewer: Viewer) -> str:
    start = gathering.find_start(wanted, viewer=viewer)
    if start is None:
        kinds = ", ".join(f"{kind}_…" for kind in thread.KINDS)
        raise NotFound(
            f"There is nothing here called {wanted}. A thread is read from an id of one of these kinds: {kinds}."
        )
    return start


def _read(start: str, viewer: Viewer) -> Read:
    graph = _graph(gathering.gather(start, viewer=viewer), viewer)
    path = thread.find_path(graph, start)
    return Read(path, thread.rank_path(path, graph))


def _graph(found: Found, viewer: Viewer) -> Graph:
    steps = reading.read_steps(found.of, viewer=viewer, zone=identity_queries.get_house().zone)
    links = {
        source: frozenset(target for target in targets if target in steps)
        for source, targets in found.links.items()
        if source in steps
    }
    return Graph(steps, links, frozenset(found.own_words))


def _ordered(steps: Mapping[str, Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps.values(), key=lambda step: (thread.KINDS.index(step.kind), step.at, step.id)))


def say_at(at: datetime) -> str:
    """Return a moment as programs read it."""
    return at.isoformat(timespec="seconds")
