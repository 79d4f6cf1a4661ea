"""The whole circle as it was seen a moment ago, and its picture; both kept in memory, because a house's circle is the same for everyone.

What a house-wide picture shows may be ten minutes old; whoever decides, adds or speaks with an account sees that at once.
"""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock, Thread

from django.db import DatabaseError, connection
from django.db.models import Max

from closeknit.accounts import events as account_events
from closeknit.accounts.models import Standing
from closeknit.analysis.circle import picture
from closeknit.analysis.circle.picture import CircleRow, Picture
from closeknit.circle import events
from closeknit.circle.gathering import CircleAccount, list_circle_rows, replace_places
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.models import EventRow
from closeknit.kit.undo import TakenBack
from closeknit.kit.viewer import Viewer

FRESH_FOR = timedelta(minutes=10)
# While it is gathered anew one of the same day is shown, with what changed since.
_WHILE_GATHERED = timedelta(days=1)
# From so many accounts on nobody waits for that: it takes seconds.
LARGE = 2_000
# From so many accounts on a layout is not searched for while somebody waits.
_SETTLED = 80

# After one of these the circle is gathered anew; other changes may be ten minutes late.
_MOVES_IT = tuple(
    event.kind
    for event in (
        events.StageDecided,
        events.AimSet,
        events.CadenceChanged,
        events.OwnCadenceChanged,
        events.ContactPaused,
        events.ContactTakenUp,
        events.CircleDrawn,
        events.AlarmsTaken,
        account_events.AccountAdded,
        account_events.AccountChanged,
        account_events.AccountHandedOver,
        account_events.AccountsImported,
        account_events.StandingChanged,
        account_events.ContactAdded,
        account_events.ContactLeft,
        TakenBack,
    )
)


# These say nothing of who stands where: places are read anew, and what the days did to all alarms may be ten minutes late.
_OF_ALL = frozenset({events.CircleDrawn.kind, events.AlarmsTaken.kind})
# So many accounts that changed are looked at by themselves; where more did, all are.
_FEW = 200


@dataclass(frozen=True, eq=False)
class Circle:
    """Every account of the circle in reading order, and the moment at which that was so. One is equal to itself alone."""

    accounts: tuple[CircleAccount, ...]
    seen_at: datetime


@dataclass(frozen=True)
class _State:
    """Up to where the circle is known: the newest event that may move somebody, the newest talk, how many there are, the local day."""

    event: str | None
    spoke: datetime | None
    n_accounts: int
    day: date


# By whether worth is shown: that is all in which the circles of two members differ.
_seen: dict[bool, tuple[_State, Circle]] = {}
_gathering = Lock()
_log = logging.getLogger(__name__)


def get_circle(*, viewer: Viewer, at: datetime) -> Circle:
    """Return the circle as it is, or as it was at most ten minutes ago where nothing was decided, added or said since.

    Of a house of thousands only whoever changed since is read anew.
    """
    if not viewer.is_ours:
        return Circle(tuple(list_circle_rows(viewer=viewer, at=at)), at)
    state = _state(viewer, at)
    return _find_kept(state, FRESH_FOR, viewer, at) or _gather(state, viewer, at)


def forget() -> None:
    """Forget what was seen: the next one who looks sees it anew. For whoever puts another store in the place of this one."""
    _seen.clear()


def _find_kept(state: _State, fresh_for: timedelta, viewer: Viewer, at: datetime) -> Circle | None:
    """Return the circle as it was seen within `fresh_for`, with what changed since; None where it must be gathered anew."""
    sees_worth = viewer.can(Capability.SEE_WORTH)
    if sees_worth not in _seen:
        return None
    kept_state, circle = _seen[sees_worth]
    # An older newest event is another store: somebody put a backup in its place.
    is_same = kept_state.day == state.day and (kept_state.event or "") <= (state.event or "")
    if not is_same or not timedelta() <= at - circle.seen_at < fresh_for:
        return None
    found = circle if kept_state == state else _patched(circle, kept_state, viewer, at)
    if found is None or len(found.accounts) != state.n_accounts:
        return None
    _seen[sees_worth] = state, found
    return found


def _gather(state: _State, viewer: Viewer, at: datetime) -> Circle:
    """Return the circle gathered anew, once however many look: tens of thousands of accounts take seconds.

    Of a large house, and while somebody else gathers it, what was seen before is shown with what changed since, and it is gathered
    beside; only where nothing was seen that day somebody waits.
    """
    older = _find_kept(state, _WHILE_GATHERED, viewer, at)
    is_free = _gathering.acquire(blocking=False)
    if older is not None and not is_free:
        return older
    if older is not None and len(older.accounts) >= LARGE:
        _begin(functools.partial(_gather_now, state, viewer, at))
        return older
    if not is_free:
        _gathering.acquire()
    return _gather_now(state, viewer, at)


def look_ahead() -> None:
    """Begin to see a large house's circle before anybody asks: for a process that begins to serve."""
    _begin(_look_ahead)


def _look_ahead() -> None:
    viewer, at = viewers.house("the first look at the circle"), clock.now()
    try:
        if identity_queries.find_house() is not None and Standing.objects.visible_to(viewer).count() >= LARGE:
            draw_now(tuple(row.mark for row in get_circle(viewer=viewer, at=at).accounts))
    except DatabaseError:
        # A store that cannot be read is told of to whoever looks.
        _log.warning("the circle was not looked at ahead", exc_info=True)


def _begin(work: Callable[[], object]) -> None:
    """Do it in a thread of its own, whose connection ends with it."""
    Thread(target=_finish, args=(work,), daemon=True).start()


def _finish(work: Callable[[], object]) -> None:
    try:
        work()
    finally:
        connection.close()


def _gather_now(state: _State, viewer: Viewer, at: datetime) -> Circle:
    """Gather it, unless that was just done, and let others gather again; for whoever holds the lock."""
    try:
        circle = _find_kept(state, FRESH_FOR, viewer, at) or Circle(tuple(list_circle_rows(viewer=viewer, at=at)), at)
        _seen[viewer.can(Capability.SEE_WORTH)] = state, circle
    finally:
        _gathering.release()
    return circle


@functools.lru_cache(maxsize=8)
def draw(marks: tuple[CircleRow, ...]) -> Picture:
    """Return the picture of these accounts, finished. Laying out hundreds takes a second: equal accounts are laid out once."""
    return picture.plan_picture(marks)


@functools.lru_cache(maxsize=8)
def draw_now(marks: tuple[CircleRow, ...]) -> Picture:
    """Return the picture for somebody who waits for it: everybody stands where they stood, who moved at their new place.

    Names that find room only after a search come with the layout that follows in the background.
    """
    return picture.plan_picture(marks, settled=sum(mark.previous_angle is not None for mark in marks) > _SETTLED)


def _patched(kept: Circle, known: _State, viewer: Viewer, at: datetime) -> Circle | None:
    """Return the circle with those accounts read anew that changed since; None where too many did, or something of the whole house."""
    events_since = EventRow.objects.visible_to(viewer).filter(kind__in=_MOVES_IT)
    events_since = events_since.filter(pk__gt=known.event) if known.event else events_since
    happened = list(events_since.values_list("kind", "account")[: 5 * _FEW])
    if any(not account and kind not in _OF_ALL for kind, account in happened):
        return None
    changed = {account for _, account in happened if account}
    spoke = Standing.objects.visible_to(viewer).filter(two_way_at__isnull=False)
    spoke = spoke.filter(two_way_at__gt=known.spoke) if known.spoke else spoke
    changed |= set(spoke.values_list("pk", flat=True)[:_FEW])
    if len(changed) >= _FEW or len(happened) >= 5 * _FEW:
        return None
    rows = {row.id: row for row in kept.accounts}
    if any(kind == events.CircleDrawn.kind for kind, _ in happened):
        rows = {row.id: row for row in replace_places(rows.values(), viewer=viewer)}
    if changed:
        rows |= {row.id: row for row in list_circle_rows(viewer=viewer, at=at, accounts=sorted(changed))}
    return Circle(tuple(sorted(rows.values(), key=lambda row: picture.reading_order(row.mark))), kept.seen_at)


def _state(viewer: Viewer, at: datetime) -> _State:
    newest = EventRow.objects.visible_to(viewer).filter(kind__in=_MOVES_IT).aggregate(newest=Max("pk"))
    standings = Standing.objects.visible_to(viewer)
    # Apart, each is read off an index; together they would read every row of a house of fifty thousand accounts for each look.
    spoke = standings.aggregate(spoke=Max("two_way_at"))["spoke"]
    return _State(newest["newest"], spoke, standings.count(), identity_queries.today_at(at))
