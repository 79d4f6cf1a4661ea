"""The joint plan as the other side reads it: what it is for, goals with where they stand, and who does what. Never our reasons or notes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.measures import say_measure
from closeknit.analysis.plans.goals import Aim, GoalStanding, Reading, classify_goal, score_progress
from closeknit.analysis.plans.kinds import GoalState
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Action, Goal, GoalReading, Plan
from closeknit.promises.shared.queries.people import list_inside, say_name


@dataclass(frozen=True)
class ReadingRow:
    """Where a goal stood on a day; `name` is who of the account read it, empty where the host company did."""

    said: str
    read_on: date
    name: str


@dataclass(frozen=True)
class GoalRow:
    """One goal with its readings, the newest first. `is_mine` lets the viewer give its next reading."""

    id: str
    text: str
    measure: str
    unit: str
    start: str
    target: str
    target_on: date
    now: str
    come: float | None
    keeper: str
    person: str
    is_mine: bool
    state: str
    ended_on: date | None
    standing: GoalStanding
    readings: tuple[ReadingRow, ...]

    @property
    def is_open(self) -> bool:
        """Return whether both still work for it."""
        return self.state == GoalState.OPEN


@dataclass(frozen=True)
class ActionRow:
    """One action: who of which side does it, by when. `can_tick` says that this side may say it is done, `can_untick` that it is not."""

    id: str
    text: str
    is_ours: bool
    keeper: str
    person: str
    is_mine: bool
    due_on: date | None
    done_on: date | None
    promise: str
    is_dead: bool

    @property
    def can_tick(self) -> bool:
        """Return whether somebody of the account may say that it is done."""
        return not self.is_ours and self.done_on is None and not self.is_dead

    @property
    def can_untick(self) -> bool:
        """Return whether somebody of the account may say that it is not done after all."""
        return not self.is_ours and self.done_on is not None and not self.promise

    def is_late(self, today: date) -> bool:
        """Return whether its day has passed and it is not done."""
        return self.done_on is None and not self.is_dead and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class PlanRow:
    """The plan with its goals, open ones first, and its actions: what is not done first, the nearest day first."""

    id: str
    begins_on: date
    ends_on: date
    closed_on: date | None
    ours: str
    theirs: str
    theirs_by: str
    goals: tuple[GoalRow, ...]
    actions: tuple[ActionRow, ...]


def find_plan(account: str, *, viewer: Viewer, as_of: date) -> PlanRow | None:
    """Return the plan that both work by, else the newest that ended, None where none reaches the viewer; five statements."""
    rows = Plan.objects.visible_to(viewer).filter(account=account).select_related("theirs_by__person")
    plans = list(rows.order_by("-begins_on", "-pk"))
    if not plans:
        return None
    row = next((one for one in plans if one.closed_on is None), plans[0])
    inside = list_inside(account, viewer=viewer)
    return PlanRow(
        id=row.pk,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        closed_on=row.closed_on,
        ours=row.ours,
        theirs=row.theirs,
        theirs_by=say_name(row.theirs_by, inside),
        goals=_goals(row.pk, inside, viewer, as_of),
        actions=_actions(row.pk, inside, viewer),
    )


def _goals(plan: str, inside: frozenset[str], viewer: Viewer, as_of: date) -> tuple[GoalRow, ...]:
    rows = Goal.objects.visible_to(viewer).filter(plan=plan).exclude(state=GoalState.DROPPED)
    goals = list(rows.select_related("keeper", "contact__person").order_by("pk"))
    read: dict[str, list[GoalReading]] = {}
    readings = GoalReading.objects.visible_to(viewer).filter(goal__in=[row.pk for row in goals])
    for one in readings.select_related("contact__person").order_by("read_on", "pk"):
        read.setdefault(one.goal_id, []).append(one)
    found = [_goal(row, read.get(row.pk, []), inside, viewer, as_of) for row in goals]
    return tuple(sorted(found, key=lambda one: not one.is_open))


def _goal(row: Goal, readings: list[GoalReading], inside: frozenset[str], viewer: Viewer, as_of: date) -> GoalRow:
    aim = Aim(row.start_value, row.start_on, row.target_value, row.target_on, row.unit)
    newest = readings[-1] if readings else None
    return GoalRow(
        id=row.pk,
        text=row.text,
        measure=row.measure,
        unit=row.unit,
        start=say_measure(row.start_value, row.unit),
        target=say_measure(row.target_value, row.unit),
        target_on=row.target_on,
        now=say_measure(newest.value, row.unit) if newest else "",
        come=score_progress(aim, newest.value) if newest else None,
        keeper=row.keeper.name if row.keeper else "",
        person=say_name(row.contact, inside),
        is_mine=bool(row.contact and row.contact.person_id == viewer.id),
        state=row.state,
        ended_on=row.ended_on,
        standing=classify_goal(aim, [Reading(one.value, one.read_on) for one in readings], as_of=as_of),
        readings=tuple(
            ReadingRow(say_measure(Decimal(one.value), row.unit), one.read_on, say_name(one.contact, inside))
            for one in reversed(readings)
        ),
    )


def _actions(plan: str, inside: frozenset[str], viewer: Viewer) -> tuple[ActionRow, ...]:
    rows = Action.objects.visible_to(viewer).filter(plan=plan).select_related("keeper", "contact__person", "promise")
    found = [_action(row, inside, viewer) for row in rows.order_by("pk")]
    undone = sorted((one for one in found if one.done_on is None), key=lambda one: (one.due_on or date.max, one.id))
    done = sorted((one for one in found if one.done_on), key=lambda one: (one.done_on or date.max, one.id))
    return (*undone, *reversed(done))


def _action(row: Action, inside: frozenset[str], viewer: Viewer) -> ActionRow:
    # A promise that is kept says so for the action, whether or not it is read by both.
    ended = row.promise.settlement if row.promise else ""
    kept_on = row.promise.settled_on if row.promise and ended == Settlement.KEPT else None
    return ActionRow(
        id=row.pk,
        text=row.text,
        is_ours=row.side == PromiseDirection.OURS,
        keeper=row.keeper.name if row.keeper else "",
        person=say_name(row.contact, inside),
        is_mine=bool(row.contact and row.contact.person_id == viewer.id),
        due_on=row.due_on,
        done_on=row.done_on or kept_on,
        promise=row.promise_id or "",
        is_dead=ended == Settlement.WITHDRAWN,
    )
