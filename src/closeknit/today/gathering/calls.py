"""Calls, visits and meetings that are planned and not yet logged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.kinds import Medium
from closeknit.analysis.today import facts
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.PlannedCall]]:
    """Return the appointments of each account."""
    found: dict[str, list[facts.PlannedCall]] = defaultdict(list)
    for row in asked.waiting:
        if row.is_planned:
            on = clock.local_date(row.at, asked.zone)
            found[row.account_id].append(facts.PlannedCall(row.id, on, Medium(row.medium), row.why, row.who or None))
    return found
