"""Reads of needs and the words that stand for them, as frozen rows."""

from closeknit.needs.queries.landscape import (
    Landscape,
    LandscapeRow,
    RatingRow,
    get_landscape,
    get_opportunity,
    list_ratings,
)
from closeknit.needs.queries.listing import PAGE, NeedRow, count_needs, list_named, list_needs
from closeknit.needs.queries.page import AccountWords, EvidenceRow, MonthRow, NeedPage, get_need
from closeknit.needs.queries.story import StoryRow, list_story
from closeknit.needs.queries.voiced import (
    AccountNeed,
    JustSettled,
    list_evidence_ids,
    list_just_settled,
    list_needs_of_account,
    list_needs_of_words,
)

__all__ = [
    "PAGE",
    "AccountNeed",
    "AccountWords",
    "EvidenceRow",
    "JustSettled",
    "Landscape",
    "LandscapeRow",
    "MonthRow",
    "NeedPage",
    "NeedRow",
    "RatingRow",
    "StoryRow",
    "count_needs",
    "get_landscape",
    "get_need",
    "get_opportunity",
    "list_evidence_ids",
    "list_just_settled",
    "list_named",
    "list_needs",
    "list_needs_of_account",
    "list_needs_of_words",
    "list_ratings",
    "list_story",
]
