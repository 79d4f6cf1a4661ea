"""The life-support map: offerings laid over needs, for one account, for those alike, or for all."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import AccountKind, Stage
from closeknit.analysis.offerings import fit as analysis
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.offerings.fitting import queries
from closeknit.offerings.fitting.queries import ChangeRow, Group, LifeMap
from closeknit.web.accounts import labels as account_labels
from closeknit.web.offerings import labels, marks
from closeknit.web.offerings.marks import CellMark
from closeknit.web.request import HouseRequest

KEYS = [("Walk the map", "←↑→↓"), ("Say well, partly, not", "3 2 1"), ("Take it away", "0"), ("See the words", "Enter")]
QUARTERS = 4
GAPS = 5


@dataclass(frozen=True)
class Line:
    """One need as the map shows it."""

    need_id: str
    statement: str
    note: str
    score: str
    cells: tuple[CellMark, ...]


@dataclass(frozen=True)
class Changed:
    """One change in words."""

    what: str
    url: str
    where: str
    by: str
    on: date
    way: str


@require_GET
def life_map(request: HouseRequest) -> HttpResponse:
    """Show how well what we ship meets the needs, what changed since the quarter began, and the widest gaps."""
    viewer = request.viewer
    group, account_name, missing = read_group(request)
    today = request.today
    starts = [analysis.begin_quarter(today, back=back) for back in range(QUARTERS)]
    since = next((day for day in starts if day.isoformat() == request.GET.get("since")), starts[0])
    found = queries.get_map(group, viewer=viewer, at=request.at, zone=request.zone, since=since)
    may_shape = viewer.can(Capability.SHAPE_OFFERINGS)
    context: dict[str, Any] = {
        "group": group,
        "account_name": account_name,
        "missing": missing,
        "offerings": found.offerings,
        "lines": lines_of(found, group, may_shape=may_shape),
        "gaps": [(line.need_id, line.statement, line.gap.why) for line in found.gaps[:GAPS] if line.gap],
        "n_gaps": len(found.gaps),
        "n_more": found.n_more,
        "since": since,
        "starts": starts,
        "changes": [_changed(one, group, request.zone) for one in found.changes],
        "n_more_changes": found.n_changes - len(found.changes),
        "may_shape": may_shape,
        "kinds": [(kind.value, account_labels.KINDS[kind.value]) for kind in AccountKind],
        "stages": [(stage.value, account_labels.STAGES[stage.value]) for stage in Stage],
        "sectors": queries.list_sectors(viewer=viewer),
        "page_keys": KEYS if may_shape else KEYS[:1] + KEYS[3:],
    }
    return render(request, "web/offerings/map.html", context)


def read_group(request: HouseRequest) -> tuple[Group, str, str]:
    """Return the group that is asked for, the account's name where it is one account, and a name that nobody has."""
    asked = request.GET
    named = asked.get("account", "").strip()
    if named:
        row = (
            account_queries.get_account(named, viewer=request.viewer)
            if named.startswith("account_")
            else account_queries.find_account_by_name(named, viewer=request.viewer)
        )
        return (Group(account=row.id), row.name, "") if row else (Group(), "", named)
    group = Group(sector=asked.get("sector", "")[:100])
    if asked.get("kind") in tuple(AccountKind):
        group = replace(group, kind=asked["kind"])
    if asked.get("stage") in tuple(Stage):
        group = replace(group, stage=asked["stage"])
    return group, "", ""


def lines_of(found: LifeMap, group: Group, *, may_shape: bool) -> list[Line]:
    """Return the needs as lines of cells."""
    names = dict(found.offerings)
    lines = []
    for line in found.lines:
        place = line.opportunity
        note = f"{line.n_accounts} account{'' if line.n_accounts == 1 else 's'}"
        if group.account:
            note = "said once" if line.n_sentences == 1 else f"said {line.n_sentences} times"
        cells = tuple(
            marks.mark_of(cell, line.need_id, names[cell.offering_id], line.statement, group, may_shape=may_shape)
            for cell in line.cells
        )
        score = f"{place.score.value:.1f}" if place else ""
        lines.append(Line(line.need_id, line.statement, note, score, cells))
    return lines


def address_of(group: Group) -> str:
    """Return the address of the map of a group."""
    asked = {key: value for key, value in vars(group).items() if value}
    return f"{reverse('offerings')}{'?' + urlencode(asked) if asked else ''}"


def _changed(one: ChangeRow, group: Group, zone: str) -> Changed:
    before, after = (labels.LEVEL_WORDS[level] for level in (one.before, one.after))
    url = reverse("fit", args=[one.offering_id, one.need_id])
    return Changed(
        what=f"{one.offering}: {after}" if not one.before else f"{one.offering}: {before} → {after}",
        url=f"{url}?{urlencode({'account': one.account_id})}" if one.account_id else url,
        where=f"{one.need}{f', at {one.account}' if one.account and not group.account else ''}",
        by=one.changed_by,
        on=clock.local_date(one.changed_at, zone),
        way=marks.say_way(one.before, one.after),
    )
