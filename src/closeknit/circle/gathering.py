"""Gathers the whole circle in a fixed number of queries, however many accounts there are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from closeknit.accounts.models import Contact, Standing
from closeknit.analysis.circle import picture
from closeknit.analysis.circle.cadence import Cadence, Lateness, classify_lateness
from closeknit.analysis.circle.closeness import Closeness, score_closeness
from closeknit.analysis.circle.picture import CircleRow, Side
from closeknit.analysis.kinds import Direction, Stage
from closeknit.circle import queries
from closeknit.circle.models import Place
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

    `n_in_touch` of `n_people` had two-way contact in the last 90 days. `mark` is what the picture draws of it.
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
    lateness: Lateness
    closeness: Closeness
    n_people: int
    n_in_touch: int
    mark: CircleRow


@dataclass(frozen=True)
class _People:
    n: int
    n_within_latest: int
    n_in_touch: int


_NOBODY = _People(0, 0, 0)


def list_circle_rows(*, viewer: Viewer, at: datetime) -> list[CircleAccount]:
    """Return every account of the circle, and those let go, inside out and nearest first: the order of table and Tab."""
    zone = identity_queries.get_house().zone
    today, cadences = clock.local_date(at, zone), queries.get_cadences(viewer=viewer)
    people, turns = _count_people(viewer, cadences, today, zone), _count_turns(viewer, today, zone)
    places = {pk: (angle, side) for pk, angle, side in _places(viewer)}
    sees_worth = viewer.can(Capability.SEE_WORTH)
    rows = [
        _account(
            standing,
            people=people.get(standing.pk, _NOBODY),
            turns=turns.get(standing.pk, (0, 0)),
            place=places.get(standing.pk),
            cadence=cadences[Stage(standing.stage)],
            sees_worth=sees_worth,
            today=today,
            zone=zone,
        )
        for standing in Standing.objects.visible_to(viewer).select_related("account__owner")
    ]
    return sorted(rows, key=lambda row: picture.reading_order(row.mark))


def _account(
    standing: Standing,
    *,
    people: _People,
    turns: tuple[int, int],
    place: tuple[float, str] | None,
    cadence: Cadence | None,
    sees_worth: bool,
    today: date,
    zone: str,
) -> CircleAccount:
    account, stage = standing.account, Stage(standing.stage)
    spoke_on = clock.local_date(standing.two_way_at, zone) if standing.two_way_at else None
    lateness = classify_lateness(spoke_on, cadence, as_of=today)
    closeness = _closeness(spoke_on, cadence, people, turns, today)
    worth = standing.worth_minor if sees_worth else None
    return CircleAccount(
        id=account.pk,
        name=account.name,
        kind=account.kind,
        owner_id=account.owner_id or "",
        owner=account.owner.name if account.owner else "",
        stage=stage,
        stage_since=standing.stage_since,
        aim=Stage(standing.aim) if standing.aim else None,
        review_on=standing.review_on,
        worth_minor=worth,
        spoke_on=spoke_on,
        lateness=lateness,
        closeness=closeness,
        n_people=people.n,
        n_in_touch=people.n_in_touch,
        mark=_mark(standing, people, place, closeness, lateness, worth),
    )


def _closeness(
    spoke_on: date | None, cadence: Cadence | None, people: _People, turns: tuple[int, int], today: date
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
    standing: Standing,
    people: _People,
    place: tuple[float, str] | None,
    closeness: Closeness,
    lateness: Lateness,
    worth: int | None,
) -> CircleRow:
    account = standing.account
    return CircleRow(
        id=account.pk,
        name=account.name,
        stage=Stage(standing.stage),
        closeness=closeness.value,
        worth=float(worth) if worth is not None else None,
        state=lateness.state,
        aim=Stage(standing.aim) if standing.aim else None,
        sector=account.sector or None,
        n_people=people.n,
        n_in_touch=people.n_in_touch,
        previous_angle=place[0] if place else None,
        previous_side=Side(place[1]) if place else None,
    )


def _count_people(viewer: Viewer, cadences: dict[Stage, Cadence | None], today: date, zone: str) -> dict[str, _People]:
    """Count, by account, who is there now and who of them had two-way contact within its stage's latest limit."""
    lately = Q(two_way_at__gte=_days_ago(IN_TOUCH_DAYS, today, zone))
    within_latest = Q(pk__in=[])
    for stage, cadence in cadences.items():
        days = cadence.latest_days if cadence else IN_TOUCH_DAYS
        within_latest |= Q(account__standing__stage=stage, two_way_at__gte=_days_ago(days, today, zone))
    counts = (
        Contact.objects.visible_to(viewer)
        .filter(until_on__isnull=True)
        .values("account_id")
        .annotate(n=Count("pk"), near=Count("pk", filter=within_latest), touched=Count("pk", filter=lately))
    )
    return {row["account_id"]: _People(row["n"], row["near"], row["touched"]) for row in counts}


def _count_turns(viewer: Viewer, today: date, zone: str) -> dict[str, tuple[int, int]]:
    """Count, by account, the conversations of the last 180 days and those that they began.

    The same as `analysis.circle.contact.count_turns`, made by the database: a conversation counts with its oldest touchpoint.
    """
    begins, ends = _days_ago(TURN_DAYS - 1, today, zone), _days_ago(-1, today, zone)
    within = Touchpoint.objects.visible_to(viewer).filter(started_at__gte=begins, started_at__lt=ends)
    older = within.filter(conversation=OuterRef("conversation"), account=OuterRef("account")).filter(
        Q(started_at__lt=OuterRef("started_at")) | Q(started_at=OuterRef("started_at"), pk__lt=OuterRef("pk"))
    )
    counts = (
        within.filter(~Exists(older), account__isnull=False)
        .values("account_id")
        .annotate(n=Count("pk"), theirs=Count("pk", filter=Q(direction=Direction.THEIRS)))
    )
    return {row["account_id"]: (row["theirs"], row["n"]) for row in counts}


def _places(viewer: Viewer) -> list[tuple[str, float, str]]:
    return list(Place.objects.visible_to(viewer).values_list("pk", "angle", "side"))


def _days_ago(days: int, today: date, zone: str) -> datetime:
    return clock.start_of_day(today - timedelta(days), zone)
