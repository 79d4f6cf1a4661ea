"""Which accounts of the whole house hang by one thread, in few statements whatever their number."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from closeknit.accounts.models import Contact, Standing
from closeknit.analysis.circle import spread
from closeknit.analysis.circle.cadence import Cadence
from closeknit.analysis.circle.spread import Meeting
from closeknit.analysis.kinds import Direction, Medium, Stage
from closeknit.circle.keeping import queries as keeping
from closeknit.circle.spread.operations import Counted
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Participation, Touchpoint

# So many accounts are worked out together: their conversations fit into memory whatever the house.
_AT_ONCE = 500


def count_single(*, viewer: Viewer, at: datetime, zone: str) -> list[Counted]:
    """Return the accounts that hang by one thread, of those that somebody watches, by id."""
    today = clock.local_date(at, zone)
    limits = keeping.load_limits(viewer=viewer, today=today, zone=zone)
    watched: dict[str, Cadence] = {}
    for pk, stage in Standing.objects.visible_to(viewer).order_by("pk").values_list("pk", "stage"):
        cadence = limits.of_account(pk, Stage(stage))
        if cadence is not None:
            watched[pk] = cadence
    found: list[Counted] = []
    ids = list(watched)
    for start in range(0, len(ids), _AT_ONCE):
        some = {pk: watched[pk] for pk in ids[start : start + _AT_ONCE]}
        found += _count(some, viewer=viewer, at=at, zone=zone, today=today)
    return found


def _count(cadences: dict[str, Cadence], *, viewer: Viewer, at: datetime, zone: str, today: date) -> Iterator[Counted]:
    longest = max(cadence.latest_days for cadence in cadences.values())
    # An answer may be a month younger than what it answers.
    since = clock.start_of_day(today - timedelta(longest + 31), zone)
    here = Contact.objects.visible_to(viewer).filter(account__id__among=set(cadences), until_on__isnull=True)
    in_touch: dict[str, dict[str, date | None]] = defaultdict(dict)
    for pk, account, two_way_at in here.values_list("pk", "account_id", "two_way_at"):
        in_touch[account][pk] = clock.local_date(two_way_at, zone) if two_way_at else None
    meetings = _meetings(set(cadences), since, viewer, at, zone)
    for account, cadence in cadences.items():
        threads = spread.count_threads(
            in_touch[account], meetings.get(account, ()), latest_days=cadence.latest_days, as_of=today
        )
        if threads.is_single:
            yield Counted(account, threads.only_theirs, threads.only_ours, len(in_touch[account]))


def _meetings(accounts: set[str], since: datetime, viewer: Viewer, at: datetime, zone: str) -> dict[str, list[Meeting]]:
    """Return by account its conversations since then with who of ours took part; who of theirs did is not asked for here."""
    rows = Touchpoint.objects.visible_to(viewer).filter(account__id__among=accounts, started_at__range=(since, at))
    columns = ("pk", "account_id", "started_at", "direction", "medium", "conversation", "member_id")
    found = list(rows.values_list(*columns))
    ours = _members({row[0] for row in found}, viewer)
    meetings: dict[str, list[Meeting]] = defaultdict(list)
    for pk, account, started_at, direction, medium, conversation, member in found:
        members = tuple(sorted(ours[pk] | ({member} if member else set())))
        on, minutes = clock.local_date(started_at, zone), started_at.hour * 60 + started_at.minute
        meetings[account].append(
            Meeting(pk, on, Direction(direction), Medium(medium), conversation, (), members, minutes)
        )
    return meetings


def _members(touchpoints: set[str], viewer: Viewer) -> dict[str, set[str]]:
    rows = Participation.objects.visible_to(viewer).filter(touchpoint__id__among=touchpoints, member__isnull=False)
    found: dict[str, set[str]] = defaultdict(set)
    for touchpoint, member in rows.values_list("touchpoint_id", "member_id"):
        found[touchpoint].add(member or "")
    return found
