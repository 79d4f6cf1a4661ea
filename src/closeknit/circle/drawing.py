"""The whole circle as it was seen a moment ago, and its picture; both kept in memory, because a house's circle is the same for everyone.

What a house-wide picture shows may be ten minutes old; whoever decides, adds or speaks with an account sees that at once.
"""

import functools
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from closeknit.accounts import events as account_events
from closeknit.accounts.models import Standing
from closeknit.analysis.circle import picture
from closeknit.analysis.circle.picture import CircleRow, Picture
from closeknit.circle import events
from closeknit.circle.gathering import CircleAccount, list_circle_rows
from closeknit.kit.capabilities import Capability
from closeknit.kit.models import EventRow
from closeknit.kit.undo import TakenBack
from closeknit.kit.viewer import Viewer

FRESH_FOR = timedelta(minutes=10)

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


@dataclass(frozen=True, eq=False)
class Circle:
    """Every account of the circle in reading order, and the moment at which that was so. One is equal to itself alone."""

    accounts: tuple[CircleAccount, ...]
    seen_at: datetime


# By whether worth is shown: that is all in which the circles of two members differ.
_seen: dict[bool, tuple[Hashable, Circle]] = {}


def get_circle(*, viewer: Viewer, at: datetime) -> Circle:
    """Return the circle as it is, or as it was at most ten minutes ago where nothing was decided, added or said since."""
    if not viewer.is_ours:
        return Circle(tuple(list_circle_rows(viewer=viewer, at=at)), at)
    sees_worth, state = viewer.can(Capability.SEE_WORTH), _state(viewer)
    if sees_worth in _seen:
        kept_state, kept = _seen[sees_worth]
        if kept_state == state and timedelta() <= at - kept.seen_at < FRESH_FOR:
            return kept
    circle = Circle(tuple(list_circle_rows(viewer=viewer, at=at)), at)
    _seen[sees_worth] = state, circle
    return circle


@functools.lru_cache(maxsize=8)
def draw(marks: tuple[CircleRow, ...]) -> Picture:
    """Return the picture of these accounts. Laying out hundreds takes a second: equal accounts are laid out once."""
    return picture.plan_picture(marks)


def _state(viewer: Viewer) -> Hashable:
    newest = EventRow.objects.visible_to(viewer).filter(kind__in=_MOVES_IT).aggregate(newest=Max("pk"))
    spoke = Standing.objects.visible_to(viewer).aggregate(spoke=Max("two_way_at"))
    return newest["newest"], spoke["spoke"]
