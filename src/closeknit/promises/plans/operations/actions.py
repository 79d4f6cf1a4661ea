"""Actions of a plan: what one of either side does for it, by a day that is counted from another; some of them promises."""

from datetime import date, datetime

from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.plans.kinds import PlanNoun
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises import operations as promise_operations
from closeknit.promises.models import Action, Goal
from closeknit.promises.plans import checks, events, history


@operation(Capability.MAKE_PROMISES)
def add_action(
    *,
    plan: str,
    text: str,
    side: str,
    viewer: Viewer,
    at: datetime,
    keeper: str | None = None,
    contact: str | None = None,
    anchor: str | None = None,
    offset_days: int = 0,
    due_on: date | None = None,
    goal: str | None = None,
    as_promise: bool = False,
) -> str:
    """Add an action and return its id: due `offset_days` after the day `anchor`, else on `due_on`, else without a day.

    `as_promise` writes a promise down that says how it ends. Raises NotFound, PlanClosed, NothingSaid, BadAction, NotTheirs, and what
    making a promise raises.
    """
    row = checks.get_open_plan(plan, viewer=viewer)
    said = typed.check_line(text, "Say in a line what is to be done.")
    due = _due_of(plan, anchor, offset_days, due_on, viewer)
    checks.check_people(row.account_id, keeper=keeper, contact=contact, viewer=viewer)
    _check_goal(goal, plan, viewer)
    action = Action(
        id=ids.new("action", row.account_id),
        plan=row,
        goal_id=goal or None,
        text=said,
        side=PromiseDirection(side),
        keeper_id=keeper or None,
        contact_id=contact or None,
        anchor_id=anchor or None,
        offset_days=offset_days if anchor else 0,
        due_on=due,
        promise_id=_make_promise(row.account_id, said, side, keeper, contact, due, viewer, at) if as_promise else None,
        created_at=at,
    )
    undo.keep_new(Action.objects.add(action), subject=row.pk)
    after = history.fields_of_action(action)["due"]
    history.note(row, PlanNoun.ACTION, said, history.MADE, after=after, viewer=viewer, at=at)
    added = events.ActionAdded(
        subject=action.pk,
        account=row.account_id,
        plan=row.pk,
        side=action.side,
        due_on=due,
        promise=action.promise_id or "",
        given=action.contact_id or "",
    )
    record(added, viewer=viewer, at=at)
    return action.pk


@operation(Capability.MAKE_PROMISES)
def change_action(
    *,
    action: str,
    text: str,
    side: str,
    viewer: Viewer,
    at: datetime,
    keeper: str | None = None,
    contact: str | None = None,
    anchor: str | None = None,
    offset_days: int = 0,
    due_on: date | None = None,
    goal: str | None = None,
    as_promise: bool = False,
    why: str = "",
) -> None:
    """Change an action; where it is an open promise, the promise's day moves with it, for the reason `why`.

    `as_promise` writes a promise down that says how it ends, where it is none yet. Raises NotFound, PlanClosed, NothingSaid, BadAction,
    NotTheirs, and what moving or making a promise raises.
    """
    row = checks.get_action(action, viewer=viewer)
    said = typed.check_line(text, "Say in a line what is to be done.")
    due = _due_of(row.plan_id, anchor, offset_days, due_on, viewer)
    checks.check_people(row.plan.account_id, keeper=keeper, contact=contact, viewer=viewer)
    _check_goal(goal, row.plan_id, viewer)
    before, had = history.fields_of_action(row), row.contact_id
    undo.keep(row, subject=row.plan_id)
    shift_promise(row, due, why, viewer, at)
    row.change(
        text=said,
        side=PromiseDirection(side),
        keeper_id=keeper or None,
        contact_id=contact or None,
        anchor_id=anchor or None,
        offset_days=offset_days if anchor else 0,
        due_on=due,
        goal_id=goal or None,
    )
    after = history.fields_of_action(row)
    history.note_all(row.plan, PlanNoun.ACTION, before["text"], before, after, viewer=viewer, at=at, why=why)
    if as_promise:
        _promise(row, viewer, at)
    given = contact if contact and contact != had else ""
    changed = events.ActionChanged(
        subject=row.pk, account=row.plan.account_id, plan=row.plan_id, due_on=due, given=given
    )
    record(changed, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def finish_action(*, action: str, done_on: date, viewer: Viewer, at: datetime, proof: str = "") -> None:
    """Say that an action is done; where it is an open promise, that is kept. Raises NotFound, PlanClosed, BadAction."""
    row = checks.get_action(action, viewer=viewer)
    if is_done(row):
        raise checks.BadAction("This is done already. Nothing was changed.")
    if done_on > identity_queries.today_at(at):
        raise checks.BadAction("It cannot have been done on a day that is still to come.")
    if row.promise and row.promise.settlement == Settlement.WITHDRAWN:
        raise checks.BadAction("It is a promise that was withdrawn. Open the promise again first; nothing was changed.")
    undo.keep(row, subject=row.plan_id)
    if row.promise:
        promise_operations.settle_promise(
            promise=row.promise.pk, settlement=Settlement.KEPT, settled_on=done_on, proof=proof, viewer=viewer, at=at
        )
    after = history.say_day(done_on)
    history.note(row.plan, PlanNoun.ACTION, row.text, "done", after=after, viewer=viewer, at=at, why=proof)
    row.change(done_on=done_on)
    done = events.ActionDone(subject=row.pk, account=row.plan.account_id, plan=row.plan_id, done_on=done_on)
    record(done, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def unfinish_action(*, action: str, viewer: Viewer, at: datetime) -> None:
    """Say that an action is not done after all; a promise that was kept by it is open again. Raises NotFound, PlanClosed, BadAction."""
    row = checks.get_action(action, viewer=viewer)
    if not is_done(row):
        raise checks.BadAction("This is not done yet. Nothing was changed.")
    undo.keep(row, subject=row.plan_id)
    if row.promise and row.promise.settlement == Settlement.KEPT:
        promise_operations.reopen_promise(promise=row.promise.pk, viewer=viewer, at=at)
    before = history.say_day(row.done_on) if row.done_on else ""
    history.note(row.plan, PlanNoun.ACTION, row.text, "done", before=before, viewer=viewer, at=at)
    row.change(done_on=None)
    record(events.ActionUndone(subject=row.pk, account=row.plan.account_id, plan=row.plan_id), viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def drop_action(*, action: str, viewer: Viewer, at: datetime, why: str = "") -> None:
    """Take an action out of the plan, or raise NotFound or PlanClosed. A promise that it was stays: it is withdrawn where it stands."""
    row = checks.get_action(action, viewer=viewer)
    dropped = events.ActionDropped(subject=row.pk, account=row.plan.account_id, plan=row.plan_id)
    undo.keep(row, subject=row.plan_id)
    history.note(
        row.plan, PlanNoun.ACTION, row.text, history.GONE, before=history.fields_of_action(row)["due"],
        viewer=viewer, at=at, why=why,
    )  # fmt: skip
    row.delete()
    record(dropped, viewer=viewer, at=at)


def is_done(action: Action) -> bool:
    """Return whether an action is done: as was said of it, or as its promise ended."""
    return action.done_on is not None or bool(action.promise and action.promise.settlement == Settlement.KEPT)


def shift_promise(action: Action, due: date | None, why: str, viewer: Viewer, at: datetime) -> None:
    """Move the day of the open promise that an action is to its new day: whoever follows the promise sees why."""
    promise = action.promise
    if promise is None or promise.settlement or promise.due_on == due:
        return
    reason = why.strip() or "The plan was changed"
    promise_operations.move_promise(promise=promise.pk, due_on=due, reason=reason, viewer=viewer, at=at)


def _promise(row: Action, viewer: Viewer, at: datetime) -> None:
    """Write down the promise that an action is from now on, or raise BadAction where it is one or is done."""
    if row.promise_id:
        raise checks.BadAction("It is a promise already. Nothing was changed.")
    if is_done(row):
        raise checks.BadAction("It is done: there is nothing left to promise. Nothing was changed.")
    promise = _make_promise(
        row.plan.account_id, row.text, row.side, row.keeper_id, row.contact_id, row.due_on, viewer, at
    )
    row.change(promise_id=promise)
    history.note(row.plan, PlanNoun.ACTION, row.text, "promised", viewer=viewer, at=at)


def _make_promise(
    account: str,
    text: str,
    side: str,
    keeper: str | None,
    contact: str | None,
    due: date | None,
    viewer: Viewer,
    at: datetime,
) -> str:
    return promise_operations.make_promise(
        account=account, text=text, made_on=identity_queries.today_at(at), due_on=due, contact=contact or None,
        keeper=keeper or None, direction=PromiseDirection(side), viewer=viewer, at=at,
    )  # fmt: skip


def _due_of(plan: str, anchor: str | None, offset_days: int, due_on: date | None, viewer: Viewer) -> date | None:
    if not anchor:
        return due_on
    return checks.read_due(checks.get_anchor(anchor, plan=plan, viewer=viewer).on, offset_days)


def _check_goal(goal: str | None, plan: str, viewer: Viewer) -> None:
    if goal and not Goal.objects.visible_to(viewer).filter(pk=goal, plan_id=plan).exists():
        raise NotFound("There is no such goal in this plan.")
