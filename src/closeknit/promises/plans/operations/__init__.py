"""Writes about joint plans: what they are for, their goals, actions and days, and their reviews."""

from closeknit.promises.plans.operations.actions import (
    add_action,
    change_action,
    drop_action,
    finish_action,
    unfinish_action,
)
from closeknit.promises.plans.operations.days import move_day, name_day
from closeknit.promises.plans.operations.goals import (
    change_goal,
    end_goal,
    read_goal,
    reopen_goal,
    set_goal,
    take_out_reading,
)
from closeknit.promises.plans.operations.passing import pass_goals_on
from closeknit.promises.plans.operations.purpose import change_purpose, close_plan, make_plan, open_plan
from closeknit.promises.plans.operations.reviews import (
    call_off_review,
    hold_review,
    move_review,
    note_decision,
    plan_review,
    write_notes,
)

__all__ = [
    "add_action",
    "call_off_review",
    "change_action",
    "change_goal",
    "change_purpose",
    "close_plan",
    "drop_action",
    "end_goal",
    "finish_action",
    "hold_review",
    "make_plan",
    "move_day",
    "move_review",
    "name_day",
    "note_decision",
    "open_plan",
    "pass_goals_on",
    "plan_review",
    "read_goal",
    "reopen_goal",
    "set_goal",
    "take_out_reading",
    "unfinish_action",
    "write_notes",
]
