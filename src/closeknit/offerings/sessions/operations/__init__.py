"""Writes of redesign sessions, a file for each step."""

from closeknit.offerings.sessions.operations.arranging import (
    change_session,
    hand_over,
    make_session,
    move_session,
    pass_sessions_on,
    take_seat,
)
from closeknit.offerings.sessions.operations.judging import (
    answer_pair,
    bring_back,
    change_weights,
    score_entry,
    set_aside,
)
from closeknit.offerings.sessions.operations.requirements import add_requirement, remove_requirement
from closeknit.offerings.sessions.operations.sky import add_entry, change_entry, withdraw_entry
from closeknit.offerings.sessions.operations.talking import plan_talk, record_answer
from closeknit.offerings.sessions.operations.verdicts import give_verdict

__all__ = [
    "add_entry",
    "add_requirement",
    "answer_pair",
    "bring_back",
    "change_entry",
    "change_session",
    "change_weights",
    "give_verdict",
    "hand_over",
    "make_session",
    "move_session",
    "pass_sessions_on",
    "plan_talk",
    "record_answer",
    "remove_requirement",
    "score_entry",
    "set_aside",
    "take_seat",
    "withdraw_entry",
]
