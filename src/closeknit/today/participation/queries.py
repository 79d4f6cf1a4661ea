"""Who has been in touch with a customer or handed something in, week by week, by department; and one's own week."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from closeknit.accounts import pictures
from closeknit.analysis.kinds import Direction
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence
from closeknit.touchpoints.models import Participation as Part
from closeknit.touchpoints.models import Touchpoint

WEEKS = 12
# Below this many people a share says more about one of them than about their department.
FEWEST_FOR_A_SHARE = 5
NO_DEPARTMENT = ""
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class DepartmentWeek:
    """One department's part in a week: who of its people took part, and which accounts they served.

    `in_touch` are accounts that they were in touch with, `handed_in` those that they handed something in about; `share` is None for a
    department of fewer than five.
    """

    id: str
    name: str
    n_members: int
    people: tuple[str, ...]
    in_touch: tuple[str, ...]
    handed_in: tuple[str, ...]
    history: tuple[int, ...]

    @property
    def n_served(self) -> int:
        """Return how many accounts were served, each once."""
        return len({*self.in_touch, *self.handed_in})

    @property
    def share(self) -> float | None:
        """Return which share of its people took part, 0–1."""
        return len(self.people) / self.n_members if self.n_members >= FEWEST_FOR_A_SHARE else None


@dataclass(frozen=True)
class WeekOfAll:
    """One week of everybody: `weeks` are the Mondays of the history, the oldest first; `served` how many accounts in each."""

    week_on: date
    departments: tuple[DepartmentWeek, ...]
    n_served: int
    n_people: int
    weeks: tuple[date, ...]
    served: tuple[int, ...]
    history_at: datetime


@dataclass(frozen=True)
class OwnWeek:
    """A member's own week: accounts that they were in touch with, conversations that they handed in, needs that stand on those."""

    n_in_touch: int
    n_handed_in: int
    n_needs: int


_Facts = dict[str, tuple[set[str], set[str]]]


def get_participation(*, viewer: Viewer, at: datetime, week_on: date | None = None) -> WeekOfAll:
    """Return the week of everybody that begins on the Monday `week_on` (else the present one), by department, and the weeks before."""
    zone = identity_queries.get_house().zone
    this_week = _monday(clock.local_date(at, zone))
    week = min(_monday(week_on), this_week) if week_on else this_week
    members = identity_queries.list_members(viewer=viewer, with_left=True)
    facts = dict(_facts(week, week, zone, viewer)[week])
    history = pictures.get("participation", _count_history, viewer=viewer, at=at)
    weeks = tuple(this_week - _WEEK * back for back in range(WEEKS - 1, -1, -1))
    served_by: dict[str, dict[str, int]] = history.data["departments"]
    named = {row.department_id: row.department for row in members if row.left_at is None or row.id in facts}
    departments = []
    for department, name in sorted(named.items(), key=lambda one: (one[0] == NO_DEPARTMENT, one[1])):
        here = [row for row in members if row.department_id == department]
        took_part = [row for row in here if row.id in facts]
        departments.append(
            DepartmentWeek(
                id=department,
                name=name,
                n_members=sum(row.left_at is None for row in here),
                people=tuple(sorted(row.name for row in took_part)),
                in_touch=tuple(sorted(set().union(*(facts[row.id][0] for row in took_part)))),
                handed_in=tuple(sorted(set().union(*(facts[row.id][1] for row in took_part)))),
                history=tuple(served_by.get(department, {}).get(one.isoformat(), 0) for one in weeks),
            )
        )
    return WeekOfAll(
        week_on=week,
        departments=tuple(departments),
        n_served=len({account for touched, handed in facts.values() for account in (*touched, *handed)}),
        n_people=len(facts),
        weeks=weeks,
        served=tuple(history.data["all"].get(one.isoformat(), 0) for one in weeks),
        history_at=history.made_at,
    )


def get_own_week(*, viewer: Viewer, at: datetime) -> OwnWeek:
    """Return the viewer's own present week."""
    zone = identity_queries.get_house().zone
    begin = clock.start_of_day(_monday(clock.local_date(at, zone)), zone)
    mine = Touchpoint.objects.visible_to(viewer).filter(member=viewer.id, source__isnull=True)
    handed_in = mine.filter(created_at__gte=begin).filter(_HANDED_IN)
    needs = Evidence.objects.visible_to(viewer).filter(verbatim__touchpoint__in=handed_in.values("pk"))
    touched = mine.filter(_IN_TOUCH, started_at__gte=begin, account__isnull=False).order_by()
    return OwnWeek(
        n_in_touch=touched.values("account").distinct().count(),
        n_handed_in=handed_in.count(),
        n_needs=needs.order_by().values("need").distinct().count(),
    )


_IN_TOUCH = Q(direction__in=(Direction.BOTH, Direction.OURS))
# A talk that is written down later belongs to the week in which it took place, not to that of its entry.
_HANDED_IN = Q(direction=Direction.THEIRS)


def _monday(on: date) -> date:
    return on - timedelta(on.weekday())


def _facts(first: date, last: date, zone: str, viewer: Viewer) -> dict[date, _Facts]:
    """Return, for each week from the Monday `first` to `last`, member → (accounts in touch with, accounts handed in about)."""
    begin, end = clock.start_of_day(first, zone), clock.start_of_day(last + _WEEK, zone)
    found: dict[date, _Facts] = defaultdict(lambda: defaultdict(lambda: (set(), set())))
    for place, rows in enumerate((_in_touch(begin, end, viewer), _handed_in(begin, end, viewer))):
        for member, account, moment in rows:
            found[_monday(clock.local_date(moment, zone))][member][place].add(account)
    return found


_Served = Iterable[tuple[str, str, datetime]]


def _in_touch(begin: datetime, end: datetime, viewer: Viewer) -> _Served:
    """Yield (member, account, moment) of what took place. Of what was brought in from a file, who spoke counts, not who brought it."""
    own = Touchpoint.objects.visible_to(viewer).filter(
        _IN_TOUCH, member__isnull=False, account__isnull=False, source__isnull=True,
        started_at__gte=begin, started_at__lt=end,
    )  # fmt: skip
    yield from own.order_by().values_list("member_id", "account_id", "started_at").iterator()
    read = Part.objects.visible_to(viewer).filter(
        member__isnull=False, is_speaker=True, touchpoint__source__isnull=False, touchpoint__account__isnull=False,
        touchpoint__started_at__gte=begin, touchpoint__started_at__lt=end,
    )  # fmt: skip
    columns = ("member_id", "touchpoint__account_id", "touchpoint__started_at")
    yield from read.order_by().values_list(*columns).iterator()


def _handed_in(begin: datetime, end: datetime, viewer: Viewer) -> _Served:
    """Yield (member, account, moment) of what was handed in."""
    entered = Touchpoint.objects.visible_to(viewer).filter(
        _HANDED_IN, member__isnull=False, account__isnull=False, source__isnull=True,
        created_at__gte=begin, created_at__lt=end,
    )  # fmt: skip
    yield from entered.order_by().values_list("member_id", "account_id", "created_at").iterator()


def _count_history(viewer: Viewer, at: datetime) -> dict[str, object]:
    """Return for each department, and for all, how many accounts were served in each of the last weeks."""
    zone = identity_queries.get_house().zone
    monday = _monday(clock.local_date(at, zone))
    department_of = {row.id: row.department_id for row in identity_queries.list_members(viewer=viewer, with_left=True)}
    departments: dict[str, dict[str, int]] = defaultdict(dict)
    total: dict[str, int] = {}
    for week, facts in _facts(monday - _WEEK * (WEEKS - 1), monday, zone, viewer).items():
        served: dict[str, set[str]] = defaultdict(set)
        for member, (touched, handed) in facts.items():
            served[department_of.get(member, NO_DEPARTMENT)] |= touched | handed
        for department, accounts in served.items():
            departments[department][week.isoformat()] = len(accounts)
        total[week.isoformat()] = len(set().union(*served.values()))
    return {"departments": departments, "all": total}


def subscribe() -> None:
    """Let a worker make the history of a large house."""
    pictures.register("participation", _count_history)
