"""How much of the circle was within its limit, week by week: worked out in the background from the contacts' own dates, read as kept."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Min

from closeknit.accounts.models import Account, Standing
from closeknit.analysis.circle import contact, coverage
from closeknit.analysis.circle.cadence import Pause as Rest
from closeknit.analysis.circle.coverage import Coverage, History
from closeknit.analysis.kinds import Stage
from closeknit.circle.keeping import queries
from closeknit.circle.keeping.queries import Limits
from closeknit.circle.models import CoverageWeek, Pause, StageDecision
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping
from closeknit.touchpoints.models import Touchpoint

WEEKS = 26
# So many accounts are read at once: their touchpoints of a year fit into memory.
_AT_ONCE = 400


@dataclass(frozen=True)
class Covered:
    """Coverage by week, oldest first, and when that was worked out; None where it never was."""

    weeks: tuple[Coverage, ...]
    seen_at: datetime | None


def list_days(today: date) -> list[date]:
    """Return the Sundays of the last 26 weeks, oldest first; today is looked at when it is asked for."""
    sunday = today - timedelta(today.isoweekday() % 7 or 7)
    return [sunday - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def list_covered(*, viewer: Viewer) -> Covered:
    """Return what was worked out last, for each owner."""
    rows = CoverageWeek.objects.visible_to(viewer).order_by("on", "owner_id")
    columns = ("on", "owner_id", "n_watched", "n_within", "n_never", "n_paused")
    weeks = tuple(Coverage(on, owner or "", *figures) for on, owner, *figures in rows.values_list(*columns))
    return Covered(weeks, rows.order_by().aggregate(seen=Max("seen_at"))["seen"] if weeks else None)


def work_out(*, viewer: Viewer, at: datetime, zone: str) -> Iterator[tuple[Coverage, ...]]:
    """Yield the coverage of some accounts after the other, so that whoever works it out can say that they are still there."""
    today = clock.local_date(at, zone)
    limits = queries.load_limits(viewer=viewer, today=today, zone=zone)
    days = list_days(today)
    ids = list(Account.objects.visible_to(viewer).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        several = ids[start : start + _AT_ONCE]
        yield coverage.count_coverage(_histories(several, limits, days, viewer), limits.stages, days)


def add_up(parts: list[tuple[Coverage, ...]]) -> tuple[Coverage, ...]:
    """Return the coverage of all accounts from that of some after the other."""
    totals: dict[tuple[date, str], list[int]] = {}
    for one in (line for part in parts for line in part):
        total = totals.setdefault((one.on, one.owner_id), [0, 0, 0, 0])
        figures = (one.n_watched, one.n_within, one.n_never, one.n_paused)
        total[:] = [before + more for before, more in zip(total, figures, strict=True)]
    return tuple(Coverage(on, owner, *totals[on, owner]) for on, owner in sorted(totals))


def _histories(accounts: list[str], limits: Limits, days: list[date], viewer: Viewer) -> Iterator[History]:
    zone = limits.zone
    longest = max((one.latest_days for one in (*limits.stages.values(), *limits.accounts.values()) if one), default=0)
    since = clock.start_of_day(days[0] - timedelta(longest + contact.ANSWER_WITHIN_DAYS + 2), zone)
    known = bookkeeping.load_facts(accounts, viewer=viewer, zone=zone, since=since)
    talks = Touchpoint.objects.visible_to(viewer).filter(account__in=accounts, direction="both", started_at__lt=since)
    first = dict(talks.order_by().values_list("account_id").annotate(first=Min("started_at")))
    moves, rests = _moves(accounts, viewer), _rests(accounts, viewer)
    rows = Account.objects.visible_to(viewer).filter(pk__in=accounts)
    stages = dict(Standing.objects.visible_to(viewer).filter(pk__in=accounts).values_list("pk", "stage"))
    for pk, owner, created_at in rows.values_list("pk", "owner_id", "created_at"):
        facts = known[pk].facts
        spoke = contact.list_two_way_days(facts, as_of=limits.today)
        before = (clock.local_date(first[pk], zone),) if pk in first else ()
        # Who is brought in with a history was known for as long as it reaches back.
        reaches = [clock.local_date(created_at, zone), *before, *(on for on, _, _ in moves[pk][:1])]
        reaches += [min(fact.on for fact in facts)] if facts else []
        yield History(
            owner_id=owner or "",
            known_on=min(reaches),
            first_stage=Stage(moves[pk][0][1] if moves[pk] else stages[pk]),
            moves=tuple((on, Stage(to)) for on, _, to in moves[pk]),
            spoke_on=(*before, *spoke),
            own=limits.accounts.get(pk),
            pauses=tuple(rests[pk]),
        )


def _moves(accounts: list[str], viewer: Viewer) -> dict[str, list[tuple[date, str, str]]]:
    decisions = StageDecision.objects.visible_to(viewer).filter(account__in=accounts).order_by("decided_on", "pk")
    found: dict[str, list[tuple[date, str, str]]] = defaultdict(list)
    for account, on, before, after in decisions.values_list("account_id", "decided_on", "from_stage", "to_stage"):
        found[account].append((on, before, after))
    return found


def _rests(accounts: list[str], viewer: Viewer) -> dict[str, list[Rest]]:
    pauses = Pause.objects.visible_to(viewer).filter(account__in=accounts, contact__isnull=True)
    found: dict[str, list[Rest]] = defaultdict(list)
    columns = ("account_id", "since_on", "until_on", "taken_up_on", "reason")
    for account, since, until, taken_up, reason in pauses.values_list(*columns):
        last = min(until, taken_up - timedelta(1)) if taken_up else until
        found[account].append(Rest(since, last, reason))
    return found
