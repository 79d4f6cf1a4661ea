"""People who left an account."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.accounts import queries
from closeknit.analysis.today import facts
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.Departure]]:
    """Return who left each account; a successor closes the matter."""
    found: dict[str, list[facts.Departure]] = defaultdict(list)
    for row in queries.list_departures(asked.accounts, since=asked.since, viewer=asked.viewer):
        if row.until_on is not None:
            handled_on = row.until_on if row.successor else None
            found[row.account_id].append(facts.Departure(row.id, row.name, row.until_on, handled_on))
    return found
