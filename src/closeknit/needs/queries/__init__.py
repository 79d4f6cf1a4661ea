"""Reads of needs and the words that stand for them, as frozen rows."""

from closeknit.needs.queries.jobs import HungNeed, JobRow, JobTree, StepRow, find_job_of, get_job_tree
from closeknit.needs.queries.landscape import (
    Landscape,
    LandscapeRow,
    RatingRow,
    get_landscape,
    get_opportunity,
    list_ratings,
)
from closeknit.needs.queries.listing import PAGE, NeedRow, count_forming, count_needs, list_named, list_needs
from closeknit.needs.queries.page import AccountWords, EvidenceRow, MonthRow, NeedPage, get_need
from closeknit.needs.queries.proposals import (
    ProposalRow,
    Proposals,
    get_granularity,
    list_proposals,
    list_stream_names,
)
from closeknit.needs.queries.quality import NeedQuality, get_need_quality
from closeknit.needs.queries.story import StoryRow, list_story
from closeknit.needs.queries.voiced import (
    AccountNeed,
    JustSettled,
    list_evidence_ids,
    list_just_settled,
    list_needs_of_account,
    list_needs_of_words,
)
from closeknit.needs.queries.voices import AccountVoice, GroupVoice, Voices, get_voices

__all__ = [
    "PAGE",
    "AccountNeed",
    "AccountVoice",
    "AccountWords",
    "EvidenceRow",
    "GroupVoice",
    "HungNeed",
    "JobRow",
    "JobTree",
    "JustSettled",
    "Landscape",
    "LandscapeRow",
    "MonthRow",
    "NeedPage",
    "NeedQuality",
    "NeedRow",
    "ProposalRow",
    "Proposals",
    "RatingRow",
    "StepRow",
    "StoryRow",
    "Voices",
    "count_forming",
    "count_needs",
    "find_job_of",
    "get_granularity",
    "get_job_tree",
    "get_landscape",
    "get_need",
    "get_need_quality",
    "get_opportunity",
    "get_voices",
    "list_evidence_ids",
    "list_just_settled",
    "list_named",
    "list_needs",
    "list_needs_of_account",
    "list_needs_of_words",
    "list_proposals",
    "list_ratings",
    "list_story",
    "list_stream_names",
]
