"""What a contact may do in the joint plan: say that an action of their side is done, and where a goal stands that they own."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from closeknit.analysis import measures
from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.plans.kinds import GoalState, PlanNoun
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises import operations as promise_operations
from closeknit.promises.models import Action, Goal, GoalReading, Plan
from closeknit.promises.plans import events, history
from closeknit.promises.shared import checks

_WHY = "an action was ticked on the shared site"


@operation(Capability.TAKE_PART)
def tick_action(*, action: str, viewer: Viewer, at: datetime) -> None:
    """Say that an action of one's own side is done today; a promise that it is, is kept by it. Raises NotFound or NotNow."""
    row = _get_action(action, viewer)
    ended = row.promise.settlement if row.promise else ""
    if row.done_on is not None or ended == Settlement.KEPT:
        raise checks.NotNow(_("Somebody has said that it is done. Nothing was changed."))
    if ended == Settlement.WITHDRAWN:
        raise checks.NotNow(_("It was withdrawn. Nothing was changed."))
    place, today = checks.get_place(row.plan.account_id, viewer=viewer), identity_queries.today_at(at)
    if row.promise_id:
        promise_operations.settle_promise(
            promise=row.promise_id, settlement=Settlement.KEPT, settled_on=today, viewer=viewers.house(_WHY), at=at
        )
    after = history.say_day(today)
    history.note(row.plan, PlanNoun.ACTION, row.text, "done", after=after, viewer=viewer, at=at, contact=place.pk)
    row.change(done_on=today)
    done = events.ActionDone(subject=row.pk, account=row.plan.account_id, plan=row.plan_id, done_on=today)
    record(done, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def untick_action(*, action: str, viewer: Viewer, at: datetime) -> None:
    """Say that an action of one's own side is not done after all; or raise NotFound or NotNow."""
    row = _get_action(action, viewer)
    if row.done_on is None or row.promise_id:
        raise checks.NotNow(_("It cannot be opened again here. Nothing was changed; write to us about it."))
    place = checks.get_place(row.plan.account_id, viewer=viewer)
    before = history.say_day(row.done_on)
    history.note(row.plan, PlanNoun.ACTION, row.text, "done", before=before, viewer=viewer, at=at, contact=place.pk)
    row.change(done_on=None)
    record(events.ActionUndone(subject=row.pk, account=row.plan.account_id, plan=row.plan_id), viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def read_own_goal(*, goal: str, value: Decimal, read_on: date, viewer: Viewer, at: datetime, source: str = "") -> str:
    """Say where a goal stood on a day that one owns, and return the reading's id; or raise NotFound, NotNow, BadDay or NothingSaid."""
    row = Goal.objects.visible_to(viewer).filter(pk=goal, contact__person=viewer.id).first()
    if row is None:
        raise NotFound
    plan = _lock(row.plan_id, viewer)
    if row.state != GoalState.OPEN:
        raise checks.NotNow(_("This goal has ended. Nothing was kept."))
    if not value.is_finite() or abs(value) >= measures.MOST:
        raise checks.NotNow(_("That figure is more than can be. Nothing was kept."))
    if read_on > identity_queries.today_at(at):
        raise checks.BadDay(_("Nobody can have read that yet. Choose today or an earlier day."))
    said = typed.check_note(source) or _("said on the shared site")
    reading = GoalReading(
        id=ids.new("goal_reading", plan.account_id),
        goal=row,
        value=value,
        read_on=read_on,
        source=said,
        contact_id=row.contact_id,
        noted_at=at,
    )
    GoalReading.objects.add(reading)
    history.note(
        plan, PlanNoun.READING, row.text, history.MADE, after=history.say_figure(value, row.unit, read_on), why=said,
        viewer=viewer, at=at, contact=row.contact_id,
    )  # fmt: skip
    read = events.GoalRead(subject=reading.pk, account=plan.account_id, goal=row.pk, read_on=read_on)
    record(read, viewer=viewer, at=at)
    return reading.pk


def _get_action(action: str, viewer: Viewer) -> Action:
    """Return an action of the viewer's side in a plan that runs: two who tick at once meet at the plan's lock."""
    row = Action.objects.visible_to(viewer).filter(pk=action, side=PromiseDirection.THEIRS).first()
    if row is None:
        raise NotFound
    _lock(row.plan_id, viewer)
    return Action.objects.visible_to(viewer).select_related("plan", "promise").get(pk=action)


def _lock(plan: str, viewer: Viewer) -> Plan:
    row = Plan.objects.visible_to(viewer).select_for_update(of=("self",)).filter(pk=plan).first()
    if row is None:
        raise NotFound
    if row.closed_on is not None:
        raise checks.NotNow(_("The period of this plan has ended. It is read, not changed."))
    return row
