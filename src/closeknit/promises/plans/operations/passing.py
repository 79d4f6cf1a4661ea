"""When a member leaves, what they own in plans goes to whoever takes over, in the same act."""

from datetime import datetime

from closeknit.analysis.plans.kinds import GoalState
from closeknit.identity.events import MemberLeft
from closeknit.kit import undo
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Action, Goal
from closeknit.promises.plans import events


def pass_goals_on(left: MemberLeft, viewer: Viewer, at: datetime) -> None:
    """Give the open goals and actions of a member who leaves to the successor."""
    goals = Goal.objects.visible_to(viewer).filter(
        keeper_id=left.subject, state=GoalState.OPEN, plan__closed_on__isnull=True
    )
    for goal in goals.select_related("plan").order_by("pk"):
        undo.keep(goal)
        goal.change(keeper_id=left.successor, version=goal.version + 1)
        changed = events.GoalChanged(
            subject=goal.pk, account=goal.plan.account_id, plan=goal.plan_id, version=goal.version
        )
        record(changed, viewer=viewer, at=at)
    actions = Action.objects.visible_to(viewer).filter(
        keeper_id=left.subject, done_on__isnull=True, plan__closed_on__isnull=True
    )
    for action in actions.select_related("plan").order_by("pk"):
        undo.keep(action)
        action.change(keeper_id=left.successor)
        moved = events.ActionChanged(
            subject=action.pk, account=action.plan.account_id, plan=action.plan_id, due_on=action.due_on
        )
        record(moved, viewer=viewer, at=at)
