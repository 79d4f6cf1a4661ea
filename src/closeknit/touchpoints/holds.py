"""What somebody has done with a conversation since it came in: rooms above say it, so that taking back an import leaves it in place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class Held:
    """Why a conversation stays: who did what with it. `what` is words for a person ("made a promise of it")."""

    who: str
    what: str


Finder = Callable[[Sequence[str], Viewer], Mapping[str, Held]]

_finders: list[Finder] = []


def register(find: Finder) -> None:
    """Let a room say which touchpoints somebody has touched: `find(touchpoint_ids, viewer)` returns them with who and what."""
    if find not in _finders:
        _finders.append(find)


def find_held(touchpoints: Sequence[str], *, viewer: Viewer) -> dict[str, Held]:
    """Return those of `touchpoints` that somebody has touched since they came in; the first room that says so is quoted."""
    held: dict[str, Held] = {}
    for find in _finders:
        for touchpoint, why in find(touchpoints, viewer).items():
            held.setdefault(touchpoint, why)
    return held
