"""Plans as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.analysis.circle import profile as profile_analysis
from closeknit.analysis.circle.profile import Change
from closeknit.analysis.measures import say_measure
from closeknit.analysis.plans.kinds import GoalState
from closeknit.kit.look.rows import Mark, Quote
from closeknit.kit.ways import find_way
from closeknit.promises.plans.rows import ActionRow, ChangeRow, GoalRow, PlanOverview, PlanRow, ReadingRow
from closeknit.web.plans import drawing, labels
from closeknit.web.plans.drawing import GoalPicture


@dataclass(frozen=True)
class GoalLine:
    """A goal as it is shown: figures in words, how far it has come, how it stands and why."""

    id: str
    text: str
    measure: str
    start: str
    now: str
    target: str
    target_on: date
    come: float
    owners: str
    mark: Mark
    course: str
    why: str
    rest: tuple[str, ...]
    is_open: bool
    is_off: bool
    state: str
    ended_on: date | None
    why_ended: str
    read_on: date | None
    source: str
    picture: GoalPicture


@dataclass(frozen=True)
class ActionLine:
    """An action as it is shown."""

    id: str
    text: str
    who: str
    way: Mark
    due_on: date | None
    done_on: date | None
    counted: str
    is_late: bool
    is_dead: bool
    promise_url: str


@dataclass(frozen=True)
class ChangeLine:
    """One change as the history shows it; `words` is what changed inside a longer text."""

    about: str
    field: str
    before: str
    after: str
    words: tuple[Change, ...]
    why: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class PlanLine:
    """A running plan on the house's page."""

    account_id: str
    account: str
    owner: str
    is_mine: bool
    goals: tuple[GoalLine, ...]
    n_goals: int
    n_late: int
    next_review: date | None
    review_due_on: date | None
    review_id: str
    ends_on: date


def goal_of(goal: GoalRow, *, today: date, height: int = 48) -> GoalLine:
    """Return a goal as a line."""
    standing, newest = goal.stand(today), goal.newest
    is_open = goal.state == GoalState.OPEN
    now = say_measure(newest.value, goal.unit) if newest else "not read yet"
    course = labels.COURSES[standing.course] if is_open else labels.GOALS[goal.state].capitalize()
    start, target = say_measure(goal.start_value, goal.unit), say_measure(goal.target_value, goal.unit)
    return GoalLine(
        id=goal.id,
        text=goal.text,
        measure=goal.measure,
        start=start,
        now=now,
        target=target,
        target_on=goal.target_on,
        come=max(0.0, min(1.0, standing.come or 0.0)),
        owners=" · ".join(filter(None, (goal.contact, goal.keeper))),
        mark=labels.COURSE_MARKS[standing.course] if is_open else labels.GOAL_MARKS[goal.state],
        course=course,
        why=standing.reasons[0],
        rest=standing.reasons[1:],
        is_open=is_open,
        is_off=is_open and standing.is_off,
        state=goal.state,
        ended_on=goal.ended_on,
        why_ended=goal.why_ended,
        read_on=newest.read_on if newest else None,
        source=_source(newest) if newest else "",
        picture=drawing.draw_goal(
            goal, today=today, height=height, said=f"From {start} to {target}, now {now}: {course.lower()}"
        ),
    )


def action_of(action: ActionRow, *, today: date) -> ActionLine:
    """Return an action as a line."""
    return ActionLine(
        id=action.id,
        text=action.text,
        who=(action.keeper or "one of us") if action.side == "ours" else (action.contact or "one of them"),
        way="ours" if action.side == "ours" else "theirs",
        due_on=action.due_on,
        done_on=action.done_on,
        counted=action.counted,
        is_late=action.is_late(today),
        is_dead=action.is_dead,
        promise_url=find_way("promise", action.promise_id) if action.promise_id else "",
    )


def change_of(row: ChangeRow) -> ChangeLine:
    """Return a change as a line; where a longer text changed, what changed inside it."""
    is_long = max(len(row.before), len(row.after)) > 60 and bool(row.before) and bool(row.after)
    words = tuple(profile_analysis.diff_words(row.before, row.after)) if is_long else ()
    return ChangeLine(
        about=row.about,
        field=labels.MADE[row.noun] if row.field == "made" else labels.FIELDS.get(row.field, row.field),
        before=row.before,
        after=row.after,
        words=words,
        why=row.why,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )


def plan_of(one: PlanOverview, *, today: date, mine: str) -> PlanLine:
    """Return a running plan as a line: of its goals those that are off course."""
    goals = [goal_of(goal, today=today, height=28) for goal in one.goals]
    return PlanLine(
        account_id=one.plan.account_id,
        account=one.plan.account,
        owner=one.plan.owner,
        is_mine=one.plan.owner_id == mine,
        goals=tuple(goal for goal in goals if goal.is_off),
        n_goals=len(goals),
        n_late=one.n_late,
        next_review=one.next_review,
        review_due_on=one.review_due.on if one.review_due else None,
        review_id=one.review_due.review_id if one.review_due else "",
        ends_on=one.plan.ends_on,
    )


def words_of(plan: PlanRow) -> Quote | None:
    """Return what the partnership is for in their words, None where nobody has said it."""
    if not plan.theirs:
        return None
    url = find_way("verbatim", plan.theirs_verbatim_id) if plan.theirs_verbatim_id else ""
    return Quote(text=plan.theirs, speaker=plan.theirs_by, source_url=url)


def goals_of(goals: Sequence[GoalRow], *, today: date, height: int = 48) -> list[GoalLine]:
    """Return goals as lines."""
    return [goal_of(goal, today=today, height=height) for goal in goals]


def actions_of(actions: Sequence[ActionRow], *, today: date) -> list[ActionLine]:
    """Return actions as lines."""
    return [action_of(action, today=today) for action in actions]


def _source(reading: ReadingRow) -> str:
    return f"{reading.source}, {reading.contact}" if reading.contact else reading.source
