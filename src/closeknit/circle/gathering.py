"""Gathers the whole circle in a fixed number of queries, however many accounts there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Contact, Standing
from closeknit.analysis.circle import keeping, picture
from closeknit.analysis.circle.cadence import Cadence, Lateness
from closeknit.analysis.circle.closeness import Closeness, score_closeness
from closeknit.analysis.circle.keeping import Kept, PersonLateness
from closeknit.analysis.circle.picture import CircleRow, Side
from closeknit.analysis.kinds import Direction, Stage
from closeknit.circle.keeping import queries as keeping_queries
from closeknit.circle.keeping.queries import Limits
from closeknit.circle.models import Place
from closeknit.circle.readings import kept as kept_alarms
from closeknit.circle.readings.kept import RaisedRow
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Touchpoint

# The formulas' own spans (analysis: closeness, picture).
TURN_DAYS = 180
IN_TOUCH_DAYS = 90


@dataclass(frozen=True)
class CircleAccount:
    """One account with where it stands, how close and how late. `worth_minor` is None where unknown or not for this viewer.

    `lateness` is the worst of the account as a whole and of the people who matter there, `who_is_late` the person whose it is; of the
    people in `kept` only those stand here who are late or cooling. `alarm` is None while its readings were not taken. `n_in_touch` of
    `n_people` had two-way contact in the last 90 days. `mark` is what the picture draws of it.
    """

    id: str
    name: str
    kind: str
    owner_id: str
    owner: str
    stage: Stage
    stage_since: date | None
    aim: Stage | None
    review_on: date | None
    worth_minor: int | None
    spoke_on: date | None
    tried_on: date | None
    lateness: Lateness
    who_is_late: str
    kept: Kept
    alarm: RaisedRow | None
    closeness: Closeness
    n_people: int
    n_in_touch: int
    mark: CircleRow


@dataclass(frozen=True)
class PeopleThere:
    """How many of an account's people are there now, were spoken with within the limit that holds there, and in the last 90 days."""

    n: int
    n_within_latest: int
    n_in_touch: int


class _Standing(NamedTuple):
    """One row of the store, in the order of `_STANDING`: tens of thousands are read, and whole rows would cost five times as much."""

    account: str
    name: str
    kind: str
    sector: str
    owner_id: str | None
    owner: str | None
    stage: str
    stage_since: date | None
    aim: str
    review_on: date | None
    worth_minor: int | None
    two_way_at: datetime | None
    tried_at: datetime | None


@dataclass(frozen=True)
class _Known:
    """What is known of all accounts, each read in one statement."""

    limits: Limits
    late_people: Mapping[str, tuple[PersonLateness, ...]]
    people: Mapping[str, PeopleThere]
    turns: Mapping[str, tuple[int, int]]
    places: Mapping[str, tuple[float, str]]
    alarms: Mapping[str, RaisedRow]
    sees_worth: bool


NOBODY = PeopleThere(0, 0, 0)
_PLACE = ("pk", "angle", "side")
_STANDING = (
    *("pk", "account__name", "account__kind", "account__sector", "account__owner_id", "account__owner__name"),
    *("stage", "stage_since", "aim", "review_on", "worth_minor", "two_way_at"),
    "tried_at",
)
R = TypeVar("R", Standing, Contact, Touchpoint, Place)


def list_circle_rows(*, viewer: Viewer, at: datetime, accounts: Sequence[str] | None = None) -> list[CircleAccount]:
    """Return every account of the circle (or just these), and those let go, inside out and nearest first: the order of table and Tab."""
    zone = identity_queries.get_house().zone
    limits = keeping_queries.load_limits(viewer=viewer, today=clock.local_date(at, zone), zone=zone, accounts=accounts)
    known = _Known(
        limits=limits,
        late_people=keeping_queries.list_people(limits, viewer=viewer, accounts=accounts, only_waiting=True),
        people=count_people(viewer, limits, accounts),
        turns=_count_turns(viewer, limits, accounts),
        places={pk: (angle, side) for pk, angle, side in _of(Place, viewer, accounts).values_list(*_PLACE)},
        alarms=kept_alarms.list_alarms(accounts, viewer=viewer),
        sees_worth=viewer.can(Capability.SEE_WORTH),
    )
    rows = [_account(_Standing(*values), known) for values in _of(Standing, viewer, accounts).values_list(*_STANDING)]
    return sorted(rows, key=lambda row: picture.reading_order(row.mark))


def replace_places(rows: Iterable[CircleAccount], *, viewer: Viewer) -> Iterator[CircleAccount]:
    """Yield the accounts with the places that the newest layout gave them; whoever it did not move is yielded as they are."""
    places = {pk: (angle, side) for pk, angle, side in _of(Place, viewer, None).values_list(*_PLACE)}
    for row in rows:
        angle, side = places.get(row.id, (None, None))
        if (row.mark.previous_angle, row.mark.previous_side) == (angle, side):
            yield row
        else:
            moved = replace(row.mark, previous_angle=angle, previous_side=Side(side) if side else None)
            yield replace(row, mark=moved)


def count_people(viewer: Viewer, limits: Limits, accounts: Sequence[str] | None) -> dict[str, PeopleThere]:
    """Count, by account, who is there now and who of them had two-way contact within the latest limit that holds there."""
    today, zone = limits.today, limits.zone
    lately = Q(two_way_at__gte=_days_ago(IN_TOUCH_DAYS, today, zone))
    within_latest = Q(pk__in=[])
    for stage, cadence in limits.stages.items():
        days = cadence.latest_days if cadence else IN_TOUCH_DAYS
        within_latest |= Q(account__standing__stage=stage, two_way_at__gte=_days_ago(days, today, zone))
    if limits.accounts:
        within_latest &= ~Q(account__in=list(limits.accounts))
    for days in {own.latest_days for own in limits.accounts.values()}:
        theirs = [account for account, own in limits.accounts.items() if own.latest_days == days]
        within_latest |= Q(account__in=theirs, two_way_at__gte=_days_ago(days, today, zone))
    counts = (
        _of(Contact, viewer, accounts)
        .filter(until_on__isnull=True)
        .values("account_id")
        .annotate(n=Count("pk"), near=Count("pk", filter=within_latest), touched=Count("pk", filter=lately))
    )
    return {row["account_id"]: PeopleThere(row["n"], row["near"], row["touched"]) for row in counts}


def _of(model: type[R], viewer: Viewer, accounts: Sequence[str] | None) -> QuerySet[R]:
    rows = model.objects.visible_to(viewer)
    return rows if accounts is None else rows.filter(account__in=accounts)


def _account(standing: _Standing, known: _Known) -> CircleAccount:
    account, stage, limits = standing.account, Stage(standing.stage), known.limits
    kept = keeping.roll_up(limits.lateness_of(account, stage, standing.two_way_at), known.late_people.get(account, ()))
    people = known.people.get(account, NOBODY)
    closeness = _closeness(
        kept.whole.last_on, limits.of_account(account, stage), people, known.turns.get(account, (0, 0)), limits.today
    )
    worth = standing.worth_minor if known.sees_worth and account_queries.has_money(standing.kind) else None
    return CircleAccount(
        id=account,
        name=standing.name,
        kind=standing.kind,
        owner_id=standing.owner_id or "",
        owner=standing.owner or "",
        stage=stage,
        stage_since=standing.stage_since,
        aim=Stage(standing.aim) if standing.aim else None,
        review_on=standing.review_on,
        worth_minor=worth,
        spoke_on=kept.whole.last_on,
        tried_on=clock.local_date(standing.tried_at, limits.zone) if standing.tried_at else None,
        lateness=kept.worst,
        who_is_late=kept.who.who if kept.who else "",
        kept=kept,
        alarm=known.alarms.get(account),
        closeness=closeness,
        n_people=people.n,
        n_in_touch=people.n_in_touch,
        mark=_mark(standing, people, known.places.get(account), closeness, kept.worst, worth),
    )


def _closeness(
    spoke_on: date | None, cadence: Cadence | None, people: PeopleThere, turns: tuple[int, int], today: date
) -> Closeness:
    return score_closeness(
        last_on=spoke_on,
        cadence=cadence,
        n_people_in_touch=people.n_within_latest,
        n_people_known=people.n,
        n_begun_by_them=turns[0],
        n_conversations=turns[1],
        as_of=today,
    )


def _mark(
    standing: _Standing,
    people: PeopleThere,
    place: tuple[float, str] | None,
    closeness: Closeness,
    lateness: Lateness,
    worth: int | None,
) -> CircleRow:
    return CircleRow(
        id=standing.account,
        name=standing.name,
        stage=Stage(standing.stage),
        closeness=closeness.value,
        worth=float(worth) if worth is not None else None,
        state=lateness.state,
        aim=Stage(standing.aim) if standing.aim else None,
        sector=standing.sector or None,
        n_people=people.n,
        n_in_touch=people.n_in_touch,
        previous_angle=place[0] if place else None,
        previous_side=Side(place[1]) if place else None,
    )


def _count_turns(viewer: Viewer, limits: Limits, accounts: Sequence[str] | None) -> dict[str, tuple[int, int]]:
    """Count, by account, the conversations of the last 180 days and those that they began.

    The same as `analysis.circle.contact.count_turns`, made by the database: a conversation counts with its oldest touchpoint.
    """
    begins = _days_ago(TURN_DAYS - 1, limits.today, limits.zone)
    within = _of(Touchpoint, viewer, accounts).filter(
        started_at__gte=begins, started_at__lt=_days_ago(-1, limits.today, limits.zone)
    )
    older = within.filter(conversation=OuterRef("conversation"), account=OuterRef("account")).filter(
        Q(started_at__lt=OuterRef("started_at")) | Q(started_at=OuterRef("started_at"), pk__lt=OuterRef("pk"))
    )
    counts = (
        within.filter(~Exists(older), account__isnull=False)
        .values("account_id")
        .annotate(n=Count("pk"), theirs=Count("pk", filter=Q(direction=Direction.THEIRS)))
    )
    return {row["account_id"]: (row["theirs"], row["n"]) for row in counts}


def _days_ago(days: int, today: date, zone: str) -> datetime:
    return clock.start_of_day(today - timedelta(days), zone)
