"""Writes about the circle: who stands where and should, how often we want to be in touch, where the picture drew whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Account, Standing
from closeknit.analysis.circle.picture import Side
from closeknit.analysis.kinds import Stage
from closeknit.circle import checks, events
from closeknit.circle.models import Place, StageCadence, StageDecision
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class Drawn:
    """Where the picture drew an account: its angle in radians, and on which side its name stands."""

    angle: float
    side: Side


@operation(Capability.DRAW_CIRCLE)
def move_account(
    *,
    account: str,
    to_stage: str,
    reason: str,
    viewer: Viewer,
    at: datetime,
    aim: str = "",
    review_on: date | None = None,
    decided_on: date | None = None,
) -> str:
    """Move an account inward or outward and return the decision's id; or raise NotFound, CannotMove, NoReason or BadDay.

    With `decided_on` in the past a history is brought in: the newest decision, not the last one written, is where it stands.
    """
    row = account_checks.get_account(account, viewer=viewer)
    stage, wanted = checks.read_stage(to_stage), checks.read_stage(aim) if aim else ""
    today = identity_queries.today_at(at)
    on = decided_on or today
    why = checks.check_reason(reason)
    checks.check_days(decided_on=on, review_on=review_on, today=today)
    before, is_newest = _standing_on(row, on, viewer)
    checks.check_can_move(before, stage)
    decision = StageDecision.objects.add(
        StageDecision(
            id=ids.new("decision", row.pk),
            account=row,
            decided_on=on,
            from_stage=before,
            to_stage=stage,
            aim=wanted,
            reason=why,
            review_on=review_on,
            decided_by_id=viewer.member,
            created_at=at,
        )
    )
    undo.keep_new(decision, subject=row.pk)
    if is_newest:
        account_operations.change_standing(
            account=row.pk, stage=stage, stage_since=on, aim=wanted, review_on=review_on, viewer=viewer, at=at
        )
    decided = events.StageDecided(
        subject=decision.pk,
        account=row.pk,
        from_stage=before,
        to_stage=stage,
        decided_on=on,
        aim=wanted,
        review_on=review_on,
    )
    record(decided, viewer=viewer, at=at)
    return decision.pk


@operation(Capability.DRAW_CIRCLE)
def set_aim(*, account: str, aim: str, review_on: date | None, viewer: Viewer, at: datetime) -> None:
    """Say where we want an account to stand (empty: nothing in mind), and when to look again; or raise NotFound, NoSuchStage, BadDay."""
    row = account_checks.get_account(account, viewer=viewer)
    wanted = checks.read_stage(aim) if aim else ""
    checks.check_review(review_on, after=identity_queries.today_at(at))
    account_operations.change_standing(account=row.pk, aim=wanted, review_on=review_on, viewer=viewer, at=at)
    record(events.AimSet(subject=row.pk, account=row.pk, aim=wanted, review_on=review_on), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def change_cadence(
    *, stage: str, ideal_days: int | None, latest_days: int | None, viewer: Viewer, at: datetime
) -> None:
    """Set the limits of a stage in days, or raise NoSuchStage or BadCadence; without limits nobody there is watched."""
    _set_cadence(stage, ideal_days, latest_days, viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def change_cadences(*, limits: Mapping[str, tuple[int | None, int | None]], viewer: Viewer, at: datetime) -> None:
    """Set the limits (ideal, latest) of several stages as one step; all of them or, with the first that is refused, none."""
    for stage, (ideal, latest) in limits.items():
        _set_cadence(stage, ideal, latest, viewer=viewer, at=at)


@operation(Capability.DRAW_CIRCLE)
def keep_places(*, places: Mapping[str, Drawn], viewer: Viewer, at: datetime) -> None:
    """Remember where the picture drew these accounts; whoever is not among them keeps the place of an earlier picture."""
    known = set(Account.objects.visible_to(viewer).filter(pk__in=list(places)).values_list("pk", flat=True))
    Place.objects.visible_to(viewer).filter(pk__in=known).delete()
    Place.objects.add_many(
        Place(account_id=account, angle=place.angle, side=place.side)
        for account, place in places.items()
        if account in known
    )
    record(events.CircleDrawn(subject="house", n_accounts=len(known)), viewer=viewer, at=at)


def _set_cadence(stage: str, ideal_days: int | None, latest_days: int | None, *, viewer: Viewer, at: datetime) -> None:
    code = checks.read_stage(stage)
    checks.read_cadence(ideal_days, latest_days)
    row = StageCadence.objects.visible_to(viewer).filter(pk=code).first()
    if row is None:
        row = StageCadence.objects.add(StageCadence(stage=code, ideal_days=ideal_days, latest_days=latest_days))
        undo.keep_new(row)
    else:
        undo.keep(row)
        row.change(ideal_days=ideal_days, latest_days=latest_days)
    changed = events.CadenceChanged(
        subject="house", stage=code, ideal_days=ideal_days or 0, latest_days=latest_days or 0
    )
    record(changed, viewer=viewer, at=at)


def _standing_on(account: Account, on: date, viewer: Viewer) -> tuple[Stage, bool]:
    """Return the stage at which the account stood on a day, and whether nothing was decided later."""
    decisions = StageDecision.objects.visible_to(viewer).filter(account=account).order_by("decided_on", "pk")
    earlier = decisions.filter(decided_on__lte=on).last()
    later = decisions.filter(decided_on__gt=on).first()
    if earlier is not None:
        return Stage(earlier.to_stage), later is None
    if later is not None:
        return Stage(later.from_stage), False
    return Stage(Standing.objects.visible_to(viewer).get(pk=account.pk).stage), True
