"""What they wrote on the shared site that waits for our answer: promises they propose, objections, lines of the ledger."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.today import facts
from closeknit.kit import clock
from closeknit.today.gathering import raised
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.Asked]]:
    """Return what waits at each account, that first which has waited longest."""
    found: dict[str, list[facts.Asked]] = defaultdict(list)
    for row in asked.raised:
        if row.kind != raised.NO:
            on = clock.local_date(row.at, asked.zone)
            found[row.account_id].append(facts.Asked(facts.AskedKind(row.kind), row.id, row.text, on, row.who or None))
    return found
