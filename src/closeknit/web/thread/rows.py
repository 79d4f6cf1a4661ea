"""A thread as the pages draw it: a knot for each step, and those that are still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.analysis.promises.thread import KINDS, Step
from closeknit.kit import clock
from closeknit.kit.ways import find_way

_NAMES = {
    "verbatim": "Said",
    "need": "Need",
    "idea": "Idea",
    "promise": "Promised",
    "settlement": "Kept?",
    "told": "Told",
    "confirmed": "Confirmed",
}
_SHORT = 90


@dataclass(frozen=True)
class Knot:
    """One knot: what it is, when, by whom, in short and in full. What is to come has neither day nor way."""

    kind: str
    id: str
    name: str
    on: date | None
    by: str
    short: str
    text: str
    url: str
    is_done: bool
    is_bad: bool = False
    is_here: bool = False


def knots_of(path: Sequence[Step], *, here: str, zone: str) -> tuple[Knot, ...]:
    """Return the knots of a path, with those that are still to come behind its last; `here` is the step that one looks at."""
    done = [knot_of(step, here=here, zone=zone) for step in path]
    last = KINDS.index(path[-1].kind) if path else -1
    ahead = [
        Knot(kind, "", _NAMES[kind], None, "", "", "", "", is_done=False)
        for kind in KINDS[last + 1 :]
        if kind != "idea"
    ]
    return (*done, *ahead)


def knot_of(step: Step, *, here: str, zone: str) -> Knot:
    """Return one step as a knot."""
    text = step.text.partition(": ")[2] if step.kind == "settlement" else step.text
    return Knot(
        kind=step.kind,
        id=step.id,
        name=_name(step),
        on=clock.local_date(step.at, zone),
        by=step.by,
        short=text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…",
        text=text or _name(step),
        url=_way(step),
        is_done=True,
        is_bad=not step.is_good and step.kind in ("settlement", "confirmed"),
        is_here=step.id == here,
    )


def _name(step: Step) -> str:
    if step.kind == "settlement":
        return step.text.partition(":")[0]
    if step.kind == "confirmed" and not step.is_good:
        return "Not settled"
    return _NAMES[step.kind]


def _way(step: Step) -> str:
    """Return the address of a step. What has no page of its own stands at its place on the promise's."""
    if step.kind in ("settlement", "told", "confirmed"):
        return f"{find_way('promise', step.promise)}#{step.id}" if step.promise else ""
    return find_way(step.kind, step.id)
