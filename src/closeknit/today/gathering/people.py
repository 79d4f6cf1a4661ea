"""People who matter and were not spoken with for too long."""

from collections.abc import Mapping, Sequence

from closeknit.analysis.circle.keeping import PersonLateness
from closeknit.circle.keeping import queries
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[PersonLateness]]:
    """Return who of those who matter at each account is late or neglected; whoever is paused is not."""
    return queries.list_people(asked.limits, viewer=asked.viewer, accounts=asked.accounts, only_late=True)
