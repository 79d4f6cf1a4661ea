"""Writes of ideas: giving, voting, merging, linking, answering, telling."""

from closeknit.ideas.operations.answering import (
    BadRule,
    answer_sides,
    change_rule,
    give_verdict,
    name_reader,
    pass_ideas_on,
)
from closeknit.ideas.operations.giving import change_idea, give_idea
from closeknit.ideas.operations.linking import link_need, link_offering, unlink_need, unlink_offering
from closeknit.ideas.operations.merging import merge_ideas, merge_several, take_apart
from closeknit.ideas.operations.telling import NobodyToTell, tell
from closeknit.ideas.operations.voting import cast_vote, withdraw_vote

__all__ = [
    "BadRule",
    "NobodyToTell",
    "answer_sides",
    "cast_vote",
    "change_idea",
    "change_rule",
    "give_idea",
    "give_verdict",
    "link_need",
    "link_offering",
    "merge_ideas",
    "merge_several",
    "name_reader",
    "pass_ideas_on",
    "take_apart",
    "tell",
    "unlink_need",
    "unlink_offering",
    "withdraw_vote",
]
