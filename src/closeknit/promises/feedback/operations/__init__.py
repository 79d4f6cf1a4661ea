"""Writes about feedback: asking for it, hearing it, acting on it; writing it, having it read, giving it."""

from closeknit.promises.feedback.operations.acting import act_on_feedback, tell_about_feedback
from closeknit.promises.feedback.operations.asking import (
    ask_feedback,
    end_waiting,
    mark_answers,
    mark_asked,
    record_feedback,
    remind,
)
from closeknit.promises.feedback.operations.drafting import (
    draft_feedback,
    make_ready,
    pass_drafts_on,
    withdraw_feedback,
    write_feedback,
)
from closeknit.promises.feedback.operations.giving import give_feedback, record_reply
from closeknit.promises.feedback.operations.reading import approve_draft, ask_reader, suggest_words, take_back_draft

__all__ = [
    "act_on_feedback",
    "approve_draft",
    "ask_feedback",
    "ask_reader",
    "draft_feedback",
    "end_waiting",
    "give_feedback",
    "make_ready",
    "mark_answers",
    "mark_asked",
    "pass_drafts_on",
    "record_feedback",
    "record_reply",
    "remind",
    "suggest_words",
    "take_back_draft",
    "tell_about_feedback",
    "withdraw_feedback",
    "write_feedback",
]
