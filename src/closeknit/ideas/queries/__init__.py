"""Reads of ideas, as frozen rows."""

from closeknit.ideas.queries.carrying import CarryingIdea, list_ideas_of_session
from closeknit.ideas.queries.concerning import (
    CONCERNING_PAGE,
    WHYS,
    AnswerOf,
    Concerning,
    ConcerningRow,
    ToldOf,
    list_of_account,
    list_of_person,
)
from closeknit.ideas.queries.credits import CreditRow, list_credits
from closeknit.ideas.queries.duty import get_duty
from closeknit.ideas.queries.like import LikeRow, list_alike
from closeknit.ideas.queries.listeners import list_listeners
from closeknit.ideas.queries.listing import (
    PAGE,
    SORTS,
    STATES,
    Giver,
    IdeaPageOf,
    IdeaRow,
    OverdueRow,
    get_idea,
    get_ideas_of_need,
    list_choices,
    list_ideas,
    list_ideas_of_needs,
    list_overdue,
    list_to_answer,
    list_to_revisit,
)
from closeknit.ideas.queries.merging import MergePreview, preview_merge
from closeknit.ideas.queries.page import IdeaStory, MergedRow, NeedBehind, VerdictRow, VoteRow, get_story
from closeknit.ideas.queries.sides import SideRow, SidesPage, get_sides, has_sides

__all__ = [
    "CONCERNING_PAGE",
    "PAGE",
    "SORTS",
    "STATES",
    "WHYS",
    "AnswerOf",
    "CarryingIdea",
    "Concerning",
    "ConcerningRow",
    "CreditRow",
    "Giver",
    "IdeaPageOf",
    "IdeaRow",
    "IdeaStory",
    "LikeRow",
    "MergePreview",
    "MergedRow",
    "NeedBehind",
    "OverdueRow",
    "SideRow",
    "SidesPage",
    "ToldOf",
    "VerdictRow",
    "VoteRow",
    "get_duty",
    "get_idea",
    "get_ideas_of_need",
    "get_sides",
    "get_story",
    "has_sides",
    "list_alike",
    "list_choices",
    "list_credits",
    "list_ideas",
    "list_ideas_of_needs",
    "list_ideas_of_session",
    "list_listeners",
    "list_of_account",
    "list_of_person",
    "list_overdue",
    "list_to_answer",
    "list_to_revisit",
    "preview_merge",
]
