"""What became of a need over time: when it was born, restated, split, joined by others, answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from closeknit.analysis.kinds import NeedState
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.models import EventRow
from closeknit.kit.undo import TakenBack
from closeknit.kit.viewer import Viewer
from closeknit.needs import events
from closeknit.needs.models import Need
from closeknit.needs.queries.listing import house_zone

_OWN = (events.NeedStated, events.NeedRenamed, events.NeedSplit, events.NeedSettled, events.NeedDismissed,
        events.NeedReopened, events.NeedMerged)  # fmt: skip
# What these leave behind is the need's state: where it is another now and nobody brought it back, it was taken back.
_LEAVES = {
    events.NeedSettled.kind: NeedState.ANSWERED,
    events.NeedDismissed.kind: NeedState.DISMISSED,
    events.NeedMerged.kind: NeedState.MERGED,
}
_UNDONE = {"rename_need": events.NeedRenamed.kind, "state_need": events.NeedSplit.kind}


@dataclass(frozen=True)
class StoryRow:
    """One thing that became of a need: the event's kind ("need.born", "need.joined" where another came into it), the day, who did it
    ("" for the machine), and the other need (id, statement) that it has to do with."""

    kind: str
    on: date
    who: str
    other: tuple[str, str] | None


def list_story(need: str, *, viewer: Viewer) -> list[StoryRow]:
    """Return what became of a need, oldest first; what was taken back is left out. An unknown need has no story."""
    row = Need.objects.visible_to(viewer).filter(pk=need).first()
    if row is None:
        return []
    joined = set(Need.objects.visible_to(viewer).filter(merged_into=need).values_list("pk", flat=True))
    happened = _happened(need, joined, viewer)
    statements = _statements(happened, viewer)
    members = {one.id: one.name for one in identity_queries.list_members(viewer=viewer, with_left=True)}
    zone = house_zone()
    story = [
        StoryRow(
            kind=_kind(one, need),
            on=clock.local_date(one.at, zone),
            who=members.get(one.viewer_id, ""),
            other=statements.get(_other(one, need)),
        )
        for one in _lasting(happened, row)
    ]
    stated = any(one.kind == events.NeedStated.kind for one in story)
    born = [] if stated else [StoryRow("need.born", clock.local_date(row.born_at, zone), "", None)]
    return [*born, *story]


def _happened(need: str, joined: set[str], viewer: Viewer) -> list[EventRow]:
    own = [one.kind for one in _OWN]
    found = EventRow.objects.visible_to(viewer).filter(subject__in=[need, *sorted(joined)])
    rows = list(found.filter(kind__in=[*own, TakenBack.kind]).order_by("at", "pk"))
    # Of those that came into it only this counts, and only into this one.
    return [one for one in rows if one.subject == need or one.data.get("into") == need]


def _lasting(happened: list[EventRow], row: Need) -> list[EventRow]:
    kept: list[EventRow] = []
    for place, one in enumerate(happened):
        later = happened[place + 1 :]
        if one.kind == TakenBack.kind:
            _forget(kept, _UNDONE.get(str(one.data.get("operation", "")).rpartition(".")[2], ""), row.pk)
        elif one.subject != row.pk or one.kind not in _LEAVES or _still(one, later, row):
            kept.append(one)
    return kept


def _forget(kept: list[EventRow], kind: str, need: str) -> None:
    """Leave out the newest event of this kind: it was taken back."""
    for place in range(len(kept) - 1, -1, -1):
        if kept[place].kind == kind and kept[place].subject == need:
            del kept[place]
            return


def _still(one: EventRow, later: Iterable[EventRow], row: Need) -> bool:
    reopened = any(after.kind == events.NeedReopened.kind and after.subject == row.pk for after in later)
    return reopened or row.state == _LEAVES[one.kind]


def _kind(one: EventRow, need: str) -> str:
    return "need.joined" if one.kind == events.NeedMerged.kind and one.subject != need else str(one.kind)


def _other(one: EventRow, need: str) -> str:
    if one.kind == events.NeedMerged.kind:
        return one.subject if one.subject != need else str(one.data["into"])
    return str(one.data.get("child", ""))


def _statements(happened: Iterable[EventRow], viewer: Viewer) -> dict[str, tuple[str, str]]:
    named = {str(one.data.get(name, "")) for one in happened for name in ("child", "into")}
    rows = Need.objects.visible_to(viewer).filter(pk__in=named | {one.subject for one in happened})
    return {pk: (pk, statement) for pk, statement in rows.values_list("pk", "statement")}
