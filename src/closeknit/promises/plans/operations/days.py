"""Days from which others are counted: naming one, and moving one with everything that hangs on it."""

from datetime import date, datetime

from closeknit.analysis.plans.actions import Counted, Shift, plan_shift
from closeknit.analysis.plans.kinds import AnchorKind, PlanNoun
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Action, Anchor
from closeknit.promises.plans import checks, events, history
from closeknit.promises.plans.operations import actions as action_operations


@operation(Capability.MAKE_PROMISES)
def name_day(*, plan: str, name: str, on: date, viewer: Viewer, at: datetime) -> str:
    """Name a day from which actions can be counted, like "the opening", and return its id; or raise NotFound, PlanClosed, NothingSaid."""
    row = checks.get_open_plan(plan, viewer=viewer)
    said = typed.check_line(name, "Give the day a name, like “the opening”.", most=100)
    anchor = Anchor(id=ids.new("anchor", row.account_id), plan=row, kind=AnchorKind.OWN, name=said, on=on)
    undo.keep_new(Anchor.objects.add(anchor), subject=row.pk)
    history.note(row, PlanNoun.ANCHOR, said, history.MADE, after=history.say_day(on), viewer=viewer, at=at)
    record(events.AnchorSet(subject=anchor.pk, account=row.account_id, plan=row.pk, on=on), viewer=viewer, at=at)
    return anchor.pk


@operation(Capability.MAKE_PROMISES)
def move_day(*, anchor: str, on: date, why: str, viewer: Viewer, at: datetime) -> int:
    """Move a day and everything counted from it that is not done, promises too; return how many actions moved.

    `queries.preview_move` shows it before. A review's day moves with its appointment, by `move_review`. Raises NotFound, PlanClosed,
    NothingSaid, BadAction, BadPeriod, BadReview, and what moving a promise raises.
    """
    row = checks.get_anchor(anchor, viewer=viewer)
    if row.kind == AnchorKind.REVIEW:
        raise checks.BadReview("A review is moved with its appointment: plan it for another time.")
    return len(shift_day(row, on, why, viewer, at))


def shift_day(anchor: Anchor, on: date, why: str, viewer: Viewer, at: datetime) -> tuple[Shift, ...]:
    """Move a day and what is counted from it, within the operation that calls; return what moved."""
    if on == anchor.on:
        raise checks.BadPeriod("That is the day it has now. Choose another one.")
    said = typed.check_line(why, "Say why it moves. Everybody whose work moves with it will ask.")
    checks.read_due(on, 0)
    counted = list_counted(anchor, viewer)
    shifts = plan_shift(
        [Counted(row.pk, row.offset_days, action_operations.is_done(row)) for row in counted],
        from_on=anchor.on, to_on=on, as_of=identity_queries.today_at(at),
    )  # fmt: skip
    due = {shift.id: checks.read_due(on, row.offset_days) for shift, row in _paired(shifts, counted)}
    plan = anchor.plan
    for shift, row in _paired(shifts, counted):
        undo.keep(row, subject=plan.pk)
        action_operations.shift_promise(row, due[shift.id], said, viewer, at)
        row.change(due_on=due[shift.id])
    undo.keep(anchor, subject=plan.pk)
    before, after = history.say_day(anchor.on), history.say_day(on)
    history.note(plan, PlanNoun.ANCHOR, anchor.name, "on", before, after, viewer=viewer, at=at, why=said)
    moved = events.AnchorMoved(
        subject=anchor.pk, account=plan.account_id, plan=plan.pk, from_on=anchor.on, to_on=on, n_actions=len(shifts)
    )
    anchor.change(on=on)
    record(moved, viewer=viewer, at=at)
    return shifts


def list_counted(anchor: Anchor, viewer: Viewer) -> list[Action]:
    """Return the actions that are counted from a day, the nearest to it first."""
    rows = Action.objects.visible_to(viewer).filter(anchor=anchor).select_related("promise")
    return list(rows.order_by("offset_days", "pk"))


def _paired(shifts: tuple[Shift, ...], counted: list[Action]) -> list[tuple[Shift, Action]]:
    by_id = {row.pk: row for row in counted}
    return [(shift, by_id[shift.id]) for shift in shifts]
