"""Random walks of goals: legal ones never reach an illegal state, illegal ones change nothing, undo restores the state exactly."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.analysis import lifecycles
from closeknit.analysis.plans.kinds import GoalState
from closeknit.kit import clock, undo
from closeknit.promises.models import Goal, PlanChange
from closeknit.promises.plans import checks, operations
from tests.conftest import NOW, Cast
from tests.operations.promises.plans.conftest import BEGAN, ENDS, TODAY, Table

steps = st.lists(st.tuples(st.sampled_from(GoalState), st.booleans()), min_size=1, max_size=8)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=steps)
def test_a_goal_walks_only_where_its_table_leads(cast: Cast, table: Table, walk: list[tuple[GoalState, bool]]):
    goal = operations.set_goal(
        plan=table.plan, text="Nights", start_value=Decimal(1), start_on=BEGAN, target_value=Decimal(9),
        target_on=ENDS, viewer=cast.ben, at=NOW,
    )  # fmt: skip
    state = GoalState.OPEN
    for target, take_back in walk:
        before = _look(goal)
        try:
            _step(cast, goal, target)
        except checks.BadGoal:
            assert not lifecycles.can_move(lifecycles.GOAL, state, target)
            assert _look(goal) == before
            continue
        assert lifecycles.can_move(lifecycles.GOAL, state, target)
        if take_back:
            step = undo.find_latest(viewer=cast.ben, since=NOW)
            assert step is not None
            undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)
            assert _look(goal) == before
        else:
            state = target
        assert _look(goal)[0]["state"] == state


def _step(cast: Cast, goal: str, target: GoalState) -> None:
    with clock.frozen(NOW):
        if target is GoalState.OPEN:
            operations.reopen_goal(goal=goal, why="so", viewer=cast.ben, at=NOW)
        else:
            operations.end_goal(goal=goal, state=target, ended_on=TODAY, why="so", viewer=cast.ben, at=NOW)


def _look(goal: str) -> tuple[dict[str, object], int]:
    row = Goal.objects.unscoped(reason="test").filter(pk=goal).values().get()
    return row, PlanChange.objects.unscoped(reason="test").count()
