"""Calls, visits and meetings that are planned and not yet logged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.kinds import Medium
from closeknit.analysis.today import facts
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked
from closeknit.touchpoints import unanswered


def read(asked: Asked) -> Mapping[str, Sequence[facts.PlannedCall]]:
    """Return the appointments of each account."""
    found: dict[str, list[facts.PlannedCall]] = defaultdict(list)
    for row in unanswered.list_planned(asked.accounts, viewer=asked.viewer):
        on = clock.local_date(row.starts_at, asked.zone)
        call = facts.PlannedCall(row.id, on, Medium(row.medium), row.why, row.contact or None)
        found[row.account_id].append(call)
    return found
