"""The warm path to somebody whom we hardly know: who of ours met them once, or who of theirs could introduce us."""

import collections
import datetime
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closeknit.analysis.circle.spread import IMPERSONAL, Meeting


class PathKind(enum.StrEnum):
    """What makes a path warm, the warmest first."""

    MET_HERE = "met_here"
    MET_ELSEWHERE = "met_elsewhere"
    THROUGH_COLLEAGUE = "through_colleague"


@dataclass(frozen=True, slots=True)
class WarmPath:
    """The way to somebody: one of ours, where needed one of theirs in between, and the conversations that prove each step."""

    kind: PathKind
    target: str
    ours: str
    meeting: Meeting
    through: str = ""
    introduced_in: Meeting | None = None

    @property
    def meeting_ids(self) -> tuple[str, ...]:
        """Return the conversations that prove the path, in the order of its steps."""
        return (self.meeting.id, *([self.introduced_in.id] if self.introduced_in else []))


def find_paths(
    targets: Iterable[str], meetings: Sequence[Meeting], *, ours: Iterable[str], in_touch: Iterable[str] = ()
) -> dict[str, WarmPath]:
    """Return by target the warmest path that the conversations prove; who has none is left out.

    Somebody of `ours` (who is still with us) who shared a conversation with them, here before elsewhere, the newest first. Else a
    colleague who shared one with them and with one of ours: one whom we are `in_touch` with before others, then the newest.
    """
    here, touched = set(ours), set(in_touch)
    in_person = [one for one in meetings if one.medium not in IMPERSONAL]
    newest = sorted(in_person, key=lambda one: (one.on, one.position, one.id), reverse=True)
    by_person: dict[str, list[Meeting]] = collections.defaultdict(list)
    for one in newest:
        for person in set(one.theirs):
            by_person[person].append(one)
    found: dict[str, WarmPath] = {}
    for target in targets:
        path = _direct(target, by_person[target], here) or _through(target, by_person, here, touched)
        if path is not None:
            found[target] = path
    return found


def _direct(target: str, shared: Sequence[Meeting], ours: set[str]) -> WarmPath | None:
    for elsewhere in (False, True):
        for one in shared:
            if bool(one.place) is elsewhere and (who := _first(one.ours, ours)):
                kind = PathKind.MET_ELSEWHERE if elsewhere else PathKind.MET_HERE
                return WarmPath(kind, target, who, one)
    return None


def _through(target: str, by_person: dict[str, list[Meeting]], ours: set[str], in_touch: set[str]) -> WarmPath | None:
    best: tuple[tuple[bool, datetime.date, datetime.date, str], WarmPath] | None = None
    for introduced_in in by_person[target]:
        for colleague in sorted(set(introduced_in.theirs) - {target}):
            own = next(((one, who) for one in by_person[colleague] if (who := _first(one.ours, ours))), None)
            if own is None:
                continue
            met, who = own
            path = WarmPath(PathKind.THROUGH_COLLEAGUE, target, who, met, colleague, introduced_in)
            warmth = (colleague in in_touch, met.on, introduced_in.on, colleague)
            if best is None or warmth > best[0]:
                best = warmth, path
    return best[1] if best else None


def _first(members: Iterable[str], among: set[str]) -> str:
    return next((member for member in sorted(members) if member in among), "")
