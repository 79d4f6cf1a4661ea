"""The thread from what somebody said to what they said when they were told: which of many paths is shown."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

KINDS = ("verbatim", "need", "idea", "promise", "settlement", "told", "confirmed")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a thread: its kind and id, when, by whom, and what it says.

    `person` is whose it is on their side, where it is somebody's. `is_good` is false for what went wrong or was overtaken.
    `promise` is the promise whose end it is, or who was told of that.
    """

    kind: str
    id: str
    at: datetime.datetime
    by: str
    text: str
    person: str = ""
    is_good: bool = True
    promise: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Steps by their id, which of them follow which, and the words that a promise was made for."""

    steps: Mapping[str, Step]
    links: Mapping[str, frozenset[str]]
    own_words: frozenset[tuple[str, str]] = field(default=frozenset())


Path = tuple[Step, ...]


def find_path(graph: Graph, through: str) -> Path:
    """Return the most complete path through a step, oldest first.

    Of equally long ones that wins which runs in the order of time, then went well, then holds the very words that the promise was made for,
    then ends with the person whose words began it, then is the oldest; so that equal graphs give equal paths.
    """
    back: dict[str, set[str]] = {one: set() for one in graph.steps}
    for source, targets in graph.links.items():
        for target in targets:
            back[target].add(source)
    befores = [path[::-1] for path in _walk(through, back)]
    afters = list(_walk(through, graph.links))
    every = ((*before[:-1], *after) for before in befores for after in afters)
    found = (_as_of_its_words(tuple(graph.steps[one] for one in path)) for path in every)
    return min(found, key=lambda path: rank_path(path, graph))


def rank_path(path: Path, graph: Graph) -> tuple[object, ...]:
    """Return by what paths are ordered; the smallest is the best."""
    ids = {step.kind: step.id for step in path}
    moments = [step.at for step in path]
    people = {step.person for step in path if step.kind in ("verbatim", "told", "confirmed") and step.person}
    return (
        -len(path),
        moments != sorted(moments),
        -sum(step.is_good for step in path),
        (ids.get("promise", ""), ids.get("verbatim", "")) not in graph.own_words,
        len(people) != 1,
        tuple((step.at, step.id) for step in path),
    )


def is_whole(path: Sequence[Step]) -> bool:
    """Return whether a path leads from somebody's words to what they said when they were told; an idea may be left out."""
    return [step.kind for step in path if step.kind != "idea"] == [kind for kind in KINDS if kind != "idea"]


def _as_of_its_words(path: Path) -> Path:
    """A need stands on many words; on a path it is as old as those that lead to it here."""
    if len(path) < 2 or (path[0].kind, path[1].kind) != ("verbatim", "need"):
        return path
    return (path[0], replace(path[1], at=path[0].at), *path[2:])


def _walk(start: str, links: Mapping[str, frozenset[str] | set[str]]) -> Iterator[tuple[str, ...]]:
    """Yield each path from `start` to an end; links lead from kind to kind, so that there is no ring."""
    targets = sorted(links.get(start, ()))
    if not targets:
        yield (start,)
    for target in targets:
        for rest in _walk(target, links):
            yield (start, *rest)
