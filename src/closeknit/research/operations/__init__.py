"""Writes of research: the bank of questions, and what was answered."""

from closeknit.research.operations.answers import (
    Given,
    link_answer,
    mark_answers,
    record_answers,
    remove_answer,
    settle_answer,
)
from closeknit.research.operations.photos import ask_for_photo
from closeknit.research.operations.questions import (
    add_question,
    begin_bank,
    bring_back_question,
    choose_certainty,
    move_question,
    retire_question,
    reword_question,
)

__all__ = [
    "Given",
    "add_question",
    "ask_for_photo",
    "begin_bank",
    "bring_back_question",
    "choose_certainty",
    "link_answer",
    "mark_answers",
    "move_question",
    "record_answers",
    "remove_answer",
    "retire_question",
    "reword_question",
    "settle_answer",
]
