"""Writes about needs: what people do with them, what they say about their words, and the stream that discovers them."""

from closeknit.needs.operations.claims import state_claim, weigh_need
from closeknit.needs.operations.curation import (
    dismiss_need,
    dismiss_several,
    merge_needs,
    merge_several,
    rename_need,
    reopen_need,
    settle_need,
    state_need,
)
from closeknit.needs.operations.evidence import confirm_evidence, move_evidence, reject_evidence
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
    "advance_stream",
    "confirm_evidence",
    "count_all_anew",
    "count_needs",
    "dismiss_need",
    "dismiss_several",
    "follow_words",
    "lay_late",
    "merge_needs",
    "merge_several",
    "move_evidence",
    "rate_need",
    "reject_evidence",
    "rename_need",
    "reopen_need",
    "settle_need",
    "state_claim",
    "state_need",
    "weigh_need",
    "withdraw_rating",
]
