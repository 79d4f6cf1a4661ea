"""May this happen now, to a joint plan or something in it?"""

from datetime import date
from decimal import Decimal

from closeknit.accounts.models import Contact
from closeknit.analysis import lifecycles, measures
from closeknit.analysis.plans import actions as actions_analysis
from closeknit.analysis.plans.kinds import GoalState, ReviewState
from closeknit.identity.models import Member
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Action, Anchor, Goal, GoalReading, Plan, Review
from closeknit.verbatims.models import Verbatim

LONGEST = 4_000


class PlanRunning(Refused):
    """There is a plan that both work by; a second one would part them."""


class PlanClosed(Refused):
    """The period of the plan has ended: it is read, not changed."""


class BadPeriod(Refused):
    """Days that lie on the wrong side of one another, or too far off."""


class BadGoal(Refused):
    """A goal that leads nowhere, a figure that cannot be, or a step that its way does not know."""


class BadAction(Refused):
    """An action without a day that can be, or of nobody."""


class BadReview(Refused):
    """A review on a day that cannot be, or a step that its way does not know."""


class NotTheirs(Refused):
    """The person is not at that account."""


def get_plan(plan: str, *, viewer: Viewer) -> Plan:
    """Return a plan that `viewer` may see, locked for whoever changes it, or raise NotFound."""
    row = Plan.objects.visible_to(viewer).select_for_update().filter(pk=plan).first()
    if row is None:
        raise NotFound("There is no plan by that name.")
    return row


def get_open_plan(plan: str, *, viewer: Viewer) -> Plan:
    """Return a plan whose period runs, locked; or raise NotFound or PlanClosed."""
    row = get_plan(plan, viewer=viewer)
    if row.closed_on is not None:
        raise PlanClosed("The period of this plan has ended. It is kept as it was; nothing was changed.")
    return row


def get_goal(goal: str, *, viewer: Viewer) -> Goal:
    """Return a goal of a plan that runs; or raise NotFound or PlanClosed."""
    row = Goal.objects.visible_to(viewer).filter(pk=goal).first()
    if row is None:
        raise NotFound("There is no goal by that name.")
    get_open_plan(row.plan_id, viewer=viewer)
    # Read again behind the lock: whoever held it may have changed the goal.
    return Goal.objects.visible_to(viewer).select_related("plan").get(pk=goal)


def get_reading(reading: str, *, viewer: Viewer) -> GoalReading:
    """Return one reading of a goal of a plan that runs; or raise NotFound or PlanClosed."""
    row = GoalReading.objects.visible_to(viewer).filter(pk=reading).first()
    if row is None:
        raise NotFound("There is no reading by that name.")
    row.goal = get_goal(row.goal_id, viewer=viewer)
    return row


def get_anchor(anchor: str, *, viewer: Viewer, plan: str = "") -> Anchor:
    """Return a day from which others are counted, of `plan` where it is named; or raise NotFound or PlanClosed."""
    row = Anchor.objects.visible_to(viewer).filter(pk=anchor).first()
    if row is None or (plan and row.plan_id != plan):
        raise NotFound("There is no such day in this plan.")
    get_open_plan(row.plan_id, viewer=viewer)
    return row


def get_action(action: str, *, viewer: Viewer) -> Action:
    """Return an action of a plan that runs; or raise NotFound or PlanClosed."""
    row = Action.objects.visible_to(viewer).filter(pk=action).first()
    if row is None:
        raise NotFound("There is no action by that name.")
    get_open_plan(row.plan_id, viewer=viewer)
    return Action.objects.visible_to(viewer).select_related("plan", "promise", "anchor").get(pk=action)


def get_review(review: str, *, viewer: Viewer) -> Review:
    """Return a review of a plan that runs; or raise NotFound or PlanClosed."""
    row = Review.objects.visible_to(viewer).filter(pk=review).first()
    if row is None:
        raise NotFound("There is no review by that name.")
    get_open_plan(row.plan_id, viewer=viewer)
    return Review.objects.visible_to(viewer).select_related("plan", "anchor", "appointment").get(pk=review)


def check_people(account: str, *, keeper: str | None, contact: str | None, viewer: Viewer) -> None:
    """Raise NotFound or NotTheirs where an owner on either side is not there."""
    if keeper and not Member.objects.visible_to(viewer).filter(pk=keeper, left_at__isnull=True).exists():
        raise NotFound("There is no member by that name.")
    if contact and not Contact.objects.visible_to(viewer).filter(pk=contact, account=account).exists():
        raise NotTheirs("That person is not at this account. Choose somebody who is.")


def check_words(verbatim: str | None, *, account: str, viewer: Viewer) -> None:
    """Raise NotFound where words are cited that are not here, or were not said at this account."""
    if verbatim and not Verbatim.objects.visible_to(viewer).filter(pk=verbatim, account_id=account).exists():
        raise NotFound("There are no words of theirs here by that name.")


def check_period(begins_on: date, ends_on: date) -> None:
    """Raise BadPeriod where a plan ends before it begins, or would outlast everybody in it."""
    if ends_on <= begins_on:
        raise BadPeriod("The plan would end before it begins. Choose a later last day.")
    if (ends_on - begins_on).days > actions_analysis.MOST_DAYS:
        raise BadPeriod("A plan of more than ten years is a wish. Choose a nearer day; the next plan follows on it.")


def check_figures(start: Decimal, start_on: date, target: Decimal, target_on: date) -> None:
    """Raise BadGoal where a goal leads nowhere or its figures cannot be."""
    for value in (start, target):
        check_value(value)
    if start == target:
        raise BadGoal("Start and target are the same, so there is no way between them. Say where it stands now.")
    if target_on <= start_on:
        raise BadGoal("The target would be reached before the start. Choose a later day.")


def check_value(value: Decimal) -> None:
    """Raise BadGoal where a figure is wider than anything that is measured."""
    if not value.is_finite() or abs(value) >= measures.MOST:
        raise BadGoal("That figure is more than can be. Look at the noughts once more.")


def check_goal_move(goal: Goal, state: str) -> GoalState:
    """Return the state that a goal comes to, or raise BadGoal where its way does not lead there."""
    target = GoalState(state)
    try:
        lifecycles.check_move(lifecycles.GOAL, goal.state, target)
    except lifecycles.MoveRefused as refused:
        raise BadGoal(refused.sentence) from refused
    return target


def check_goal_open(goal: Goal) -> None:
    """Raise BadGoal where a goal has ended."""
    if goal.state != GoalState.OPEN:
        raise BadGoal(f"This goal is {goal.state} already. Open it again first; nothing was changed.")


def check_review_move(review: Review, state: str) -> ReviewState:
    """Return the state that a review comes to, or raise BadReview where its way does not lead there."""
    target = ReviewState(state)
    try:
        lifecycles.check_move(lifecycles.REVIEW, review.state, target)
    except lifecycles.MoveRefused as refused:
        raise BadReview(refused.sentence) from refused
    return target


def check_base(base: int, current: int, what: str) -> None:
    """Raise ChangedMeanwhile where somebody wrote after the version that was written on."""
    if base != current:
        raise ChangedMeanwhile(
            f"Somebody changed {what} while you were writing. Nothing is lost: theirs and yours both stand below. "
            "Take over what you want to keep, and keep yours on top of it."
        )


def read_due(anchor_on: date, offset_days: int) -> date:
    """Return the day that lies so far from another one, or raise BadAction."""
    try:
        return actions_analysis.count_due(anchor_on, offset_days)
    except actions_analysis.OffsetRefused as refused:
        raise BadAction(refused.sentence) from refused
