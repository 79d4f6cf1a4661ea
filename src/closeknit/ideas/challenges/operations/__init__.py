"""Writes of challenges: prepared, put to people, answered, scored, decided, told; closed by their day and opened again."""

from closeknit.ideas.challenges.operations.answering import change_answer, hand_in_answer, make_idea, score_answer
from closeknit.ideas.challenges.operations.asking import ask_despite, ask_more, open_challenge
from closeknit.ideas.challenges.operations.asking import find_reason_against as find_reason_against_asking
from closeknit.ideas.challenges.operations.choosing import choose_guests, leave_out
from closeknit.ideas.challenges.operations.closing import (
    close_challenge,
    close_due,
    has_due,
    move_closing,
    pass_challenges_on,
    reopen_challenge,
)
from closeknit.ideas.challenges.operations.deciding import decide, tell, tell_everyone
from closeknit.ideas.challenges.operations.deciding import find_reason_against as find_reason_against_telling
from closeknit.ideas.challenges.operations.preparing import (
    add_criterion,
    change_challenge,
    make_challenge,
    remove_criterion,
    weigh_criterion,
)
from closeknit.ideas.challenges.operations.quoting import allow_words, lay_words, say_in_our_words, take_words_out

__all__ = [
    "add_criterion",
    "allow_words",
    "ask_despite",
    "ask_more",
    "change_answer",
    "change_challenge",
    "choose_guests",
    "close_challenge",
    "close_due",
    "decide",
    "find_reason_against_asking",
    "find_reason_against_telling",
    "hand_in_answer",
    "has_due",
    "lay_words",
    "leave_out",
    "make_challenge",
    "make_idea",
    "move_closing",
    "open_challenge",
    "pass_challenges_on",
    "remove_criterion",
    "reopen_challenge",
    "say_in_our_words",
    "score_answer",
    "take_words_out",
    "tell",
    "tell_everyone",
    "weigh_criterion",
]
