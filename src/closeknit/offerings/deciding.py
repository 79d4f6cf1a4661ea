"""Which decisions served which line of the purpose: rooms that decide say it here, so that the report can show lines that none served."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.kit.viewer import Viewer

SHOWN = 3


@dataclass(frozen=True)
class Served:
    """One decision that served a line. `kind` is what was decided about, and the name of its page ("idea"); `id` leads there."""

    kind: str
    id: str
    text: str
    on: date


@dataclass(frozen=True)
class Serving:
    """How many decisions of one kind served a line, with the newest of them, newest first."""

    n: int
    newest: tuple[Served, ...]


Finder = Callable[[Sequence[str], Viewer], Mapping[str, Serving]]

_finders: dict[str, Finder] = {}


def register(kind: str, find: Finder) -> None:
    """Let a room say which of its decisions served a line: `find(lines, viewer)` returns by line how many, and the newest three."""
    _finders[kind] = find


def find_serving(lines: Iterable[str], *, viewer: Viewer) -> dict[str, list[tuple[str, Serving]]]:
    """Return by line (kind, serving) of each kind of decision that served it; a line that none served has an empty list."""
    wanted = list(lines)
    found: dict[str, list[tuple[str, Serving]]] = {line: [] for line in wanted}
    for kind, find in _finders.items():
        for line, serving in find(wanted, viewer).items():
            if serving.n and line in found:
                found[line].append((kind, serving))
    return found
