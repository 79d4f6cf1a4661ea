"""Candidates and hit rates as they were seen a moment ago, kept in memory: all members who see worth are shown the same ones.

A house-wide list may be ten minutes old and says so; a decision, or marks that were counted anew, are seen at once.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max

from closeknit.circle import events
from closeknit.circle.marking import queries
from closeknit.circle.marking.queries import HitRates, Named
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.models import EventRow
from closeknit.kit.undo import TakenBack
from closeknit.kit.viewer import Viewer

FRESH_FOR = timedelta(minutes=10)
_CHANGES_IT = tuple(kind.kind for kind in (events.StageDecided, events.AimSet, events.MarksCounted, TakenBack))


@dataclass(frozen=True)
class Seen:
    """Whom to try and how decisions turned out, and the moment at which that was so."""

    named: Named
    rates: HitRates
    at: datetime


_seen: dict[bool, tuple[Hashable, Seen]] = {}


def get_seen(*, viewer: Viewer, at: datetime, zone: str) -> Seen:
    """Return candidates and hit rates as they are, or as they were at most ten minutes ago where nothing was decided or counted since."""
    key = viewer.can(Capability.SEE_WORTH)
    changes = EventRow.objects.visible_to(viewer).filter(kind__in=_CHANGES_IT)
    today = clock.local_date(at, zone)
    # How many, too: of two in one millisecond the later one need not have the larger id.
    state = (*changes.aggregate(newest=Max("pk"), n=Count("pk")).values(), today)
    if key in _seen:
        kept_state, kept = _seen[key]
        if kept_state == state and timedelta() <= at - kept.at < FRESH_FOR:
            return kept
    found = Seen(
        queries.list_candidates(viewer=viewer, today=today), queries.get_hit_rates(viewer=viewer, today=today), at
    )
    _seen[key] = state, found
    return found


def forget() -> None:
    """Forget what was seen, as `drawing.forget` does."""
    _seen.clear()
