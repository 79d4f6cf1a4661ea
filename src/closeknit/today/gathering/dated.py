"""Days that matter to an account, each as it falls next."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from closeknit.analysis.today import facts, finding
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.DatedEvent]]:
    """Return the days that are near at each account, and one to each side of that: where they are it may be another day already."""
    last = asked.today + timedelta(finding.EVENT_NEAR_DAYS + 1)
    near = {
        account: [facts.DatedEvent(row.next_on, row.what) for row in rows if row.next_on and row.next_on <= last]
        for account, rows in asked.days.dated.items()
    }
    return {account: found for account, found in near.items() if found}
