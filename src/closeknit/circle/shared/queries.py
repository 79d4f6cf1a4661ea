"""The circle from their side: what both want to reach. Stage, closeness, worth and aim stand nowhere near here."""

from dataclasses import dataclass
from datetime import date

from closeknit.analysis.plans.kinds import GoalState
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Goal

MOST_GOALS = 12


@dataclass(frozen=True)
class SharedGoalRow:
    """Something that both want to reach, by when."""

    id: str
    text: str
    target_on: date
    is_reached: bool


def list_goals(account: str, *, viewer: Viewer) -> list[SharedGoalRow]:
    """Return the shared goals of the plan that both work by, the nearest day first."""
    rows = Goal.objects.visible_to(viewer).filter(plan__account=account, plan__closed_on__isnull=True)
    rows = rows.filter(state__in=(GoalState.OPEN, GoalState.REACHED)).order_by("target_on", "pk")
    found = rows.values_list("pk", "text", "target_on", "state")[:MOST_GOALS]
    return [SharedGoalRow(pk, text, on, state == GoalState.REACHED) for pk, text, on, state in found]
