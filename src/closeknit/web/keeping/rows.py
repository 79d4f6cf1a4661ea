"""The ledger as a table: who waits since when, when somebody tried last, and what is planned."""

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.urls import reverse

from closeknit.analysis.circle.cadence import WORST_FIRST
from closeknit.analysis.kinds import LatenessState, Stage
from closeknit.circle.drawing import Circle
from closeknit.circle.gathering import CircleAccount
from closeknit.kit.look.rows import Choice, Filter, Mark, Pager
from closeknit.touchpoints.unanswered import PlannedRow
from closeknit.web.circle import labels
from closeknit.web.keeping.asked import SHOWN, WAITING, Asked, state_of

PAGE = 50
_SAID = {
    "": "late",
    "cooling": "cooling",
    "on_track": "on track",
    "resting": "resting",
    "unknown": "never spoken with",
    "no_limit": "no limit",
    "any": "all",
}


@dataclass(frozen=True)
class Line:
    """One account: its state, who waits there (empty: the account as a whole), since when, and what was and will be done."""

    id: str
    name: str
    url: str
    stage: str
    mark: Mark
    state: str
    state_code: str
    who: str
    days: int | None
    latest: int | None
    since_on: date | None
    since: str
    reason: str
    tried_on: date | None
    planned_at: datetime | None
    planned: str
    log_url: str
    plan_url: str
    is_resting: bool


@dataclass(frozen=True)
class Group:
    """The accounts of one owner on this page."""

    owner: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tally:
    """How many accounts of an owner have limits and no pause, and how many of them are within the latest."""

    owner_id: str
    owner: str
    n_watched: int
    n_within: int
    n_late: int


@functools.lru_cache(maxsize=32)
def choose(seen: Circle, asked: Asked, viewer_id: str) -> tuple[tuple[CircleAccount, ...], Mapping[str, int]]:
    """Return whom was asked for, by owner and worst first, and how many there are in each state that one may ask for.

    Kept for the same circle: turning a page of a house of ten thousand accounts does not sort them again.
    """
    theirs = [row for row in seen.accounts if row.stage is not Stage.LET_GO and asked.is_of(row, viewer_id)]
    states = Counter(state_of(row) for row in theirs)
    counts = {show: sum(states[state] for state in wanted) for show, wanted in SHOWN.items()}
    chosen = [row for row in theirs if state_of(row) in SHOWN[asked.show]]
    return tuple(sorted(chosen, key=_worst_first)), counts


@functools.lru_cache(maxsize=4)
def tally(seen: Circle) -> tuple[Tally, ...]:
    """Return how each owner stands now, by name; accounts that nobody looks after come last."""
    watched, within, late = Counter[str](), Counter[str](), Counter[str]()
    names: dict[str, str] = {}
    for row in seen.accounts:
        whole = row.kept.whole
        if whole.latest is None or row.stage is Stage.LET_GO:
            continue
        names[row.owner_id] = row.owner
        if whole.state is not LatenessState.PAUSED:
            watched[row.owner_id] += 1
            within[row.owner_id] += whole.state in (LatenessState.ON_TRACK, LatenessState.COOLING)
        late[row.owner_id] += row.lateness.state in WAITING
    owners = sorted(names, key=lambda owner: (not owner, names[owner].casefold(), owner))
    return tuple(
        Tally(owner, names[owner] or "nobody yet", watched[owner], within[owner], late[owner]) for owner in owners
    )


def groups_of(
    rows: Sequence[CircleAccount], planned: Mapping[str, PlannedRow], asked: Asked
) -> tuple[tuple[Group, ...], Pager | None]:
    """Return the page that was asked for, or the last one there is, grouped by owner; and the way on."""
    pages = max(1, -(-len(rows) // PAGE))
    page = min(asked.page, pages)
    shown = page_of(rows, asked)
    groups = tuple(
        Group(owner or "Nobody looks after these yet", tuple(_line(row, planned.get(row.id)) for row in several))
        for owner, several in groupby(shown, key=lambda row: row.owner)
    )
    first = (page - 1) * PAGE + 1
    pager = Pager(
        first,
        first + len(shown) - 1,
        len(rows),
        "accounts",
        asked.url(page=page - 1) if page > 1 else "",
        asked.url(page=page + 1) if page < pages else "",
        previous="Worse",
        next="Better",
    )
    return groups, pager if pages > 1 else None


def page_of(rows: Sequence[CircleAccount], asked: Asked) -> Sequence[CircleAccount]:
    """Return the accounts of the page that was asked for, or of the last one there is."""
    page = min(asked.page, max(1, -(-len(rows) // PAGE)))
    return rows[(page - 1) * PAGE : page * PAGE]


def filter_of(counts: Mapping[str, int], asked: Asked) -> Filter:
    """Return the states that one may ask for, each with how many there are."""
    choices = (Choice(_SAID[show], asked.url(show=show, page=1), show == asked.show, n) for show, n in counts.items())
    return Filter("State", tuple(choices))


def next_planned(rows: Sequence[PlannedRow], after: datetime) -> dict[str, PlannedRow]:
    """Return by account what is planned next, from a moment on."""
    found: dict[str, PlannedRow] = {}
    for row in rows:
        if row.starts_at >= after:
            found.setdefault(row.account_id, row)
    return found


def _line(row: CircleAccount, planned: PlannedRow | None) -> Line:
    late = row.lateness
    return Line(
        id=row.id,
        name=row.name,
        url=reverse("account_keeping", args=[row.id]),
        stage=labels.STAGES[row.stage],
        mark=labels.MARKS[late.state],
        state=labels.STATES[late.state],
        state_code=late.state.value,
        who=row.who_is_late,
        days=late.days,
        latest=late.latest,
        since_on=_since(row),
        since=_SINCE.get(late.state, ""),
        reason=late.reasons[0] if late.state is LatenessState.PAUSED else "",
        tried_on=row.tried_on if row.tried_on and (late.last_on is None or row.tried_on > late.last_on) else None,
        planned_at=planned.starts_at if planned else None,
        planned=(planned.contact or planned.member) if planned else "",
        log_url=f"{reverse('touchpoint_new')}?account={row.id}",
        plan_url=reverse("appointment_new", args=[row.id]),
        is_resting=late.state is LatenessState.PAUSED,
    )


_SINCE = {
    LatenessState.NEGLECTED: "late since",
    LatenessState.LATE: "late since",
    LatenessState.COOLING: "due since",
    LatenessState.ON_TRACK: "due",
}


def _since(row: CircleAccount) -> date | None:
    late = row.lateness
    if late.state in WAITING:
        return late.latest_on + timedelta(1) if late.latest_on else None
    if late.state is LatenessState.COOLING:
        return late.due_on + timedelta(1) if late.due_on else None
    return late.due_on if late.state is LatenessState.ON_TRACK else None


def _worst_first(row: CircleAccount) -> tuple[bool, str, int, int, str]:
    days = row.lateness.days
    return (
        not row.owner_id,
        row.owner.casefold(),
        WORST_FIRST.index(row.lateness.state),
        -(days if days is not None else -1),
        row.name.casefold(),
    )
