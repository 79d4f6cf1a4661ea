"""Setting goals, reading where they stand, and saying how they ended."""

from datetime import date, datetime
from decimal import Decimal

from closeknit.analysis.plans.kinds import GoalState, PlanNoun
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Goal, GoalReading
from closeknit.promises.plans import checks, events, history


@operation(Capability.MAKE_PROMISES)
def set_goal(
    *,
    plan: str,
    text: str,
    start_value: Decimal,
    start_on: date,
    target_value: Decimal,
    target_on: date,
    viewer: Viewer,
    at: datetime,
    unit: str = "",
    measure: str = "",
    keeper: str | None = None,
    contact: str | None = None,
) -> str:
    """Set a goal in a plan and return its id; or raise NotFound, PlanClosed, NothingSaid, BadGoal or NotTheirs.

    `keeper` owns it on our side, `contact` on theirs.
    """
    row = checks.get_open_plan(plan, viewer=viewer)
    said = typed.check_line(text, "Say in a line what both want to reach.")
    checks.check_figures(start_value, start_on, target_value, target_on)
    checks.check_people(row.account_id, keeper=keeper, contact=contact, viewer=viewer)
    goal = Goal(
        id=ids.new("goal", row.account_id),
        plan=row,
        text=said,
        measure=typed.check_note(measure, most=200),
        unit=typed.check_note(unit, most=40),
        start_value=start_value,
        start_on=start_on,
        target_value=target_value,
        target_on=target_on,
        keeper_id=keeper or None,
        contact_id=contact or None,
        created_at=at,
    )
    undo.keep_new(Goal.objects.add(goal))
    after = history.fields_of_goal(goal)["target"]
    history.note(row, PlanNoun.GOAL, goal.text, history.MADE, after=after, viewer=viewer, at=at)
    made = events.GoalSet(subject=goal.pk, account=row.account_id, plan=row.pk, target_on=target_on)
    record(made, viewer=viewer, at=at)
    return goal.pk


@operation(Capability.MAKE_PROMISES)
def change_goal(
    *,
    goal: str,
    text: str,
    start_value: Decimal,
    start_on: date,
    target_value: Decimal,
    target_on: date,
    base: int,
    viewer: Viewer,
    at: datetime,
    unit: str = "",
    measure: str = "",
    keeper: str | None = None,
    contact: str | None = None,
    why: str = "",
) -> int:
    """Change a goal on its version `base` and return the new version's number. Its readings stay.

    Raises NotFound, PlanClosed, NothingSaid, BadGoal, NotTheirs, or ChangedMeanwhile where somebody changed it after `base`.
    """
    row = checks.get_goal(goal, viewer=viewer)
    checks.check_base(base, row.version, "this goal")
    checks.check_goal_open(row)
    said = typed.check_line(text, "Say in a line what both want to reach.")
    checks.check_figures(start_value, start_on, target_value, target_on)
    checks.check_people(row.plan.account_id, keeper=keeper, contact=contact, viewer=viewer)
    before = history.fields_of_goal(row)
    undo.keep(row)
    row.change(
        text=said,
        measure=typed.check_note(measure, most=200),
        unit=typed.check_note(unit, most=40),
        start_value=start_value,
        start_on=start_on,
        target_value=target_value,
        target_on=target_on,
        keeper_id=keeper or None,
        contact_id=contact or None,
        version=row.version + 1,
    )
    after = history.fields_of_goal(row)
    history.note_all(row.plan, PlanNoun.GOAL, before["text"], before, after, viewer=viewer, at=at, why=why)
    changed = events.GoalChanged(subject=row.pk, account=row.plan.account_id, plan=row.plan_id, version=row.version)
    record(changed, viewer=viewer, at=at)
    return row.version


@operation(Capability.MAKE_PROMISES)
def read_goal(
    *,
    goal: str,
    value: Decimal,
    read_on: date,
    source: str,
    viewer: Viewer,
    at: datetime,
    contact: str | None = None,
    verbatim: str | None = None,
) -> str:
    """Write down where a goal stood on a day and where that figure comes from; return the reading's id.

    Raises NotFound, PlanClosed, BadGoal, NothingSaid or NotTheirs.
    """
    row = checks.get_goal(goal, viewer=viewer)
    checks.check_goal_open(row)
    checks.check_value(value)
    if read_on > identity_queries.today_at(at):
        raise checks.BadGoal("Nobody can have read that yet. Choose today or an earlier day.")
    said = typed.check_line(source, "Say where the figure comes from. They will ask too.")
    checks.check_people(row.plan.account_id, keeper=None, contact=contact, viewer=viewer)
    checks.check_words(verbatim, account=row.plan.account_id, viewer=viewer)
    reading = GoalReading(
        id=ids.new("goal_reading", row.plan.account_id),
        goal=row,
        value=value,
        read_on=read_on,
        source=said,
        contact_id=contact or None,
        verbatim_id=verbatim or None,
        noted_by_id=history.member_of(viewer),
        noted_at=at,
    )
    undo.keep_new(GoalReading.objects.add(reading), subject=row.pk)
    after = history.say_figure(value, row.unit, read_on)
    history.note(row.plan, PlanNoun.READING, row.text, history.MADE, after=after, why=said, viewer=viewer, at=at)
    read = events.GoalRead(subject=reading.pk, account=row.plan.account_id, goal=row.pk, read_on=read_on)
    record(read, viewer=viewer, at=at)
    return reading.pk


@operation(Capability.MAKE_PROMISES)
def take_out_reading(*, reading: str, viewer: Viewer, at: datetime) -> None:
    """Take a reading out that was wrong, or raise NotFound or PlanClosed; the history keeps that it was there."""
    row = checks.get_reading(reading, viewer=viewer)
    goal = row.goal
    before = history.say_figure(row.value, goal.unit, row.read_on)
    taken = events.ReadingTakenOut(subject=row.pk, account=goal.plan.account_id, goal=goal.pk)
    undo.keep(row, subject=goal.pk)
    history.note(goal.plan, PlanNoun.READING, goal.text, history.GONE, before=before, viewer=viewer, at=at)
    row.delete()
    record(taken, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def end_goal(*, goal: str, state: str, ended_on: date, why: str, viewer: Viewer, at: datetime) -> None:
    """Say how a goal ended: reached, missed or dropped, and how one can see it; or raise NotFound, PlanClosed, BadGoal, NothingSaid."""
    row = checks.get_goal(goal, viewer=viewer)
    target = checks.check_goal_move(row, state)
    if target is GoalState.OPEN:
        raise checks.BadGoal("A goal ends reached, missed or dropped. To open it again is another step.")
    if ended_on > identity_queries.today_at(at):
        raise checks.BadGoal("It cannot have ended on a day that is still to come.")
    said = typed.check_said(why, "Say how one can see it, or why not. In a year nobody remembers.", most=2000)
    undo.keep(row)
    history.note(
        row.plan, PlanNoun.GOAL, row.text, "state", before=row.state, after=target, why=said, viewer=viewer, at=at
    )
    row.change(state=target, ended_on=ended_on, why_ended=said, version=row.version + 1)
    ended = events.GoalEnded(subject=row.pk, account=row.plan.account_id, state=target, ended_on=ended_on)
    record(ended, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def reopen_goal(*, goal: str, why: str, viewer: Viewer, at: datetime) -> None:
    """Open a goal again that had ended, with the reason; or raise NotFound, PlanClosed, BadGoal or NothingSaid."""
    row = checks.get_goal(goal, viewer=viewer)
    checks.check_goal_move(row, GoalState.OPEN)
    said = typed.check_line(why, "Say why it is open again.")
    undo.keep(row)
    history.note(
        row.plan, PlanNoun.GOAL, row.text, "state", before=row.state, after=GoalState.OPEN, why=said,
        viewer=viewer, at=at,
    )  # fmt: skip
    row.change(state=GoalState.OPEN, ended_on=None, version=row.version + 1)
    record(events.GoalReopened(subject=row.pk, account=row.plan.account_id), viewer=viewer, at=at)
