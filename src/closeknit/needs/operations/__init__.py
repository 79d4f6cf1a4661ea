"""Writes about needs: what people do with them, what they say about their words, and the stream that discovers them."""

from closeknit.needs.operations.claims import state_claim, weigh_need
from closeknit.needs.operations.curation import (
    dismiss_need,
    dismiss_several,
    merge_needs,
    merge_several,
    open_need,
    rename_need,
    reopen_need,
    settle_need,
    state_need,
)
from closeknit.needs.operations.evidence import confirm_evidence, move_evidence, reject_evidence
from closeknit.needs.operations.jobs import (
    add_job,
    hang_needs,
    move_job,
    remove_job,
    remove_step,
    restate_job,
    take_down,
    word_step,
)
from closeknit.needs.operations.proposals import (
    accept_proposal,
    decline_proposal,
    preview_granularity,
    set_granularity,
)
from closeknit.needs.operations.ratings import rate_need, withdraw_rating
from closeknit.needs.operations.stream import (
    STREAM,
    advance_stream,
    count_all_anew,
    count_needs,
    follow_words,
    lay_late,
)

__all__ = [
    "STREAM",
    "accept_proposal",
    "add_job",
    "advance_stream",
    "confirm_evidence",
    "count_all_anew",
    "count_needs",
    "decline_proposal",
    "dismiss_need",
    "dismiss_several",
    "follow_words",
    "hang_needs",
    "lay_late",
    "merge_needs",
    "merge_several",
    "move_evidence",
    "move_job",
    "open_need",
    "preview_granularity",
    "rate_need",
    "reject_evidence",
    "remove_job",
    "remove_step",
    "rename_need",
    "reopen_need",
    "restate_job",
    "set_granularity",
    "settle_need",
    "state_claim",
    "state_need",
    "take_down",
    "weigh_need",
    "withdraw_rating",
    "word_step",
]
